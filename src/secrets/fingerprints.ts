import { createHmac, hkdfSync } from 'node:crypto';
import type { Address } from '../model/address.ts';
import type { JournalEntry } from '../model/journal.ts';
import { stableText } from '../model/json.ts';
import type { Json } from '../model/json.ts';
import type { SecretMemory } from './secret-memory.ts';

/**
 * The memory of secrets that the journals of all runs so far have left: fingerprints, keyed by the deployer's own credential, so that
 * nobody without it can try values out. With another credential nothing is remembered.
 */
export function secretMemory(entries: readonly JournalEntry[], credential: string | undefined): SecretMemory {
  if (credential === undefined) return { compare: () => 'unknown', fingerprint: () => undefined };
  const key = Buffer.from(hkdfSync('sha256', credential, '', 'tenantry fingerprints of secrets', 32));
  const name = createHmac('sha256', key).update('name').digest('base64url').slice(0, 8);
  const known = lastApplied(entries);
  const fingerprint = (address: Address, path: string, value: Json): string =>
    `${name}.${createHmac('sha256', key)
      .update(`${address}\n${path}\n${stableText(value)}`)
      .digest('base64url')}`;
  return {
    fingerprint,
    compare: (address, path, value) => {
      const last = known.get(address)?.[path];
      if (value === undefined || last === undefined || !last.startsWith(`${name}.`)) return 'unknown';
      return last === fingerprint(address, path, value) ? 'same' : 'other';
    },
  };
}

/** The last fingerprints at each address. What is replaced is made first, and the old one deleted behind it, in the same run. */
function lastApplied(entries: readonly JournalEntry[]): Map<Address, Record<string, string>> {
  const known = new Map<Address, Record<string, string>>();
  const made = new Set<Address>();
  for (const entry of entries) {
    if (entry.event === 'end') made.clear();
    if (entry.event !== 'done') continue;
    const { address, do: action, secrets } = entry;
    if (action === 'create') made.add(address);
    if (action !== 'delete') known.set(address, { ...(action === 'create' ? {} : known.get(address)), ...secrets });
    else if (!made.has(address)) known.delete(address);
  }
  return known;
}
