import { error } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { didYouMean } from '../model/suggest.ts';
import type { Origin } from '../model/tree.ts';
import type { Placed } from './file.ts';

/** A hint: the nearest name, or those that there are. */
function near(name: string, known: readonly string[], what: string): string {
  return (
    didYouMean(name, known) ?? (known.length === 0 ? `the files have no ${what}` : `known are ${known.join(', ')}`)
  );
}

/** What can be wrong with what users refer to. */
export const problems = {
  unknown: (
    what: 'role' | 'organization' | 'connection' | 'API',
    name: string,
    known: readonly string[],
    origin: Origin,
  ): Diagnostic =>
    error(`unknown-${what.toLowerCase()}`, `the files have no ${what} ${name}`, {
      origin,
      hint: near(name, known, `${what}s`),
    }),
  unknownScope: ({ text, origin }: Placed, api: string, known: readonly string[]): Diagnostic =>
    error('unknown-scope', `${api} has no scope ${text}`, { origin, hint: near(text, known, 'scopes of it') }),
  duplicate: (name: string, origin: Origin): Diagnostic =>
    error('duplicate-user', `${name} is a duplicate user`, {
      origin,
      hint: 'give one of them another email address, user_id or connection, or remove it',
    }),
};
