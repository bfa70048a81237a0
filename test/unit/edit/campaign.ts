import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { edit } from '../../../src/edit/edit.ts';
import type { Edit } from '../../../src/edit/change.ts';
import { isBody, isSame } from '../../../src/model/json.ts';
import type { Json } from '../../../src/model/json.ts';
import { unshield } from '../../../src/model/marker.ts';
import { keyOriginAt, nodeAt, sourceOf, toJson } from '../../../src/model/tree.ts';
import { parse } from '../../../src/yaml/parse.ts';

/** A file that is edited again and again. */
export interface Sample {
  path: string;
  text: string;
}

/** What came of one edit. */
export interface Result {
  path: string;
  edit: Edit;
  outcome: 'made' | 'wider' | 'refused' | 'wrong' | 'damaged';
  said?: string;
}

/** Values that are hard to write. */
const words = [
  ': ',
  ' #',
  'a: b',
  'a #b',
  "it's",
  '"quoted"',
  ' leading',
  'trailing ',
  '\ttab',
  '🚀',
  'yes',
  'null',
  '~',
  '22',
  '1.10',
  '0x1f',
  '---',
  '...',
  '- a',
  '? b',
  '[x',
  '{x',
  '*a',
  '&a',
  '!t',
  '|',
  '>',
  '%x',
  '@x',
  '`x',
  '',
  ' ',
  '##LIT##',
  '##A##/x',
  'x ##A##',
  '@@V@@',
  '\\##LIT##',
  '\\\\##A##',
  '##A####B##',
  'C:\\dir',
  'é',
  '\u00a0',
  'a\\nb',
  '=',
  '<<',
  'true',
  '2026-11-29',
  '\u007f',
];
const texts = [
  'a\nb',
  'a\nb\n',
  '\na',
  'a\n\n',
  ' a\nb\n',
  'if (x) {\n  y;\n}\n',
  'a\r\nb',
  'a\n\n  b\nc',
  '\n',
  '# a\n##A##\n',
  'a \nb\t\n',
];
const scalars: Json[] = [...words, ...texts, true, false, null, 5, -1.5, 1e15];

const value: fc.Arbitrary<Json> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...scalars) },
  { weight: 1, arbitrary: fc.array(fc.constantFrom(...scalars), { maxLength: 3 }) },
  {
    weight: 1,
    arbitrary: fc.dictionary(
      fc.constantFrom('a', 'b c', 'x-y', '##A##', 'k:', '1', 'a#'),
      fc.oneof(
        fc.constantFrom(...scalars),
        fc.array(fc.constantFrom(...scalars), { maxLength: 2 }),
        fc.constantFrom<Json>({}, { in: { ner: [] } }),
      ),
      { maxKeys: 3 },
    ),
  },
);

/** All files of YAML and JSON below a folder that parse, of no more than so many characters. */
export function samplesIn(folder: string, most: number): Sample[] {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true });
  return names
    .filter(
      (entry) =>
        entry.isFile() &&
        /\.(ya?ml|json)$/.test(entry.name) &&
        !entry.parentPath.includes('node_modules') &&
        !/[\\/](dist|\.git|\.tenantry)([\\/]|$)/.test(entry.parentPath),
    )
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }))
    .filter(({ text }) => text.length <= most && valueOf(text) !== undefined);
}

/** The same file with other line ends, with a byte order mark, without the last line break, and with comments everywhere. */
export const variants: Record<string, (text: string, isJson: boolean) => string> = {
  plain: (text) => text,
  CRLF: (text) => text.replaceAll(/\r?\n/g, '\r\n'),
  'byte order mark': (text) => `\uFEFF${text.replace(/^\uFEFF/, '')}`,
  'no last newline': (text) => text.replace(/\r?\n$/, ''),
  comments: (text, isJson) => (isJson ? text : commented(text)),
};

