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
  keywordTaken: (name: string): UsageError =>
    new UsageError('keyword-taken', `the keyword ${name} would exist twice`, 'choose another name for one of the two'),
};
