import { diffLines } from 'diff';
import { groupBy } from '../model/group.ts';
import type { Json } from '../model/json.ts';
import { placeOf } from '../model/diagnostic.ts';
import type { Source } from '../model/tree.ts';
import { isWhole, isWritten } from './apply.ts';
import type { InPlace } from './in-place.ts';
import type { Found, Proposal } from './proposal.ts';
import type { KeywordReading } from './readings.ts';

/** What a pull is about, for those who read of it. */
export interface Told {
  environment: string;
  environmentFile: string;
  /** The texts that files had, by the path that messages name them by. */
  before: (path: string) => string | undefined;
}

/** The longest value that is shown whole. */
const longest = 60;

/** What a pull has found and what it writes, in lines. */
export function pullLines(pulled: InPlace, told: Told): string[] {
  const written = pulled.found.filter(isWritten);
  const open = openOf(pulled);
  return [
    ...[...groupBy(written, ({ address }) => address)].flatMap(([address, own]) => writtenLines(address, own, pulled)),
    ...keywordLines(
      pulled.keywords.filter(({ isWritten: isDone }) => isDone),
      told,
    ),
    ...leftLines(open, pulled, told),
  ];
}

/** How many files and lines of them a pull writes. */
export function countsOf({ texts }: Pick<InPlace, 'texts'>, { before }: Told): { files: number; lines: number } {
  const lines = [...texts].map(([path, text]) => {
    const parts = diffLines(before(path) ?? '', text ?? '');
    const [added, removed] = [parts.filter((part) => part.added), parts.filter((part) => part.removed)];
    const sum = (some: typeof parts): number => some.reduce((total, { count }) => total + count, 0);
    return Math.max(sum(added), sum(removed));
  });
  return { files: texts.size, lines: lines.reduce((sum, count) => sum + count, 0) };
}

/** What is left to decide: what belongs to a resource that is left goes with it. */
export function openOf({ found }: Pick<InPlace, 'found'>): Found[] {
  const open = found.filter((one) => !isWhole(one));
  const whole = new Set(open.flatMap(({ address, path }) => (path === '' ? [address] : [])));
  return open.filter(({ address }) => ![...whole].some((above) => address.startsWith(`${above}/`)));
}

function writtenLines(address: string, found: readonly Found[], { others }: InPlace): string[] {
  const parent = address.split('/').slice(0, 2).join('/');
  const names = others.get(address) ?? others.get(parent) ?? [];
  const rows = found.map((one) => {
    const places = one.proposals.flatMap((proposal) => placeTexts(proposal));
    return `  ${(one.path === '' ? '(all of it)' : one.path).padEnd(24)} ${changeText(one)}   ${[...new Set(places)].join(', ')}`.trimEnd();
  });
  const also =
    names.length === 0
      ? []
      : [`${' '.repeat(27)}also changes: ${names.join(', ')}   --as keyword keeps it to this one`];
  return [address, ...rows, ...also];
}

function changeText({ before, after, path, proposals }: Found): string {
  if (path === '')
    return proposals.some((one) => one.type === 'gone' || (one.type === 'edit' && one.edit.do === 'remove'))
      ? 'gone'
      : 'new';
  if (Array.isArray(before) && Array.isArray(after)) {
    const texts = [before, after].map((list) => list.map((item) => JSON.stringify(item)));
    const [old = [], now = []] = texts;
    const added = now.filter((item) => !old.includes(item)).map((item) => `+ ${cut(item)}`);
    const removed = old.filter((item) => !now.includes(item)).map((item) => `- ${cut(item)}`);
    return [...removed, ...added].join('  ') || 'in another order';
  }
  const isLong = [before, after].some((value) => typeof value === 'string' && value.includes('\n'));
  if (isLong) return 'other lines';
  return `${valueText(before)} -> ${valueText(after)}`;
}

function valueText(value: Json | undefined): string {
  return value === undefined ? '(none)' : cut(JSON.stringify(value));
}

function cut(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}…`;
}

function placeTexts(proposal: Proposal): string[] {
  if (proposal.source === undefined) return [];
  return [placeText(proposal.source, proposal.offset ?? 0)];
}

function placeText(source: Source, start: number): string {
  const { file, line } = placeOf({ source, start, end: start });
  return `${file}:${line}`;
}

function keywordLines(readings: readonly KeywordReading[], { environmentFile }: Told): string[] {
  if (readings.length === 0) return [];
  const rows = readings.map(
    ({ name, before, value, agreeing }) =>
      `  ${name.padEnd(24)} ${cut(JSON.stringify(before))} -> ${cut(JSON.stringify(value))}, as all ${agreeing} ${agreeing === 1 ? 'place says' : 'places say'}   ${environmentFile}`,
  );
  return ['keywords', ...rows];
}

function leftLines(open: readonly Found[], { keywords }: InPlace, told: Told): string[] {
  if (open.length === 0) return [];
  const rows = open.flatMap((one) => [
    `  ${one.path === '' ? one.address : `${one.address}.${one.path}`}`,
    ...one.proposals.flatMap((proposal) => leftText(one, proposal, keywords, told)),
  ]);
  return ['', `Left as it is, ${open.length} to decide`, ...rows];
}

function leftText(found: Found, proposal: Proposal, keywords: readonly KeywordReading[], told: Told): string[] {
  switch (proposal.type) {
    case 'edit':
    case 'text':
    case 'gone':
      return [];
    case 'left': {
      const live =
        found.after === undefined
          ? []
          : [`    live ${cut(JSON.stringify(found.after))}, files ${valueText(found.before)}`];
      return [...live, `    ${proposal.why}   ${placeTexts(proposal).join('')}`.trimEnd()];
    }
    case 'reading': {
      const { name, value, source, offset } = proposal;
      const reading = keywords.find((one) => one.name === name);
      const still = (reading?.places ?? 0) - (reading?.agreeing ?? 0);
      const key = found.path.split('.').at(-1) ?? '';
      const line = `${key}: ${JSON.stringify(found.after ?? value)}`;
      return [
        `    live ${valueText(found.after)}, files ${name} (${cut(JSON.stringify(reading?.before ?? null))})${still > 0 ? `, used in ${still} more ${still === 1 ? 'place that still says' : 'places that still say'} so` : ''}`,
        `    a) only here:  ${placeText(source, offset)}   ${line}`,
        `    b) everywhere in ${told.environment}:  ${told.environmentFile}   ${name}: ${JSON.stringify(value)}`,
      ];
    }
  }
}
