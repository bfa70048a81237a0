import { error } from './diagnostic.ts';
import type { Diagnostic } from './diagnostic.ts';
import { didYouMean } from './suggest.ts';

const nameRule = 'names are letters, digits and underscores, and begin with a letter';

/** What is said of the options that choose an environment and its keywords. */
export const messages = {
  environmentMissing: (name: string | undefined, known: string[], folder: string): Diagnostic =>
    error(
      'environment-missing',
      name === undefined ? 'say which environment, with --env' : `there is no environment ${name}`,
      {
        hint:
          (name === undefined ? undefined : didYouMean(name, known)) ??
          (known.length > 0 ? `known environments: ${known.join(', ')}` : `an environment is a file in ${folder}`),
      },
    ),
  assignment: (given: string): [string, string] => [
    `--set takes KEY=VALUE, and ${given} is not the name of a keyword`,
    nameRule,
  ],
};
