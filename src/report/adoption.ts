import { groupBy } from '../model/group.ts';
import { compareText } from '../model/json.ts';
import type { Json } from '../model/json.ts';
import { adoptionMessages as messages } from './adoption-messages.ts';
import type { Style } from './style.ts';

/** What is to be said of tenants that become one set of files. */
export interface AdoptionView {
  tenant: string;
  /** In the order of the columns. */
  environments: readonly string[];
  /** How many resources all have. */
  shared: number;
  keywords: readonly { name: string; values: readonly Json[]; uses: number }[];
  /** Resources that are taken for the same: their addresses by environment, and what these differ by. */
  alike: readonly { addresses: readonly string[]; by: readonly string[] }[];
  /** What only one environment has. */
  own: readonly { environment: string; addresses: readonly string[] }[];
  /** The names of secrets. */
  secrets: readonly string[];
  /** Files whose content only the user has. */
  toProvide: readonly string[];
  unreadable: readonly { environment: string; type: string; reason: string }[];
  ambiguous: readonly { environment: string; address: string; ids: readonly string[] }[];
}

/** How wide a value of a keyword may be, and a line. */
const widths = { value: 30, least: 12, line: 118 };

/** So many that differ alike are told in one line, with the first of them. */
const many = { rows: 4, shown: 3 };

/** What an adoption has found: how much is the same, the keywords for what is not, and what is left to do. */
export function adoptionText(view: AdoptionView, style: Style, columns = widths.line): string {
  const blocks = [
    heading(view, style),
    keywordTable(view, style, Math.min(columns, widths.line)),
    alikeTable(view, style),
    ...view.own.flatMap(({ environment, addresses }) =>
      addresses.length === 0 || view.environments.length < 2
        ? []
        : [section(messages.onlyIn(environment), [...addresses].sort(compareText), style)],
    ),
    listed(messages.severalHeading(), view.ambiguous.map(messages.several), style),
    listed(messages.unreadableHeading(), unreadableLines(view), style),
    provided(view, style),
  ];
  return blocks.filter((block) => block !== '').join('\n\n');
}

function heading({ tenant, environments, shared, own, keywords }: AdoptionView, style: Style): string {
  const single = own.reduce((sum, { addresses }) => sum + addresses.length, 0);
  const names = environments.join(', ');
  if (environments.length < 2) return style('strong', messages.oneTenant(tenant, names, shared + single));
  return [
    style('strong', messages.severalTenants(tenant, names)),
    `  ${messages.sharedCount(shared, environments.length)}`,
    `  ${messages.keywordCount(keywords.length)}`,
    ...(single === 0 ? [] : [`  ${messages.singleCount(single)}`]),
  ].join('\n');
}

/** One line for each keyword, with its value in each environment and how often it stands in the files. */
function keywordTable({ environments, keywords }: AdoptionView, style: Style, columns: number): string {
  if (keywords.length === 0) return '';
  const name = Math.max(...keywords.map((one) => one.name.length), messages.keyword().length);
  const room = Math.floor((columns - name - 9) / environments.length) - 2;
  const most = Math.max(widths.least, Math.min(widths.value, room));
  const cells = keywords.map(({ values }) => values.map((value) => shortened(shown(value), most)));
  const sizes = environments.map((one, index) => Math.max(one.length, ...cells.map((row) => row[index]?.length ?? 0)));
  const line = (first: string, row: readonly string[], last: string): string => {
    const padded = row.map((cell, index) => cell.padEnd(sizes[index] ?? 0));
    return `  ${[first.padEnd(name), ...padded, last].join('  ')}`;
  };
  const head = style('quiet', line(messages.keyword(), environments, messages.used()));
  return [head, ...keywords.map((one, index) => line(one.name, cells[index] ?? [], `${one.uses}×`))].join('\n');
}

/** A value as it fits in a cell; nothing is a dash. */
function shown(value: Json): string {
  if (value === null || value === '') return '–';
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[${value.map(shown).join(', ')}]`;
  // The scheme is nearly always the same, and takes room from what is not.
  return typeof value === 'string'
    ? value.replace(/^https:\/\//, '').replaceAll(/\s*\n\s*/g, ' ⏎ ')
    : JSON.stringify(value);
}

/** A text with its middle taken out where it is too long: its ends tell more. */
function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = Math.floor((most - 1) / 3);
  return `${text.slice(0, most - 1 - end)}…${text.slice(text.length - end)}`;
}

/** Of what differs in one way, as names do that end with their environment, the first alone are told: the others are like them. */
function alikeTable({ alike }: AdoptionView, style: Style): string {
  const groups = groupBy(alike, ({ addresses, by }) => JSON.stringify([typeIn(addresses), by]));
  const lines = [...groups.values()].flatMap((rows) => {
    const [first] = rows;
    if (first === undefined || rows.length < many.rows) return rows.map(({ addresses }) => sameText(addresses));
    const type = typeIn(first.addresses);
    const names = rows.slice(0, many.shown).map(({ addresses }) =>
      shortest(addresses)
        .slice(type.length + 1)
        .replace(/^https:\/\//, ''),
    );
    return [messages.manyAlike(rows.length, type, first.by, names)];
  });
  return listed(messages.alikeHeading(), lines, style);
}

const typeIn = ([first = '']: readonly string[]): string => first.slice(0, first.indexOf('/'));

function shortest(texts: readonly string[]): string {
  return texts.reduce((best, text) => (text.length < best.length ? text : best));
}

/** Addresses of one type, which is said once. */
function sameText([first = '', ...others]: readonly string[]): string {
  const start = first.slice(0, first.indexOf('/') + 1);
  const rest = [...new Set(others)].filter((one) => one !== first);
  return [first, ...rest.map((one) => one.slice(start.length))].join('  =  ');
}

function unreadableLines({ unreadable }: AdoptionView): string[] {
  return unreadable.map(({ environment, type, reason }) => `${type} (${environment}): ${reason}`);
}

function provided({ secrets, toProvide }: AdoptionView, style: Style): string {
  if (secrets.length + toProvide.length === 0) return '';
  const lines = [...secrets.map(messages.secret), ...toProvide.map(messages.file)];
  return section(messages.toProvide(), lines, style);
}

function listed(heading: string, lines: readonly string[], style: Style): string {
  return lines.length === 0 ? '' : section(heading, lines, style);
}

function section(heading: string, lines: readonly string[], style: Style): string {
  return [style('strong', heading), ...lines.map((line) => `  ${line}`)].join('\n');
}
