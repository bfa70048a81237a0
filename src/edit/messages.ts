/** Why an edit of a file is refused. */
export const messages = {
  broken: (): string => 'the file cannot be parsed',
  nowhere: (): string => 'the file has no such place',
  anchored: (name: string, count: number): string =>
    `it is inside of what &${name} names, and ${count} ${count === 1 ? 'other place refers' : 'other places refer'} to that by *${name}`,
  inherited: (): string => 'the object has it from another one, by <<',
  unproven: (): string => 'there is no way to write it that changes nothing else',
};
