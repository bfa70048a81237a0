import type { Box, Boxes } from './collapse.ts';
import type { MapView, ViewScope } from './view.ts';
import { words } from './words.ts';

/** A row of a box: a scope that lines lead to. */
export interface Row {
  text: string;
  scope: ViewScope;
  /** Whether a line leads to it. */
  isUsed: boolean;
}

/** What stands in a box. */
export interface Contents {
  title: string;
  notes: string[];
  rows: Row[];
  /** What is said in place of further rows. */
  more: string | undefined;
  badges: string[];
  hasFinding: boolean;
}

/** With more lines to scopes than this a picture is a tangle: lines lead to the APIs then. */
const mostLines = 90;

/** A box has so many rows at most. */
const mostRows = 14;

/** Whether lines lead to the single scopes. */
export function isWithRows(view: MapView, { boxes, strokes }: Boxes): boolean {
  const lines = strokes.reduce((sum, { lines: all, to }) => {
    const names = new Set(all.flatMap((index) => view.lines[index]?.scopes ?? []).map(({ name }) => name));
    // Of very many scopes there are no rows, and the lines are one.
    return sum + (boxes[to]?.type === 'api' ? (names.size > mostRows ? 1 : names.size) : 0);
  }, 0);
  return lines <= mostLines;
}

/** What stands in a box. */
export function contentsOf(box: Box, view: MapView, withRows: boolean): Contents {
  const members = box.nodes.flatMap((index) => view.nodes[index] ?? []);
  const own = new Set(box.nodes);
  const hasFinding = view.findings.some(({ nodes: [index = -1] }) => own.has(index));
  const [node] = members;
  if (node === undefined || members.length > 1) {
    const names = members.slice(0, 12).map(({ name }) => name);
    return {
      title: words.quantity(members.length, box.type),
      notes: [names.join(', ')],
      rows: [],
      more: undefined,
      badges: [],
      hasFinding,
    };
  }
  const [index = 0] = box.nodes;
  const rows = node.type === 'api' ? rowsOf(index, node.scopes, view) : [];
  const fits = withRows && rows.length <= mostRows;
  const scopes = node.type === 'api' && node.scopes.length > 0 ? words.scopeCount(node.scopes.length) : '';
  const details = fits ? [node.more ?? ''] : [scopes, node.more ?? ''];
  return {
    title: node.name,
    notes: [node.note === node.name ? '' : node.note, details.filter((one) => one !== '').join(' · ')].filter(
      (one) => one !== '',
    ),
    rows: fits ? rows : [],
    more: undefined,
    badges: node.badges,
    hasFinding,
  };
}

/** The scopes of an API, and those that lines name and it does not have; of very many only those that lines name. */
function rowsOf(api: number, scopes: readonly ViewScope[], view: MapView): Row[] {
  const used = new Map<string, ViewScope>();
  for (const { to, scopes: named, hasAll } of view.lines)
    if (to === api) for (const scope of hasAll === true ? scopes : named) used.set(scope.name, scope);
  const defined = new Set(scopes.map(({ name }) => name));
  const missing = [...used.values()].filter(({ name }) => !defined.has(name));
  const shown = scopes.length > mostRows ? scopes.filter(({ name }) => used.has(name)) : scopes;
  return [...shown, ...missing].map((scope) => ({ text: scope.name, scope, isUsed: used.has(scope.name) }));
}
