import { isObject } from '../shapes.ts';
import { limits } from '../triggers.ts';
import type { Cache } from '../types.ts';

/** The entries of `api.cache`; they outlive an execution. */
export type Entries = Map<string, { value: string; expires_at: number }>;

type Result = { type: 'success'; record?: { value: string; expires_at: number } } | { type: 'error'; code: string };

const failed = (code: string): Result => ({ type: 'error', code });

/** What `api.cache.get` gives. */
export function read(entries: Entries, key: string): { value: string; expires_at: number } | undefined {
  const found = entries.get(key);
  if (found === undefined || found.expires_at <= Date.now()) return undefined;
  return { ...found };
}

/** What `api.cache.delete` gives. */
export function remove(entries: Entries, key: string): Result {
  return entries.delete(key) ? { type: 'success' } : failed('CacheKeyDoesNotExist');
}

/** What `api.cache.set` gives; Auth0 answers what is too large, and throws nothing. */
export function write(entries: Entries, key: string, value: string, options: unknown): Result {
  const expiresAt = endOf(options);
  if (typeof expiresAt === 'string') return failed(expiresAt);
  if (Buffer.byteLength(key) > limits.cacheKey) return failed('CacheKeySizeExceeded');
  if (Buffer.byteLength(value) > limits.cacheValue) return failed('CacheValueSizeExceeded');
  const now = Date.now();
  const others = [...entries].filter(([name, entry]) => name !== key && entry.expires_at > now);
  if (others.length >= limits.cacheEntries) return failed('MaxSideEffectsExceeded');
  const bytes = [...others.map(([name, entry]) => name + entry.value), key + value].reduce(
    (sum, each) => sum + Buffer.byteLength(each),
    0,
  );
  if (bytes > limits.cacheBytes) return failed('CacheSizeExceeded');
  const record = { value, expires_at: expiresAt };
  entries.set(key, record);
  return { type: 'success', record: { ...record } };
}

/** The end of an entry, in milliseconds since the epoch, or the code of what is wrong with it. */
function endOf(options: unknown): number | string {
  const now = Date.now();
  const { ttl, expires_at: at } = isObject(options) ? options : {};
  if (ttl !== undefined && at !== undefined) return 'InvalidExpiry';
  if (ttl !== undefined) {
    if (typeof ttl !== 'number' || !(ttl > 0)) return 'InvalidExpiry';
    return now + Math.min(ttl, limits.cacheMost);
  }
  if (at === undefined) return now + limits.cacheMilliseconds;
  if (typeof at !== 'number' || !(at >= 0)) return 'InvalidExpiry';
  return at <= now ? 'ItemAlreadyExpired' : Math.min(at, now + limits.cacheMost);
}

/** The entries that have not ended, as data. */
export const entriesOf = (entries: Entries): Cache =>
  Object.fromEntries([...entries].filter(([, { expires_at }]) => expires_at > Date.now()));
