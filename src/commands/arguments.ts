import { InvalidArgumentError } from 'commander';

/** The values of an option that may be repeated. */
export function collect(value: string, previous: string[] | undefined): string[] {
  return [...(previous ?? []), value];
}

/** The same of a choice. */
export function collectOf(choices: readonly string[]): (value: string, previous: string[] | undefined) => string[] {
  return (value, previous) => {
    if (!choices.includes(value)) throw new InvalidArgumentError(`It has to be one of ${choices.join(', ')}.`);
    return collect(value, previous);
  };
}

/** A port: 0 takes a free one. */
export function port(value: string): number {
  const number = count(value);
  if (number > 65535) throw new InvalidArgumentError('It has to be at most 65535.');
  return number;
}

/** A share, from 0 to 1. */
export function share(value: string): number {
  const number = Number(value);
  if (!(number >= 0 && number <= 1)) throw new InvalidArgumentError('It has to be from 0 to 1.');
  return number;
}

/** Words between commas. */
export function words(value: string): string[] {
  return value.split(',').map((word) => word.trim());
}

/** Whole numbers between commas. */
export function numbers(value: string): number[] {
  return words(value).map(count);
}

/** A whole number of at least 1. */
export function several(value: string): number {
  const number = count(value);
  if (number < 1) throw new InvalidArgumentError('It has to be at least 1.');
  return number;
}

/** A whole number. */
export function count(value: string): number {
  if (!/^\d+$/.test(value)) throw new InvalidArgumentError('It has to be a whole number.');
  return Number(value);
}
