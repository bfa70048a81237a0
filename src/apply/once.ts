import { canonicalBody } from '../canonical/live.ts';
import type { LiveState } from '../canonical/live.ts';
import type { Address } from '../model/address.ts';
import { Failure } from '../model/failure.ts';
import type { Body } from '../model/json.ts';
import { keyText } from '../model/json.ts';
import { messages } from './messages.ts';
import type { Api, Target } from '../catalog/endpoints.ts';
import { keyOf } from '../catalog/catalog.ts';
import type { Type } from '../catalog/catalog.ts';

/** How often a create is sent at most. */
const tries = 5;

/** What is needed to find out what a create has done whose answer was lost. */
export interface Lookup {
  type: Type;
  address: Address;
  api: Api;
  /** Waits that many milliseconds. */
  sleep: (milliseconds: number) => Promise<void>;
  /** The key in the API's form, and the parent. */
  target: Target;
  /** What was there before the run. */
  live: Pick<LiveState, 'resources'>;
}

/**
 * Creates a resource once, though answers may be lost: before a create is sent again it is looked up by its key, and when
 * it is there it is taken. Throws a `Failure`.
 */
export async function createOnce(lookup: Lookup, send: () => Promise<Body>): Promise<Body> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await send();
    } catch (error) {
      if (!isLost(error, tried)) throw error;
      const found = (await lookUp(lookup, error)) ?? (await lookAgain(lookup, () => lookUp(lookup, error)));
      if (found !== undefined) return found;
      if (tried === tries) throw error;
    }
  }
}

/**
 * Creates children that the API takes many at a time. When the answer was lost, those that are not there are sent again.
 * Throws a `Failure`.
 */
export async function sendOnce(
  lookup: Lookup,
  bodies: readonly Body[],
  send: (bodies: Body[]) => Promise<Body>,
): Promise<void> {
  let rest = [...bodies];
  for (let tried = 1; rest.length > 0; tried += 1) {
    try {
      await send(rest);
      return;
    } catch (error) {
      if (!isLost(error, tried) || tried === tries) throw error;
      const look = async (): Promise<Body[]> => {
        const made = new Set((await newRows(lookup, error)).map(({ key }) => key));
        return rest.filter((body) => !made.has(keyOf(lookup.type, body)));
      };
      rest = await look();
      if (rest.length > 0) rest = await lookAgain(lookup, look);
    }
  }
}

/** Whether a create may have been carried out: its answer was lost, or what an earlier try has made is in its way. */
function isLost(error: unknown, tried: number): error is Failure {
  return error instanceof Failure && (error.isUncertain || (tried > 1 && error.status === 409));
}

/** What is not seen may only not be listed yet. */
async function lookAgain<Result>(lookup: Lookup, look: () => Promise<Result>): Promise<Result> {
  await waitForConsistency(lookup);
  return look();
}

/** Waits until lists show what was written before; Auth0 gives no promise about how long that takes. */
function waitForConsistency({ sleep }: Lookup): Promise<void> {
  return sleep(2000);
}

async function lookUp(lookup: Lookup, cause: Failure): Promise<Body | undefined> {
  const wanted = keyOf(lookup.type, lookup.target.keys);
  const found = (await newRows(lookup, cause)).filter(({ key }) => key === wanted);
  if (found.length > 1) throw messages.madeTwice(lookup.address, found.map(({ id }) => id ?? '').sort());
  return found[0]?.row;
}

/** The rows of the type, of that parent, that were not there before the run. */
async function newRows(
  { type, address, api, target, live }: Lookup,
  cause: Failure,
): Promise<{ row: Body; key: string; id: string | undefined }[]> {
  const old = new Set([...live.resources.values()].filter(({ type: name }) => name === type.name).map(({ id }) => id));
  try {
    const rows = await rowsOf(type, api, target);
    return rows
      .map((row) => ({ row, ...canonicalBody(type, row) }))
      .map(({ row, body, id }) => ({ row, key: keyOf(type, body), id }))
      .filter(({ id }) => (id === undefined ? type.identity.id === undefined : !old.has(id)));
  } catch (error) {
    if (error instanceof Failure) throw messages.cannotLookUp(address, cause, error);
    throw error;
  }
}

async function rowsOf({ endpoints: { list, listAll, get } }: Type, api: Api, target: Target): Promise<Body[]> {
  if (list !== undefined) return list(api, target);
  if (listAll !== undefined) {
    return (await listAll.list(api)).filter((row) => keyText(row[listAll.parent] ?? '') === target.parent);
  }
  const found = await get?.(api, target);
  return found === undefined ? [] : [found];
}
