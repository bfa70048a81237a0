import { UsageError } from '../model/failure.ts';
import { didYouMean } from '../model/suggest.ts';

/** What is wrong with an address that is to be explained. */
export const messages = {
  unknownAddress: (text: string, meant: readonly string[]): UsageError =>
    new UsageError(
      'unknown-address',
      `neither the files nor the tenant have ${text}`,
      meant.length > 0 ? `did you mean ${meant.join(' or ')}?` : 'an address is <type>/<name>, as plan shows it',
    ),
  keywordAddress: (name: string, place: string | undefined): UsageError =>
    new UsageError(
      'unknown-address',
      `${name} is a keyword${place === undefined ? '' : `, and its value is at ${place}`}`,
      'explain takes a resource, or a field of one that uses it',
    ),
  addressElsewhere: (text: string, other: string, environment: string, address: string | undefined): UsageError =>
    new UsageError(
      'unknown-address',
      `${text} is in ${other}, and not in ${environment}`,
      address === undefined
        ? `the files of ${environment} have nothing in its place; --env ${other} explains it`
        : `${environment} has ${address} in its place`,
    ),
  unknownField: (type: string, path: string, hint: string | undefined): UsageError =>
    new UsageError('unknown-field', `${type} has no field ${path}`, hint ?? `docs/resources/${type}.md has its fields`),
  unknownKey: (object: string, key: string, known: readonly string[]): UsageError =>
    new UsageError(
      'unknown-field',
      `neither the files nor the tenant have ${key} in ${object}`,
      didYouMean(key, known) ?? (known.length > 0 ? `there are ${known.slice(0, 10).join(', ')}` : undefined),
    ),
};
