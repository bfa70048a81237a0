/** Shorter values are in every other word: they are masked by their path only. */
export const shortest = 6;

/** Tells where in a text something begins and ends that is looked for: at each place the longest, in the order of the places. */
export type Find = (text: string, found: (start: number, end: number) => void) => void;

/** The hash of a part of a text, which takes the same time for any part. */
type HashOf = (start: number, end: number) => number;

/**
 * Values that begin alike, by their lengths in ascending order: for each length the hashes of what the longer ones begin with and
 * of those that are as long, with the length of the longest value that such a text begins with, or 0.
 */
interface Alike {
  lengths: number[];
  longest: Map<number, number>[];
}

/**
 * Looks for all of these values at once; `undefined` when there are none.
 *
 * Values and parts of the text are compared by their hashes, so the time grows with the text and not with the values, even where
 * both repeat themselves. Two with one hash would mean a mask too many, and no secret shown.
 */
export function finder(values: readonly string[]): Find | undefined {
  const groups = new Map<string, string[]>();
  const starts = new Uint8Array(2 ** 16);
  for (const value of values) {
    const start = value.slice(0, shortest);
    const group = groups.get(start);
    if (group === undefined) groups.set(start, [value]);
    else group.push(value);
    starts[pairAt(value, 0)] = 1;
  }
  // Hashed when a text has something that begins like them: nearly no text has.
  const known = new Map<string, Alike>();
  const alikeAt = (start: string): Alike | undefined => {
    const group = groups.get(start);
    if (group !== undefined && !known.has(start)) known.set(start, alikeOf(group));
    return known.get(start);
  };
  return values.length === 0 ? undefined : (text, found) => findIn(text, starts, alikeAt, found);
}

function alikeOf(values: readonly string[]): Alike {
  const lengths = [...new Set(values.map(({ length }) => length))].sort((a, b) => a - b);
  const hashed = values.map((value) => ({ length: value.length, hashes: beginningsOf(value, lengths) }));
  const longest = lengths.map((): Map<number, number> => new Map());
  const whole = lengths.map((): Set<number> => new Set());
  for (const { hashes } of hashed) whole[hashes.length - 1]?.add(hashes.at(-1) ?? 0);
  for (const { length, hashes } of hashed) {
    // All lengths at which a search for this value looks on its way to it.
    search(lengths, (middle) => {
      if ((lengths[middle] ?? 0) > length) return false;
      let best = middle;
      while (best >= 0 && whole[best]?.has(hashes[best] ?? 0) !== true) best -= 1;
      longest[middle]?.set(hashes[middle] ?? 0, lengths[best] ?? 0);
      return true;
    });
  }
  return { lengths, longest };
}

function findIn(
  text: string,
  starts: Uint8Array,
  alikeAt: (start: string) => Alike | undefined,
  found: (start: number, end: number) => void,
): void {
  let hash: HashOf | undefined;
  for (let index = 0; index + shortest <= text.length; index += 1) {
    if (starts[pairAt(text, index)] !== 1) continue;
    const alike = alikeAt(text.slice(index, index + shortest));
    if (alike === undefined) continue;
    const length = longestAt(alike, index, text.length, (hash ??= hashesOf(text)));
    if (length > 0) found(index, index + length);
  }
}

/** The length of the longest of these values that a text has at a place, or 0. */
function longestAt({ lengths, longest }: Alike, index: number, end: number, hash: HashOf): number {
  let best = 0;
  search(lengths, (middle) => {
    const stop = index + (lengths[middle] ?? 0);
    const length = stop > end ? undefined : longest[middle]?.get(hash(index, stop));
    if (length !== undefined) best = Math.max(best, length);
    return length !== undefined;
  });
  return best;
}

/** A binary search, that goes to what is greater as long as it is told so. */
function search(items: readonly unknown[], isGreater: (middle: number) => boolean): void {
  for (let [low, high] = [0, items.length - 1]; low <= high;) {
    const middle = (low + high) >> 1;
    if (isGreater(middle)) low = middle + 1;
    else high = middle - 1;
  }
}

/** Two characters as a number below 2 ** 16. */
function pairAt(text: string, index: number): number {
  return (text.charCodeAt(index) * 251 + text.charCodeAt(index + 1)) & 0xff_ff;
}

/** Primes below 2 ** 26: their products are exact as numbers. */
const [first, second] = [67_108_859, 67_108_837];

/** Nobody can know which texts have the same hash. */
const base = 1_000_000 + Math.floor(Math.random() * 60_000_000);

/** The hashes of the beginnings of a text that are so long, as far as it goes: what `hashesOf` says of them, without its tables. */
function beginningsOf(text: string, lengths: readonly number[]): number[] {
  const found: number[] = [];
  let [one, other, at] = [0, 0, 0];
  for (const length of lengths) {
    if (length > text.length) break;
    for (; at < length; at += 1) {
      const code = text.charCodeAt(at);
      one = (one * base + code) % first;
      other = (other * base + code) % second;
    }
    found.push(one * 2 ** 26 + other);
  }
  return found;
}

/** The hash of any part of a text: the difference of those of two beginnings. */
function hashesOf(text: string): HashOf {
  const [one, other] = [sumsOf(text, first), sumsOf(text, second)];
  return (start, end) => one(start, end) * 2 ** 26 + other(start, end);
}

function sumsOf(text: string, prime: number): HashOf {
  const [sum, power] = [new Float64Array(text.length + 1), new Float64Array(text.length + 1)];
  power[0] = 1;
  for (let index = 0; index < text.length; index += 1) {
    sum[index + 1] = ((sum[index] ?? 0) * base + text.charCodeAt(index)) % prime;
    power[index + 1] = ((power[index] ?? 0) * base) % prime;
  }
  return (start, end) => ((sum[end] ?? 0) - (((sum[start] ?? 0) * (power[end - start] ?? 0)) % prime) + prime) % prime;
}
