import { isBody } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import { hasMarker, pieces, shieldedMarker } from '../model/marker.ts';
import type { Path } from '../model/path.ts';
import { fieldOf } from '../model/tree.ts';
import type { Node, Origin, Scalar } from '../model/tree.ts';
import { capitals } from './keywords.ts';

/** A part of a text that gets another one. */
export interface Splice {
  origin: Origin;
  text: string;
}

/** The scalars of a document, each with words for what it is: names of items in place of their positions. */
export function scalarsOf(root: Node): { node: Scalar; path: Path; words: string[] }[] {
  const walk = (node: Node, path: Path, words: string[]): ReturnType<typeof scalarsOf> => {
    if (node.type === 'scalar') return [{ node, path, words }];
    if (node.type === 'map')
      return node.entries.flatMap(({ key, value }) => walk(value, [...path, key], [...words, key]));
    return node.items.flatMap((item, index) => {
      const name = fieldOf(item, 'name');
      const word = name?.type === 'scalar' && typeof name.value === 'string' ? name.value : String(index + 1);
      return walk(item, [...path, index], [...words, word]);
    });
  };
  return walk(root, [], []);
}

/** Markers in the place of these texts; `nameOf` chooses the name for a place. */
export function withoutTexts(
  root: Node,
  texts: ReadonlySet<string>,
  nameOf: (text: string, wanted: string) => string,
): { splice: Splice; name: string; path: Path }[] {
  return scalarsOf(root).flatMap(({ node, path, words }) => {
    const { value, origin } = node;
    if (typeof value !== 'string' || !texts.has(value)) return [];
    const [type = '', ...rest] = words;
    const name = nameOf(value, capitals([type.replace(/s$/, ''), ...rest].join('_')));
    const raw = origin.source.text.slice(origin.start, origin.end);
    const quote = raw.startsWith('"') ? '"' : "'";
    return [{ splice: { origin, text: `${quote}##${name}##${quote}${raw.endsWith('\n') ? '\n' : ''}` }, name, path }];
  });
}

/** Quotes around markers that have none; `isSeveral` tells the keywords whose text is more than one value. */
export function quotes(root: Node, isSeveral: (name: string) => boolean): { splices: Splice[]; left: Origin[] } {
  const splices: Splice[] = [];
  const left: Origin[] = [];
  for (const { node } of scalarsOf(root)) {
    const { value, style, origin } = node;
    if (style !== 'plain' || typeof value !== 'string' || !hasMarker(value)) continue;
    const parts = pieces(value);
    const raw = origin.source.text.slice(origin.start, origin.end);
    if (raw.includes('\n') || parts.some((part) => part.type === 'marker' && isSeveral(part.name))) left.push(origin);
    else splices.push({ origin, text: quoted(wholeMarker(value) ?? raw) });
  }
  return { splices, left };
}

/** A text with some of its parts replaced. */
export function spliced(text: string, splices: readonly Splice[]): string {
  const ordered = splices.toSorted((a, b) => b.origin.start - a.origin.start);
  return ordered.reduce(
    (rest, { origin, text: inner }) => rest.slice(0, origin.start) + inner + rest.slice(origin.end),
    text,
  );
}

/** The value of a node, with markers that stand alone and without quotes as those of a value: that is what they mean. */
export function valueOf(node: Node, change: (text: string, origin: Origin) => string): Json {
  if (node.type === 'list') return node.items.map((item) => valueOf(item, change));
  if (node.type === 'map')
    return Object.fromEntries(node.entries.map(({ key, value }) => [key, valueOf(value, change)]));
  const { value, style, origin } = node;
  if (typeof value !== 'string') return value;
  const [only, ...others] = pieces(value);
  if (style === 'plain' && only?.type === 'marker' && others.length === 0) return shieldedMarker('value', only.name);
  return change(value, origin);
}

/** Several documents as one: lists go on, and objects are joined. */
export function joinedBodies(bodies: readonly Body[]): Body {
  return bodies.reduce((whole, body) => joined(whole, body), {});
}

function joined(a: Body, b: Body): Body {
  const both = Object.entries(b).map(([key, value]): [string, Json] => {
    const first = a[key];
    if (Array.isArray(first) && Array.isArray(value)) return [key, [...first, ...value]];
    return [key, isBody(first) && isBody(value) ? joined(first, value) : value];
  });
  return { ...a, ...Object.fromEntries(both) };
}

function wholeMarker(value: string): string | undefined {
  const [only, ...others] = pieces(value);
  return only?.type === 'marker' && others.length === 0 ? `@@${only.name}@@` : undefined;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
