/** What one answer tells of a bucket, and what is known of the time when its request was served. */
export interface Sight {
  /** The size of the bucket, and what remained in it, in requests. */
  limit: number;
  remaining: number;
  /** When the request left and when its answer was heard, in milliseconds: it was served in between. */
  left: number;
  heard: number;
  /** How many of our requests had ended when it left, and how many of these had taken from the bucket for certain. */
  endedBefore: number;
  takenBefore: number;
  /** How many had left when it was heard. */
  sentUntil: number;
}

/** Measures how fast a bucket is refilled. */
export interface Gauge {
  note: (sight: Sight) => void;
  /** Requests per second, as far as we know. */
  rate: () => number;
  /** Requests per second, as many as there are for certain. */
  sure: () => number;
  /** How long nothing may be refilled at all, in milliseconds; 0 once it is seen to go on all the time. */
  tick: () => number;
  /** A request was refused: the rate was thought too high. */
  doubt: () => void;
}

/** A sight that later ones are compared with. */
interface Anchor extends Sight {
  /** When the latest anchor was seen that shows a gain until this one. */
  gainedSince: number;
  /** Whether the bucket was never seen full since. */
  isBelow: boolean;
}

/** An upper bound for the rate, and when it was seen. */
interface Bound {
  bound: number;
  at: number;
}

/** How many sights are kept for comparison, and how far they are apart at least, in milliseconds. */
const kept = 128;
const spacing = 100;

/** Others come and go: so long an upper bound holds, in milliseconds. */
const remembered = 60_000;

/** Buckets may be filled at the top of each second, so what is gained between two sights may be that of a second more. */
const tickMilliseconds = 1000;

/**
 * A gauge for one bucket.
 *
 * The API tells a bucket's size and what remains in it, but not how fast it is refilled. What remains plus what we took grows
 * at just that rate, as long as the bucket is not full and nobody else takes from it. Any two sights give bounds for the rate,
 * of which each is true however late and in which order the answers came: a lower one that holds for good, and an upper one,
 * which is forgotten after a while, since others come and go. `expected` holds as far as the bounds allow.
 */
export function refillGauge(expected: (limit: number) => number): Gauge {
  let anchors: Anchor[] = [];
  let highs: Bound[] = [];
  let [limit, fastest, low, tick] = [1, Infinity, 0, tickMilliseconds];

  const compare = (sight: Sight): Anchor => {
    let [high, gainedSince] = [Infinity, -Infinity];
    for (const anchor of anchors) {
      const gain = leastGain(anchor, sight);
      if (gain > 0) {
        gainedSince = Math.max(gainedSince, anchor.left);
        if (sight.heard - anchor.gainedSince < tickMilliseconds) tick = 0;
      }
      const most = Math.max(50, sight.heard - anchor.left - fastest) + tick;
      low = Math.max(low, (1000 * gain) / most);
      const least = sight.left - anchor.heard + fastest - tick;
      if (anchor.isBelow && least > 0) high = Math.min(high, (1000 * mostGain(anchor, sight)) / least);
    }
    if (high < Infinity) highs.push({ bound: high, at: sight.heard });
    return { ...sight, gainedSince, isBelow: true };
  };

  const rate = (): number => {
    const guess = expected(limit);
    const high = highs.reduce((least, { bound }) => Math.min(least, bound), Infinity);
    return Math.min(Math.max(high, guess / 5), Math.max(low, guess));
  };

  return {
    note: (sight) => {
      // A bucket of another size is another bucket.
      if (sight.limit !== limit) [limit, low, anchors, highs] = [sight.limit, 0, [], []];
      fastest = Math.min(fastest, sight.heard - sight.left);
      const anchor = compare(sight);
      highs = latest(highs, sight.heard);
      if (isFull(sight)) {
        for (const each of [...anchors, anchor]) each.isBelow = false;
        highs = highs.filter(({ at }) => at < sight.left);
      }
      if (sight.heard - (anchors.at(-1)?.heard ?? 0) >= spacing) anchors = [...anchors.slice(1 - kept), anchor];
    },
    tick: () => tick,
    rate,
    sure: () => Math.min(low, rate()),
    doubt: () => {
      [low, anchors] = [0.8 * low, []];
    },
  };
}

/** The bounds that still hold, without those that a later and lower one makes needless. */
function latest(highs: readonly Bound[], now: number): Bound[] {
  const last = highs.at(-1)?.bound ?? Infinity;
  return highs.filter(({ bound, at }, index) => now - at < remembered && (bound < last || index === highs.length - 1));
}

/** Whether the bucket was full when the request came. */
function isFull({ remaining, limit }: Sight): boolean {
  return remaining >= limit - 1;
}

/** The least that can have been refilled between two sights; what remains is told in whole requests. */
function leastGain(from: Sight, to: Sight): number {
  return to.remaining - from.remaining - 1 + (to.takenBefore + 1 - from.sentUntil);
}

/** The most that can have been refilled between two sights. */
function mostGain(from: Sight, to: Sight): number {
  return to.remaining - from.remaining + 1 + (to.sentUntil - (from.takenBefore + 1));
}
