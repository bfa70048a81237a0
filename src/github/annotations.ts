import { relative, resolve, sep } from 'node:path';
import type { Case } from '../model/case.ts';
import type { Change } from '../model/change.ts';
import { placeOf } from '../model/diagnostic.ts';
import type { Diagnostic, Place } from '../model/diagnostic.ts';
import { visible } from '../model/visible.ts';
import type { Mask } from '../secrets/mask.ts';
import type { Annotation } from './files.ts';
import type { annotated } from './inputs.ts';
import { messages } from './messages.ts';

/** An annotation, and how much it matters: the least number first. */
export interface Ranked extends Annotation {
  rank: number;
}

/** The lines of files that a pull request changes, by their paths in the repository. */
export type ChangedLines = ReadonlyMap<string, readonly (readonly [first: number, last: number])[]>;

/** GitHub shows the first 10 of each level that a step has, and drops the others without a word. */
const most = 10;

/** GitHub cuts what is longer than this, in characters; its own limit is 64 KB. */
const longest = 4000;

const levels = ['error', 'warning', 'notice'] as const;

/** What is shown of annotations: of each level those that matter most, on lines of the pull request first, and how many more there are. */
export function shownAnnotations(all: readonly Ranked[], changed: ChangedLines): Annotation[] {
  return levels.flatMap((level) => {
    const members = distinct(all.filter((one) => one.level === level)).sort(
      (a, b) => Number(isChanged(b, changed)) - Number(isChanged(a, changed)) || a.rank - b.rank,
    );
    const shown = members.length > most ? members.slice(0, most - 1) : members;
    const rest = members.length - shown.length;
    return [
      ...shown.map(({ rank: _rank, ...one }) => one),
      ...(rest > 0 ? [{ level, ...messages.moreAnnotations(rest, level) }] : []),
    ];
  });
}

/** What holds in several environments is said once. */
function distinct(annotations: readonly Ranked[]): Ranked[] {
  const byText = new Map<string, Ranked>();
  for (const one of annotations) {
    const key = JSON.stringify([one.file, one.line, one.column, one.message, one.file === undefined ? one.title : '']);
    if (!byText.has(key)) byText.set(key, one);
  }
  return [...byText.values()];
}

function isChanged({ file, line }: Annotation, changed: ChangedLines): boolean {
  if (file === undefined || line === undefined) return false;
  return (changed.get(file) ?? []).some(([first, last]) => line >= first && line <= last);
}

/** Where the files stand that places name, and what takes secrets out. */
export interface Annotating {
  /** What it is about, such as `harbor/prod`. */
  title: string;
  mask: Mask;
  /** The folder that the paths of places begin at, and the one of the repository. */
  cwd: string;
  root: string;
}

/** Annotations of what is wrong. */
export function ofDiagnostics(diagnostics: readonly Diagnostic[], to: Annotating): Ranked[] {
  return diagnostics.map(({ severity, code, message, hint, origin }) => ({
    level: severity,
    ...said(`${to.title}: ${code}`, [message, ...(hint === undefined ? [] : [hint])], to),
    ...placed(origin === undefined ? undefined : placeOf(origin), to),
    rank: origin === undefined ? 0 : 1,
  }));
}

/** Annotations of what was tried or checked and failed. */
export function ofCases(cases: readonly Case[], to: Annotating): Ranked[] {
  return cases
    .filter(({ state }) => state === 'failed')
    .map(({ severity = 'error', suite, name, lines, hint, place }) => ({
      level: severity === 'info' ? 'notice' : severity,
      ...said(`${to.title}: ${suite}: ${name}`, [...lines, ...(hint === undefined ? [] : [hint])], to),
      ...placed(place, to),
      rank: 1,
    }));
}

/** How much the changes of a plan matter to whoever reads the lines that cause them. */
const rankOf = ({ action, withheld }: Change): number => {
  if (withheld !== undefined) return 2;
  return { delete: 0, replace: 1, update: 3, create: 4, none: 5 }[action];
};

/** Annotations of the changes of a plan, as far as that is wanted. */
export function ofChanges(changes: readonly Change[], wanted: (typeof annotated)[number], to: Annotating): Ranked[] {
  const last = { none: -1, problems: -1, deletes: 2, all: 4 }[wanted];
  return changes
    .map((change) => ({ change, rank: rankOf(change) }))
    .filter(({ rank }) => rank <= last)
    .map(({ change: { action, address, withheld, place }, rank }) => ({
      level: 'notice',
      ...said(to.title, [messages.changeNotice(action, address, withheld?.reason)], to),
      ...placed(place, to),
      rank,
    }));
}

function said(title: string, lines: readonly string[], { mask }: Annotating): Pick<Annotation, 'title' | 'message'> {
  // Masked while it is whole: of a secret that is cut nothing would be found.
  const text = mask(lines.join('\n')).split('\n').map(visible).join('\n').slice(0, longest);
  const name = visible(mask(title));
  return { title: name, message: text === '' ? name : text };
}

/** A place in the repository; one outside of it has no lines that GitHub could show. */
function placed(place: Place | undefined, to: Annotating): Partial<Annotation> {
  const file = place === undefined ? undefined : pathIn(place.file, to);
  return place === undefined || file === undefined ? {} : { file, line: place.line, column: place.column };
}

/** The path of a file in the repository; nothing when it is outside. */
function pathIn(file: string, { cwd, root }: Pick<Annotating, 'cwd' | 'root'>): string | undefined {
  const path = relative(root, resolve(cwd, file)).split(sep).join('/');
  return path === '' || path.startsWith('../') ? undefined : path;
}
