import { createHash } from 'node:crypto';

/** The most characters of a name, well below what any file system takes. */
const longest = 80;

/** Names that Windows keeps for devices. */
const devices = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/;

/**
 * The names of files for these keys: lower case, without what any file system refuses, and different from each other where upper and
 * lower case are the same.
 *
 * Keys that would have the same name all get a part of their digest, so that it does not matter which of them was first.
 */
export function fileNames(keys: Iterable<string>): Map<string, string> {
  const wanted = new Map([...keys].map((key) => [key, plainName(key)]));
  const counts = new Map<string, number>();
  for (const name of wanted.values()) counts.set(name, (counts.get(name) ?? 0) + 1);
  return new Map(
    [...wanted].map(([key, name]) => {
      const isSure = name !== '' && counts.get(name) === 1;
      return [key, isSure ? name : [name.slice(0, longest - 7), digest(key)].filter((part) => part !== '').join('-')];
    }),
  );
}

/** A key as the name of a file; empty when nothing of it can stand in one. */
function plainName(key: string): string {
  const plain = key
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^a-z0-9._]+/g, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '')
    .slice(0, longest)
    .replace(/[-.]+$/, '');
  return devices.test(plain) ? plain.replace(/^[^.]+/, '$&-') : plain;
}

function digest(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 6);
}
