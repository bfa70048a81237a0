import type { Clock } from './clock.ts';

/** Measures how fast a bucket is refilled. */
export interface Gauge {
  /** Notes what remained in a bucket of that size when the request of that number was served. */
  note: (request: number, remaining: number, limit: number) => void;
  /** Requests per second. */
  rate: (limit: number | undefined) => number;
  /** Whether the rate rests on what was seen. */
  isMeasured: () => boolean;
}

/** So many requests of refill are enough to rely on: what remains is told in whole requests. */
const enough = 8;

/** The expectation is believed like so many. */
const prior = 2;

/** What was gained in some time. */
interface Gain {
  requests: number;
  seconds: number;
}

/** A time in which the bucket was never full: its first and its last sight. */
interface Episode {
  from: number;
  gainedFrom: number;
  to: number;
  gainedTo: number;
}

/**
 * A gauge for one bucket.
 *
 * The API tells a bucket's size and what remains in it, but not how fast it is refilled. As long as it is not full, what
 * remains plus what we took grows at just that rate, less what others take. `expected` is believed like a few requests of
 * measurement; what is long ago counts less.
 */
export function refillGauge(expected: (limit: number) => number, clock: Clock): Gauge {
  let past: Gain = { requests: 0, seconds: 0 };
  let episode: Episode | undefined;
  let latest = 0;
  return {
    note: (request, remaining, limit) => {
      if (request <= latest) return;
      latest = request;
      const gained = remaining + request;
      if (remaining >= limit - 1) {
        past = blend(past, gainOf(episode));
        episode = undefined;
      } else {
        const { from, gainedFrom } = episode ?? { from: clock.now(), gainedFrom: gained };
        episode = { from, gainedFrom, to: clock.now(), gainedTo: gained };
      }
    },
    isMeasured: () => blend(past, gainOf(episode)).requests >= enough,
    rate: (limit) => {
      const guess = limit === undefined ? 1 : expected(limit);
      const { requests, seconds } = blend(past, gainOf(episode));
      return Math.max(0.01, (prior + requests) / (prior / guess + seconds));
    },
  };
}

function gainOf(episode: Episode | undefined): Gain {
  if (episode === undefined) return { requests: 0, seconds: 0 };
  return { requests: episode.gainedTo - episode.gainedFrom, seconds: (episode.to - episode.from) / 1000 };
}

function blend(known: Gain, more: Gain): Gain {
  const sum = { requests: known.requests + more.requests, seconds: known.seconds + more.seconds };
  return sum.seconds > 20 ? { requests: sum.requests / 2, seconds: sum.seconds / 2 } : sum;
}
