import type { ActionRecord } from './actions.ts';

/** One request that was served; the path with its query, the time of its arrival, and the status, 0 without an answer. */
export interface RequestRecord {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly at: number;
  /** The actions that ran for it, with their console. */
  readonly actions?: readonly ActionRecord[];
}

/** What was served: the last requests themselves, and how many there were by method. */
export interface RequestLog {
  /** The last 10,000, in order. */
  readonly requests: RequestRecord[];
  readonly add: (record: RequestRecord) => void;
  readonly counts: () => { total: number; byMethod: { [method: string]: number } };
  readonly clear: () => void;
}

/** More would make the memory of an emulator grow that is served for days. */
const KEPT = 10_000;

/** Starts a log. */
export function requestLog(): RequestLog {
  const requests: RequestRecord[] = [];
  const byMethod = new Map<string, number>();
  return {
    requests,
    add(record) {
      byMethod.set(record.method, (byMethod.get(record.method) ?? 0) + 1);
      requests.push(record);
      if (requests.length > KEPT) requests.shift();
    },
    counts: () => ({
      total: [...byMethod.values()].reduce((sum, count) => sum + count, 0),
      byMethod: Object.fromEntries(byMethod),
    }),
    clear() {
      requests.length = 0;
      byMethod.clear();
    },
  };
}
