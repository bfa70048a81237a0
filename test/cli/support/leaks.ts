import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What is looked for: the values of secrets by a name. */
export type Planted = ReadonlyMap<string, string>;

/** Where one of the values stands in one of the texts, in any of its forms. */
export function leaksIn(seen: readonly [what: string, text: string][], planted: Planted): string[] {
  const forms = [...planted].flatMap(([name, value]) => formsOf(value).map((form) => ({ name, form })));
  const leaks = seen.flatMap(([what, text]) =>
    forms.filter(({ form }) => text.includes(form)).map(({ name, form }) => `${name} as ${form} in ${what}`),
  );
  return [...new Set(leaks)];
}

/** A file, or all files below a folder, with their paths. */
export function textsBelow(path: string): [string, string][] {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [[path, readFileSync(path, 'utf8')]];
  return readdirSync(path).flatMap((entry) => textsBelow(join(path, entry)));
}

/** A text as it may stand somewhere: as it is, its telling part, in JSON, in a URL, as base64 of it or of a text around it. */
function formsOf(value: string): string[] {
  const inside = [0, 1, 2].map((offset) => {
    const text = Buffer.from(`${'x'.repeat(offset)}${value}`).toString('base64');
    return text.slice(Math.ceil((offset * 4) / 3), Math.floor((value.length * 4) / 3) - 2);
  });
  const forms = [JSON.stringify(value).slice(1, -1), encodeURIComponent(value), Buffer.from(value).toString('base64')];
  // The lines of a PEM are those of everybody but for the ones in the middle.
  const lines = value.includes('\n')
    ? value.split('\n').filter((line) => line.length > 20 && !line.startsWith('-'))
    : [];
  return [...(value.includes('\n') ? [] : [value.slice(0, 20)]), ...lines, ...forms, ...inside];
}