function commented(text: string): string {
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text.split(end);
  let block = -1;
  return lines
    .flatMap((line, index) => {
      const indentation = /^ */.exec(line)?.[0].length ?? 0;
      if (block >= 0 && (line.trim() === '' || indentation > block)) return [line];
      block = /[|>][-+\d]*\s*(#.*)?$/.test(line) ? indentation : -1;
      const isSimple = /^\s*(?:- )?[\w.-]+:(?: [\w./:-]+)?$/.test(line) && index % 3 === 0;
      const above =
        index % 4 === 1 && /^\s*(?:- )?[\w.-]+:/.test(line) ? [`${' '.repeat(indentation)}# about line ${index}`] : [];
      return [...above, isSimple ? `${line}   # beside ${index}` : line];
    })
    .join(end);
}

/** What a text means, markers as they are written; nothing when it is broken. */
export function valueOf(text: string): Json | undefined {
  const { root, diagnostics } = parse(sourceOf('', text.replace(/^\uFEFF/, '')));
  if (root === undefined || diagnostics.some(({ severity }) => severity === 'error')) return undefined;
  return toJson(root);
}

/** The paths of all values of a JSON value, but for the top. */
function pathsOf(json: Json, path: (string | number)[] = []): (string | number)[][] {
  const inner: [string | number, Json][] = Array.isArray(json)
    ? [...json.entries()]
    : isBody(json)
      ? Object.entries(json)
      : [];
  return inner.flatMap(([segment, one]) => [[...path, segment], ...pathsOf(one, [...path, segment])]);
}

/** A random edit of a text. */
export function editsOf(json: Json): fc.Arbitrary<Edit> {
  const paths = pathsOf(json);
  const lists = [[], ...paths].filter((path) => Array.isArray(at(json, path)));
  const objects = [[], ...paths].filter((path) => isBody(at(json, path)));
  const path = fc.constantFrom(...paths);
  const set = fc.record({ do: fc.constant('set' as const), path, value });
  const remove = fc.record({ do: fc.constant('remove' as const), path });
  const insert =
    lists.length === 0
      ? remove
      : fc.constantFrom(...lists).chain((list) => {
          const items = at(json, list);
          const length = Array.isArray(items) ? items.length : 0;
          return fc.record({
            do: fc.constant('insert' as const),
            path: fc.nat(length).map((index) => [...list, index]),
            values: fc.array(value, { minLength: 1, maxLength: 2 }),
          });
        });
  // A file may be a list of texts alone.
  const add =
    objects.length === 0
      ? set
      : fc.record({
          do: fc.constant('set' as const),
          path: fc.constantFrom(...objects).map((object) => [...object, 'a new key']),
          value,
        });
  const append = fc
    .record({ path, more: fc.constantFrom('!', '/x', ' ##A##', '\nnext') })
    .map(({ path: to, more }): Edit => {
      const old = at(json, to);
      return { do: 'set', path: to, value: typeof old === 'string' ? unshield(old) + more : more };
    });
  return fc.oneof(
    { weight: 4, arbitrary: set },
    { weight: 2, arbitrary: append },
    { weight: 3, arbitrary: remove },
    { weight: 2, arbitrary: insert },
    { weight: 2, arbitrary: add },
  );
}

function at(json: Json, path: readonly (string | number)[]): Json | undefined {
  return path.reduce<Json | undefined>((inner, segment) => {
    if (Array.isArray(inner)) return inner[Number(segment)];
    return isBody(inner) && Object.hasOwn(inner, segment) ? inner[segment] : undefined;
  }, json);
}

/** The value after an edit, made the simplest way there is. */
export function changed(json: Json, { path, ...rest }: Edit): Json {
  const copy = structuredClone(json);
  const parent = at(copy, path.slice(0, -1));
  const last = path.at(-1) ?? '';
  if (Array.isArray(parent)) {
    const index = Number(last);
    if (rest.do === 'remove') parent.splice(index, 1);
    if (rest.do === 'insert') parent.splice(index, 0, ...rest.values);
    if (rest.do === 'set') parent[index] = rest.value;
  } else if (isBody(parent)) {
    if (rest.do === 'remove') delete parent[last];
    if (rest.do === 'set') parent[last] = rest.value;
  }
  return copy;
}

/** A value with the strings as the loader reads them from a file in which they are written. */
function asRead(json: Json): Json {
  const text = JSON.stringify({ json }).replaceAll('\u007F', '\\u007f');
  return at(valueOf(text) ?? null, ['json']) ?? null;
}

/** Makes an edit of a sample, and looks at what comes out. */
export function check(sample: Sample, text: string, one: Edit): Result {
  const isJson = sample.path.endsWith('.json');
  const before = valueOf(text);
  const { text: after, refused } = edit(text, [one], { isJson });
  const result = (outcome: Result['outcome'], said?: string): Result => ({
    path: sample.path,
    edit: one,
    outcome,
    ...(said === undefined ? {} : { said }),
  });
  if (refused.length > 0)
    return after === text ? result('refused', refused[0]?.why) : result('damaged', 'refused and changed');
  const expected = changed(
    before ?? null,
    one.do === 'set'
      ? { ...one, value: asRead(one.value) }
      : one.do === 'insert'
        ? { ...one, values: one.values.map(asRead) }
        : one,
  );
  if (!isSame(valueOf(after), expected)) return result('wrong', after);
  if (text.startsWith('\uFEFF') !== after.startsWith('\uFEFF')) return result('damaged', 'byte order mark');
  if (text.includes('\r\n') && /[^\r]\n/.test(after)) return result('damaged', 'line ends');
  const lost = lostComments(text, after, one);
  if (lost !== undefined) return result('damaged', lost);
  return isNarrow(text, after, one) ? result('made') : result('wider');
}

/**
 * Whether only the lines of the value have changed, of one that is set; of one that is added or taken away, those from its
 * parent's to the one behind it.
 */
function isNarrow(text: string, after: string, one: Edit): boolean {
  const { root } = parse(sourceOf('', text.replace(/^\uFEFF/, '')));
  if (root === undefined) return false;
  const [old, now] = [text, after].map((all) => all.replace(/^\uFEFF/, '').split('\n'));
  if (old === undefined || now === undefined) return false;
  const first = old.findIndex((line, index) => line !== now[index]);
  const tail = old.toReversed().findIndex((line, index) => line !== now[now.length - 1 - index]);
  const isThere = at(toJson(root), one.path) !== undefined && one.do !== 'insert';
  const path = isThere && one.do === 'set' ? one.path : one.path.slice(0, -1);
  const { start, end, source } = nodeAt(root, path).origin;
  const key = keyOriginAt(root, path).start;
  const lineOf = (offset: number): number => source.text.slice(0, offset).split('\n').length - 1;
  return first < 0 || (first >= lineOf(Math.min(key, start)) && old.length - 1 - tail <= lineOf(end) + 1);
}

/** A comment that is gone although it stood outside of what was edited. */
function lostComments(text: string, after: string, one: Edit): string | undefined {
  if (one.do !== 'set' && one.do !== 'insert') return undefined;
  const commentsIn = (all: string): string[] =>
    all.split(/\r?\n/).flatMap((line) => /# (?:about line|beside) \d+/.exec(line) ?? []);
  const left = new Set(commentsIn(after));
  const gone = commentsIn(text).filter((comment) => !left.has(comment));
  const scalar = at(valueOf(text) ?? null, one.path);
  return gone.length > 0 && (typeof scalar !== 'object' || scalar === null) ? `lost ${gone.join()}` : undefined;
}
