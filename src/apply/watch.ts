import type { Api, Target } from '../catalog/endpoints.ts';
import type { Type } from '../catalog/catalog.ts';
import { text } from '../catalog/resource-type.ts';
import type { Body } from '../model/json.ts';

/** How long a state is waited for. */
const patience = 360_000;

/** What is waited for. */
export interface Awaited {
  type: Type;
  target: Target;
  /** The answer to the write before. Lists lag: a row that was last changed earlier says nothing. */
  written: Body;
  isReached: (row: Body) => boolean;
}

/** Someone who waits, and since how many milliseconds. */
interface Waiter extends Awaited {
  waited: number;
  resolve: (row: Body | undefined) => void;
  reject: (error: unknown) => void;
}

/** Waits for states that resources come to some time after a write; gives the row, or nothing when that takes too long. */
export type Watcher = (awaited: Awaited) => Promise<Body | undefined>;

/** Watches the list of a type, less and less often, for all of its resources that are waited for. */
export function watcher(api: Api, sleep: (milliseconds: number) => Promise<void>): Watcher {
  const waiting = new Map<string, Waiter[]>();
  return (awaited) =>
    new Promise((resolve, reject) => {
      const waiter = { ...awaited, waited: 0, resolve, reject };
      const others = waiting.get(awaited.type.name);
      waiting.set(awaited.type.name, [...(others ?? []), waiter]);
      if (others === undefined) void watch(awaited.type);
    });

  async function watch(type: Type): Promise<void> {
    for (let pause = 50; waiting.has(type.name); pause = Math.min(pause * 2, 5000)) {
      await sleep(pause);
      const asking = waiting.get(type.name) ?? [];
      const open = await look(asking, pause);
      const rest = (waiting.get(type.name) ?? []).filter((waiter) => open.has(waiter) || !asking.includes(waiter));
      if (rest.length > 0) waiting.set(type.name, rest);
      else waiting.delete(type.name);
    }
  }

  /** Asks once for all, and gives those who go on waiting. */
  async function look(asking: readonly Waiter[], pause: number): Promise<Set<Waiter>> {
    const open = new Set<Waiter>();
    try {
      const rows = await listed(asking);
      for (const waiter of asking) {
        waiter.waited += pause;
        const row = rows.get(waiter.target.id);
        if (row !== undefined && !isOlder(row, waiter.written) && waiter.isReached(row)) waiter.resolve(row);
        else if (waiter.waited < patience) open.add(waiter);
        else waiter.resolve(undefined);
      }
    } catch (error) {
      for (const { reject } of asking) reject(error);
    }
    return open;
  }

  async function listed([first]: readonly Waiter[]): Promise<Map<string, Body>> {
    const rows = (await first?.type.endpoints.list?.(api, first.target)) ?? [];
    return new Map(rows.map((row) => [text(row[first?.type.identity.id ?? 'id']), row]));
  }
}

function isOlder(row: Body, written: Body): boolean {
  return Date.parse(text(row['updated_at'])) < Date.parse(text(written['updated_at']));
}
