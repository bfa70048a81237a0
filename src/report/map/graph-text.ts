import { boxesOf, everything } from './collapse.ts';
import type { Box, Stroke } from './collapse.ts';
import type { MapView } from './view.ts';
import { words } from './words.ts';

/** Labels are cut behind so many characters: what reads them sets limits to the whole. */
const longest = 120;

/** A map for programs that draw Mermaid, such as a page of GitHub: nodes that are alike are one, as in the picture. */
export function mapMermaid(view: MapView): string {
  const { boxes, strokes } = boxesOf(view, everything(view));
  const node = (box: Box, index: number): string => {
    const [open, close] = marks[box.type];
    const mark = box.change === undefined ? '' : `:::${box.change}`;
    return `n${index}${open}"${mermaidText(labelOf(box, view))}"${close}${mark}`;
  };
  const teams = view.teams.flatMap((name, team) => {
    const own = boxes.flatMap((box, index) =>
      box.type === 'client' && box.team === team ? [`    ${node(box, index)}`] : [],
    );
    return own.length === 0 ? [] : [`  subgraph t${team}["${mermaidText([name])}"]`, ...own, '  end'];
  });
  const others = boxes.flatMap((box, index) =>
    box.type === 'client' && box.team !== undefined ? [] : [`  ${node(box, index)}`],
  );
  const lines = strokes.map((stroke) => {
    const arrow = stroke.type === 'machine' ? '-->' : stroke.type === 'user' ? '-.->' : '---';
    const label = strokeLabel(stroke, view);
    return `  n${stroke.from} ${arrow}${label === '' ? '' : `|"${mermaidText([label])}"|`} n${stroke.to}`;
  });
  const classes = view.hasChanges
    ? ['create stroke:#116329', 'update stroke:#7d4e00', 'replace stroke:#7d4e00', 'delete stroke:#b3151c'].map(
        (one) => `  classDef ${one},stroke-width:3px`,
      )
    : [];
  return ['flowchart LR', ...teams, ...others, ...lines, ...classes].join('\n');
}

/** The brackets that make a form, by type. */
const marks: Record<Box['type'], readonly [string, string]> = {
  client: ['[', ']'],
  api: ['[[', ']]'],
  organization: ['([', '])'],
  role: ['{{', '}}'],
  trigger: ['[/', '/]'],
  action: ['[', ']'],
  domain: ['(', ')'],
};

/** A map for Graphviz: nodes that are alike are one, as in the picture. */
export function mapDot(view: MapView): string {
  const { boxes, strokes } = boxesOf(view, everything(view));
  const node = (box: Box, index: number): string => {
    const colour = colourOf(box.change);
    return `n${index} [label=${dotText(labelOf(box, view).join('\n'))}, shape=${forms[box.type]}${colour}]`;
  };
  const teams = view.teams.flatMap((name, team) => {
    const own = boxes.flatMap((box, index) =>
      box.type === 'client' && box.team === team ? [`    ${node(box, index)}`] : [],
    );
    return own.length === 0 ? [] : [`  subgraph cluster_${team} {`, `    label=${dotText(name)}`, ...own, '  }'];
  });
  const others = boxes.flatMap((box, index) =>
    box.type === 'client' && box.team !== undefined ? [] : [`  ${node(box, index)}`],
  );
  const lines = strokes.map((stroke) => {
    const style = stroke.type === 'machine' ? 'solid' : stroke.type === 'user' ? 'dashed' : 'dotted';
    const label = strokeLabel(stroke, view);
    const said = label === '' ? '' : `, label=${dotText(label)}`;
    return `  n${stroke.from} -> n${stroke.to} [style=${style}${said}${colourOf(stroke.change)}]`;
  });
  const title = dotText(`${view.title}: ${view.subtitle}`);
  return ['digraph map {', '  rankdir=LR', `  label=${title}`, ...teams, ...others, ...lines, '}'].join('\n');
}

const forms: Record<Box['type'], string> = {
  client: 'box',
  api: 'component',
  organization: 'ellipse',
  role: 'hexagon',
  trigger: 'cds',
  action: 'note',
  domain: 'oval',
};

function colourOf(change: Box['change']): string {
  if (change === undefined) return '';
  return `, color=${change === 'create' ? 'darkgreen' : change === 'delete' ? 'red' : 'orange'}`;
}

function labelOf({ nodes, type, change, teams }: Box, view: MapView): string[] {
  const [first] = nodes.flatMap((index) => view.nodes[index] ?? []);
  if (first === undefined) return [];
  if (nodes.length === 1)
    return [
      `${words.sign(change)}${first.name}`,
      ...[first.note, first.more ?? '', ...first.badges].filter((one) => one !== ''),
    ];
  return [
    `${words.sign(change)}${words.quantity(nodes.length, type)}`,
    ...(teams > 1 ? [words.otherTeams(teams)] : []),
  ];
}

function strokeLabel({ lines, change, type }: Stroke, view: MapView): string {
  if (type === 'binding' || type === 'link') return words.sign(change).trim();
  const labels = new Set(lines.flatMap((index) => view.lines[index] ?? []).map((line) => words.scopes(line)));
  const [only = ''] = labels;
  return `${words.sign(change)}${labels.size === 1 ? only : words.differentScopes(lines.length)}`;
}

function cut(text: string): string {
  const signs = Array.from(text);
  return signs.length > longest ? `${signs.slice(0, longest - 1).join('')}…` : text;
}

/** Lines as a label of Mermaid: all but letters, digits and a few signs as entities, so that nothing is markup or ends the label. */
function mermaidText(lines: readonly string[]): string {
  return lines
    .map((line) => cut(line).replaceAll(/[^\p{L}\p{N}\p{M} ,:/_-]/gu, (sign) => `#${sign.codePointAt(0) ?? 32};`))
    .join('<br>');
}

/** A quoted text of the language of Graphviz: a backslash begins nothing in it, and a line break is one. */
function dotText(text: string): string {
  const lines = text.split('\n').map((line) => cut(line).replaceAll('\\', '\\\\').replaceAll('"', '\\"'));
  return `"${lines.join('\\n')}"`;
}
