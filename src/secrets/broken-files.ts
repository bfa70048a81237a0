import { secretPatterns } from './secrets.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { sectionOf } from '../catalog/resource-type.ts';

/** The name of a field whose value is a secret, or an object of them, and the sections that have it. */
type Names = ReadonlyMap<string, ReadonlySet<string>>;

const key = /(?<=^|[\s{,[])(["']?)([\w.-]+)\1[ \t]*:(?=\s|["'[{]|$)[ \t]*/gm;
const markers = /^(?:##[A-Z][A-Z0-9_]*##|@@[A-Z][A-Z0-9_]*@@)*$/;

/**
 * What stands in secret fields of a file that cannot be parsed, told by the names of fields alone.
 *
 * Messages show lines of that file. What is found too much is masked in vain; what is not found is printed.
 */
export function brokenSecrets(text: string, catalog: Catalog): string[] {
  const names = namesIn(catalog);
  const sections = [...text.matchAll(/^(["']?)([A-Za-z]+)\1[ \t]*:/gm)].map(({ index, 2: name = '' }) => ({
    index,
    name,
  }));
  const found = [...text.matchAll(key)].flatMap((match) => {
    const wanted = names.get(match[2] ?? '');
    const section = sections.findLast(({ index }) => index <= match.index)?.name;
    if (wanted === undefined || (section !== undefined && !wanted.has(section))) return [];
    const start = match.index + match[0].length;
    return valuesIn(extent(text, match.index, start));
  });
  return [...new Set(found)].filter((value) => value !== '' && !markers.test(value));
}

function namesIn(catalog: Catalog): Names {
  const names = new Map<string, Set<string>>();
  for (const type of catalog.values()) {
    const section = /^\w+/.exec(sectionOf(type.root))?.[0] ?? '';
    for (const pattern of secretPatterns(type)) {
      const name = pattern.split('.').findLast((segment) => segment !== '*') ?? '';
      const known = names.get(name) ?? new Set();
      names.set(name, known.add(section));
    }
  }
  return names;
}

/** The text of a value: the rest of its line, and the lines below that stand further in than its key, or are inside its brackets. */
function extent(text: string, keyStart: number, start: number): string {
  const lineStart = text.lastIndexOf('\n', keyStart) + 1;
  const depth = /^[ \t]*(?:- +)*/.exec(text.slice(lineStart, keyStart))?.[0].length ?? 0;
  const [first = '', ...below] = text.slice(start).split('\n');
  const end = below.findIndex((line) => line.trim() !== '' && line.length - line.trimStart().length <= depth);
  const block = end < 0 ? below : below.slice(0, end);
  const isBlock = /^(?:[|>][-+\d]*)?\s*(?:#.*)?$/.test(first) || /^["'[{]/.test(first);
  return [closed(first), ...(isBlock ? block : [])].join('\n');
}

/** What is inside the brackets that a text opens with, as far as they are closed; any other text whole. */
function closed(line: string): string {
  if (!/^[[{]/.test(line)) return line;
  let depth = 0;
  const end = line.split('').findIndex((character) => {
    if (character === '[' || character === '{') depth += 1;
    if (character === ']' || character === '}') depth -= 1;
    return depth === 0;
  });
  return end < 0 ? line : line.slice(0, end + 1);
}

/** The scalars of a piece of text, each in every way in which it may be meant. */
function valuesIn(text: string): string[] {
  return text.split('\n').flatMap((line, index) => {
    // The first line begins with the value; those below may begin with keys of their own.
    const plain = index === 0 ? line : line.replace(/^\s*(?:- +)*(?:["']?[\w.-]+["']?[ \t]*:(?:\s+|(?=["'])))?/, '');
    const inBrackets = line
      .split(/[,{}[\]]|\s#/)
      .map((part) => part.replace(/^\s*["']?[\w.-]+["']?[ \t]*:(?=\s|["'])/, ''));
    const quoted = [...line.matchAll(/(["'])(.*?)(?:\1|$)/g)].map(([, , inner = '']) => inner);
    // A marker in quotes, and what follows, is no value of its own.
    const whole = /^\s*["']?[#@]{2}[A-Z]/.test(plain) ? [] : [plain];
    const pieces = /^[[{]/.test(plain) ? [] : whole.flatMap((value) => value.split(/:\s|\s#/));
    return [...whole, ...pieces, ...inBrackets, ...quoted].map(unquoted);
  });
}

function unquoted(text: string): string {
  return text
    .trim()
    .replace(/^["']|["']$/g, '')
    .trim();
}
