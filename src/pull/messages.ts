import { UsageError } from '../model/failure.ts';
import { didYouMean } from '../model/suggest.ts';

/** What is wrong with what the user says of keywords. */
export const messages = {
  keywordUnknown: (name: string, known: readonly string[]): UsageError =>
    new UsageError(
      'keyword-unknown',
      `the keyword ${name} does not exist`,
      didYouMean(name, known) ?? `there are ${known.join(', ')}`,
    ),
  addressUnknown: (address: string, known: readonly string[]): UsageError =>
    new UsageError(
      'unknown-address',
      `no environment has ${address}`,
      didYouMean(address, known) ?? 'an address is <type>/<name>, as it is shown with --check',
    ),
  notTheSame: ([a, b]: readonly [string, string]): UsageError =>
    new UsageError(
      'not-the-same',
      `${a} and ${b} cannot be the same`,
      'name two resources of one type that different environments have, each in one pair',
    ),
  keywordName: (name: string): UsageError =>
    new UsageError(
      'keyword-name',
      `${name} cannot be the name of a keyword`,
      'letters, digits and underscores, a letter or an underscore first, and not TENANTRY_',
    ),
  keywordTaken: (name: string): UsageError =>
    new UsageError('keyword-taken', `the keyword ${name} would exist twice`, 'choose another name for one of the two'),
};
