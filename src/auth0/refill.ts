/** What one response says of a bucket, and what is known of the time when its request was served. */
export interface Sample {
  /** The size of the bucket, and what remained in it, in requests. */
  limit: number;
  remaining: number;
  /** When the request was sent and when its response came, in milliseconds: it was served in between. */
  sentAt: number;
  receivedAt: number;
  /** How many of our requests had ended when it was sent, and how many of these had taken from the bucket for certain. */
  endedBefore: number;
  takenBefore: number;
  /** How many had been sent when its response came. */
  sentUntil: number;
}

/** An estimate of how fast a bucket is refilled: the samples so far as bounds for the rate. */
export interface RefillEstimate {
  /** The size of the bucket, in requests. */
  limit: number;
  /** Samples that later ones are compared with. */
  anchors: readonly Anchor[];
  /** Upper bounds for the rate that still hold. */
  highs: readonly Bound[];
  /** The lower bound for the rate, in requests per second: as many there are for certain. */
  low: number;
  /** The shortest time between a request and its response, in milliseconds. */
  shortest: number;
  /** How long nothing may be refilled at all, in milliseconds; 0 once it is seen to go on all the time. */
  tick: number;
}

/** A sample that later ones are compared with. */
interface Anchor extends Sample {
  /** When the latest anchor was sent that shows a gain until this one. */
  gainedSince: number;
  /** Whether the bucket was never seen full since. */
  isBelow: boolean;
}

/** An upper bound for the rate, and when it was seen. */
interface Bound {
  bound: number;
  at: number;
}

/** How many anchors are kept, and how far they are apart at least, in milliseconds. */
const kept = 128;
const spacing = 100;

/** Others come and go: so long an upper bound holds, in milliseconds. */
const remembered = 60_000;

/** Buckets may be filled at the top of each second, so what is gained between two samples may be that of a second more. */
const tickMilliseconds = 1000;

/** The estimate before the first sample. */
export const unknownRefill: RefillEstimate = {
  limit: 1,
  anchors: [],
  highs: [],
  low: 0,
  shortest: Infinity,
  tick: tickMilliseconds,
};

/**
 * The estimate with one more sample.
 *
 * The API tells a bucket's size and what remains in it, but not how fast it is refilled. What remains plus what we took grows
 * at just that rate, as long as the bucket is not full and no other client takes from it. Any two samples give bounds for the rate,
 * of which each is true however late and in which order the responses came: a lower one that holds for good, and an upper one,
 * which is forgotten after a while, since others come and go.
 */
export function observe(before: RefillEstimate, sample: Sample): RefillEstimate {
  // A bucket of another size is another bucket.
  const same =
    sample.limit === before.limit ? before : { ...before, limit: sample.limit, low: 0, anchors: [], highs: [] };
  const known = { ...same, shortest: Math.min(same.shortest, sample.receivedAt - sample.sentAt) };
  const { high, gainedSince, low, tick } = compare(known, sample);
  const bounds = high < Infinity ? [...known.highs, { bound: high, at: sample.receivedAt }] : known.highs;
  const highs = latest(bounds, sample.receivedAt);
  const isFull = sample.remaining >= sample.limit - 1;
  const anchors = isFull ? known.anchors.map((anchor) => ({ ...anchor, isBelow: false })) : known.anchors;
  const isApart = sample.receivedAt - (anchors.at(-1)?.receivedAt ?? 0) >= spacing;
  return {
    ...known,
    low,
    tick,
    highs: isFull ? highs.filter(({ at }) => at < sample.sentAt) : highs,
    anchors: isApart ? [...anchors.slice(1 - kept), { ...sample, gainedSince, isBelow: !isFull }] : anchors,
  };
}

/** The estimate after a request was refused: the rate was thought too high. */
export function distrust(estimate: RefillEstimate): RefillEstimate {
  return { ...estimate, low: 0.8 * estimate.low, anchors: [] };
}

/** Requests per second, as far as we know: `expected` of the bucket's size as far as the bounds allow. */
export function likelyRate({ limit, highs, low }: RefillEstimate, expected: (limit: number) => number): number {
  const guess = expected(limit);
  const high = highs.reduce((least, { bound }) => Math.min(least, bound), Infinity);
  return Math.min(Math.max(high, guess / 5), Math.max(low, guess));
}

/** The bounds that a sample gives beside each of the anchors. */
function compare(
  { anchors, shortest, low: lowest, tick: longest }: RefillEstimate,
  sample: Sample,
): { high: number; gainedSince: number; low: number; tick: number } {
  let [high, gainedSince, low, tick] = [Infinity, -Infinity, lowest, longest];
  for (const anchor of anchors) {
    const gain = leastGain(anchor, sample);
    if (gain > 0) {
      gainedSince = Math.max(gainedSince, anchor.sentAt);
      if (sample.receivedAt - anchor.gainedSince < tickMilliseconds) tick = 0;
    }
    const most = Math.max(50, sample.receivedAt - anchor.sentAt - shortest) + tick;
    low = Math.max(low, (1000 * gain) / most);
    const least = sample.sentAt - anchor.receivedAt + shortest - tick;
    if (anchor.isBelow && least > 0) high = Math.min(high, (1000 * mostGain(anchor, sample)) / least);
  }
  return { high, gainedSince, low, tick };
}

/** The bounds that still hold, without those that a later and lower one makes needless. */
function latest(highs: readonly Bound[], now: number): Bound[] {
  const last = highs.at(-1)?.bound ?? Infinity;
  return highs.filter(({ bound, at }, index) => now - at < remembered && (bound < last || index === highs.length - 1));
}

/** The least that can have been refilled between two samples; what remains is said in whole requests. */
function leastGain(from: Sample, to: Sample): number {
  return to.remaining - from.remaining - 1 + (to.takenBefore + 1 - from.sentUntil);
}

/** The most that can have been refilled between two samples. */
function mostGain(from: Sample, to: Sample): number {
  return to.remaining - from.remaining + 1 + (to.sentUntil - (from.takenBefore + 1));
}
