import type { Change } from '../../model/change.ts';
import { detailed, longLine, nameLine } from './changes.ts';
import type { ChangeStyle } from './changes.ts';
import { codeSpan, fence, folded, htmlCode } from './escape.ts';
import { form } from './fit.ts';
import type { Form, Heading, Piece, Step } from './fit.ts';
import { byRank, ranks } from './gather.ts';
import type { ChangeGroup, Gathered, Rank, Row } from './gather.ts';
import { messages } from './messages.ts';

/** What there is to say of the changes, in the order in which it stands, and what of it is said first. */
export interface ChangePieces {
  pieces: Piece[];
  steps: { withheld: Step[]; destroyed: Step[]; rest: Step[] };
  /** What each piece is about, for those that end up not naming it. */
  about: Map<Piece, { rank: Rank; group: ChangeGroup }>;
}

/** The forms of the changes of a rank, from the shortest; at 0 nothing is said of them. */
const counted = 1;
const namedForm = 2;
const longForm = 3;
const fullForm = 4;

/** The fewest UTF-16 units that a name, and a change with its fields, take. */
const leastOfName = 6;
const leastOfDetails = 80;
/** More lines than this are folded away. */
const mostOpen = 30;
/** So many types are counted by name. */
const mostTypes = 8;
/** So many targets are named in a heading, and may be left out of it. */
const mostInHeading = 6;
const mostLeftOut = 3;

/** The pieces of all groups of changes. */
export function changePieces(gathered: Gathered, style: ChangeStyle): ChangePieces {
  const result: ChangePieces = { pieces: [], steps: { withheld: [], destroyed: [], rest: [] }, about: new Map() };
  const ofRank = byRank<Piece[]>(() => []);
  const lists: Piece[] = [];
  for (const group of gathered.groups) {
    const { heading, list } = headingOf(group, gathered.rows);
    if (list !== undefined) {
      const piece = { heading, forms: [form(() => ''), form(() => list)] };
      lists.push(piece);
      result.pieces.push(piece);
    }
    for (const rank of ranks) {
      const changes = group.changes[rank];
      if (changes.length === 0) continue;
      const piece = { heading, forms: formsOf(changes, rank, style) };
      ofRank[rank].push(piece);
      result.pieces.push(piece);
      result.about.set(piece, { rank, group });
    }
  }
  result.pieces.push(...overflowPieces(gathered, style));
  const steps = (rank: Rank, wanted: number): Step[] => ofRank[rank].map((piece) => [piece, wanted] as const);
  result.steps.destroyed = [...steps('destroyed', namedForm), ...steps('destroyed', longForm)];
  result.steps.withheld = [
    ...steps('destroyed', counted),
    ...steps('withheld', namedForm),
    ...steps('withheld', longForm),
  ];
  result.steps.rest = [
    ...steps('updated', namedForm),
    ...lists.map((piece) => [piece, 1] as const),
    ...steps('updated', longForm),
    ...steps('created', namedForm),
    ...steps('updated', fullForm),
    ...steps('created', longForm),
    ...steps('created', fullForm),
    ...ranks.flatMap((rank) => steps(rank, counted)),
    ...result.pieces.filter((piece) => !result.about.has(piece)).map((piece) => [piece, 1] as const),
  ];
  return result;
}

/** The forms of some changes: nothing, counts by type, names, and two forms with more. */
function formsOf(changes: readonly Change[], rank: Rank, style: ChangeStyle): Form[] {
  const least = changes.length * leastOfName;
  const said = messages.rankCount(changes.length, rank, style.wording);
  const lined = (line: (change: Change, style: ChangeStyle) => string): string =>
    block(
      changes.map((change) => line(change, style)),
      said,
    );
  const forms = [
    form(() => ''),
    form(() => byType(said, countTypes(changes))),
    form(() => lined(nameLine), least, true),
  ];
  if (rank === 'destroyed' || rank === 'withheld') return [...forms, form(() => lined(longLine), least, true)];
  const details = (isWhole: boolean): Form =>
    form(
      () => changes.map((change) => detailed(change, style, isWhole)).join('\n'),
      changes.length * leastOfDetails,
      true,
    );
  return [...forms, details(false), details(true)];
}

/** Lines of a diff; many of them are folded away. */
function block(lines: readonly string[], summary: string): string {
  const fenced = fence(lines, 'diff');
  return lines.length > mostOpen ? folded(summary, fenced) : fenced;
}

function byType(said: string, types: ReadonlyMap<string, number>): string {
  const sorted = [...types].sort(([, a], [, b]) => b - a);
  const shown = sorted.slice(0, mostTypes).map(([type, count]) => [codeSpan(type, 60), count] as const);
  return messages.typeCounts(said, shown, sorted.length - shown.length);
}

function countTypes(changes: readonly Change[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { type } of changes) counts.set(type, (counts.get(type) ?? 0) + 1);
  return counts;
}

/** What is too much to be told apart: only counted. */
function overflowPieces({ overflow }: Gathered, { wording }: ChangeStyle): Piece[] {
  const heading = { text: messages.others() };
  return ranks.flatMap((rank) => {
    const types = overflow[rank];
    if (types.size === 0) return [];
    const total = [...types.values()].reduce((sum, count) => sum + count, 0);
    return [{ heading, forms: [form(() => ''), form(() => byType(messages.rankCount(total, rank, wording), types))] }];
  });
}

/** What stands above a group: in which targets it is. Many are named below it, when there is room. */
function headingOf({ targets }: ChangeGroup, rows: readonly Row[]): { heading: Heading; list?: string } {
  const different = rows.flatMap(({ isDifferent }, index) => (isDifferent ? [index] : []));
  const name = (index: number): string => codeSpan(rows[index]?.report.id ?? '', 100);
  const [first = 0] = targets;
  if (targets.length === 1) {
    const text = different.length === 1 ? messages.oneTarget(name(first)) : messages.onlyIn(name(first));
    return { heading: { text } };
  }
  if (targets.length === different.length) return { heading: { text: messages.allTheSame(targets.length) } };
  const own = new Set(targets);
  const others = different.filter((index) => !own.has(index));
  if (targets.length > mostInHeading && others.length <= mostLeftOut) {
    return { heading: { text: messages.allBut(others.map(name).join(', ')) } };
  }
  const environments = new Set(targets.map((index) => rows[index]?.report.environment ?? ''));
  const [environment = ''] = environments;
  const isAllOfIt = others.every((index) => rows[index]?.report.environment !== environment);
  if (environments.size === 1 && isAllOfIt) {
    return { heading: { text: messages.allOf(targets.length, codeSpan(environment, 100)) } };
  }
  const shown = targets.slice(0, mostInHeading).map(name);
  const more = targets.length - shown.length;
  const text = messages.sameIn(messages.andMore(shown, more));
  if (more === 0) return { heading: { text } };
  const names = targets.map((index) => htmlCode(rows[index]?.report.id ?? '', 100)).join(', ');
  return { heading: { text }, list: folded(messages.theTargets(targets.length), `<p>${names}</p>`) };
}
