import { randomBytes } from 'node:crypto';
import type { Body } from '../body.ts';
import type { Tenant } from '../route.ts';

/** What stands in the store for a while, by a handle that cannot be guessed. */
export type Shelf =
  | 'authorization_codes'
  | 'logins'
  | 'pushed_requests'
  | 'device_codes'
  | 'sessions'
  | 'refresh_tokens'
  | 'access_tokens';

/** How many are added until those that have expired are thrown away. */
const SWEEP = 64;

/** A handle of so many bytes, as a client is given it. */
export const newHandle = (bytes = 24): string => randomBytes(bytes).toString('base64url');

/** Keeps a body for so many seconds, and gives its handle. */
export function keep(tenant: Tenant, shelf: Shelf, body: Body, seconds: number, handle = newHandle()): string {
  const { store, now } = tenant;
  if (store.count(shelf) % SWEEP === SWEEP - 1) store.removeWhere(shelf, (one) => !isAlive(one, now()));
  store.put(shelf, handle, { ...body, _until: now() + seconds * 1000 });
  return handle;
}

/** What is kept by a handle and has not expired. */
export function kept({ store, now }: Tenant, shelf: Shelf, handle: string): Body | undefined {
  const body = store.get(shelf, handle);
  return body !== undefined && isAlive(body, now()) ? body : undefined;
}

/** Lays fields over what is kept; it ends when it would have ended. */
export function change({ store }: Tenant, shelf: Shelf, handle: string, fields: Body): void {
  const body = store.get(shelf, handle);
  if (body !== undefined) store.put(shelf, handle, { ...body, ...fields });
}

const isAlive = ({ _until: until }: Body, now: number): boolean => typeof until === 'number' && until > now;
