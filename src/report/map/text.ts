import { groupBy } from '../../model/group.ts';
import type { Emphasis, Style } from '../style.ts';
import type { MapView, ViewLine, ViewNode } from './view.ts';
import { words } from './words.ts';

/** A row of a list: its columns, and what its change means. */
interface Row {
  cells: string[];
  emphasis?: Emphasis | undefined;
}

/** Names that are longer do not move the columns of all the others. */
const widest = 40;

/** A map as a list for a terminal: by API its callers with their scopes, then what else there is, and the findings. */
export function mapText(view: MapView, style: Style): string {
  const { nodes, lines, findings, unknown, title, counts, subtitle } = view;
  const byTo = groupBy(lines, ({ to }) => String(to));
  const blocks = nodes.flatMap((node, index) =>
    node.type === 'api' ? [apiText(node, byTo.get(String(index)) ?? [], view, style)] : [],
  );
  const callers = new Set(lines.map(({ from }) => from));
  const rest = nodes.flatMap((node, index) =>
    node.type === 'client' && !callers.has(index) ? [clientRow(node, view)] : [],
  );
  const bindings = lines.filter(({ type }) => type === 'binding');
  const code = bindings.map((line): Row => ({
    cells: [...markedName(nodes[line.to], undefined), `${line.note}. ${nodes[line.from]?.name ?? ''}`],
    emphasis: emphasisOf(line.change),
  }));
  const domains = nodes.filter(({ type }) => type === 'domain').map((node) => rowOf(node, []));
  const groups = [...groupBy(findings, ({ code: name }) => name)].map(([, all]) => {
    const [first] = all;
    const heading = first === undefined ? '' : words.finding(first.code);
    return [style('warning', heading), ...all.map(({ message }) => `  ${message}`)].join('\n');
  });
  return [
    ...blocks,
    ...section('Clients without a grant for an API', rest, style),
    ...section('Code', code, style),
    ...section('Custom domains', domains, style),
    ...groups,
    ...unknown.map((one) => style('quiet', one)),
    ...(nodes.length === 0 ? [words.nothing()] : []),
    `${style('quiet', subtitle)}\n${style('strong', `${title}: ${counts}`)}`,
  ].join('\n\n');
}

function apiText(node: ViewNode, lines: readonly ViewLine[], { nodes, teams }: MapView, style: Style): string {
  const about = [node.note === node.name ? '' : node.note, node.more ?? '', ...node.badges].filter((one) => one !== '');
  const sign = words.sign(node.change);
  const emphasis = emphasisOf(node.change);
  const name = emphasis === undefined ? style('strong', node.name) : style(emphasis, `${sign}${node.name}`);
  const rows = lines.map((line): Row => {
    const from = nodes[line.from];
    const team = from?.team === undefined ? '' : (teams[from.team] ?? '');
    const organizations = line.organizations === undefined ? '' : `organizations: ${line.organizations.join(', ')}`;
    const notes = [words.scopes(line), line.note, organizations, ...(from?.badges ?? [])].filter((one) => one !== '');
    return {
      cells: [`${words.sign(line.change)}${from?.name ?? ''}`, team, words.line(line.type), notes.join('; ')],
      emphasis: emphasisOf(line.change),
    };
  });
  const scopes = node.scopes.filter(({ change }) => change !== undefined).map((scope) => words.scope(scope));
  return [
    [name, ...about.map((one) => style('quiet', one))].join('  '),
    ...(scopes.length > 0 ? [`  ${style('quiet', `scopes: ${scopes.join(', ')}`)}`] : []),
    ...(rows.length === 0 ? [`  ${style('quiet', words.noCaller())}`] : table(rows, style)),
  ].join('\n');
}

function clientRow(node: ViewNode, { teams }: MapView): Row {
  return rowOf(node, [node.team === undefined ? '' : (teams[node.team] ?? ''), [node.note, ...node.badges].join('; ')]);
}

function rowOf(node: ViewNode, more: string[]): Row {
  return { cells: [`${words.sign(node.change)}${node.name}`, ...more], emphasis: emphasisOf(node.change) };
}

function markedName(node: ViewNode | undefined, change: ViewNode['change']): string[] {
  return node === undefined ? [] : [`${words.sign(change)}${node.name}`];
}

function section(heading: string, rows: readonly Row[], style: Style): string[] {
  return rows.length === 0 ? [] : [[style('strong', heading), ...table(rows, style)].join('\n')];
}

function table(rows: readonly Row[], style: Style): string[] {
  const columns = Math.max(...rows.map(({ cells }) => cells.length));
  const widths = Array.from({ length: columns }, (_one, column) =>
    Math.max(0, ...rows.map(({ cells }) => Math.min(widest, lengthOf(cells[column] ?? '')))),
  );
  return rows.map(({ cells, emphasis }) => {
    const padded = cells.map((cell, column) =>
      column === cells.length - 1 ? cell : cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - lengthOf(cell))),
    );
    const line = padded
      .filter((_cell, column) => (widths[column] ?? 0) > 0)
      .join('  ')
      .trimEnd();
    return `  ${emphasis === undefined ? line : style(emphasis, line)}`;
  });
}

function lengthOf(text: string): number {
  return Array.from(text).length;
}

function emphasisOf(change: ViewNode['change']): Emphasis | undefined {
  return change === 'replace' ? 'update' : change;
}
