import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';
import type { Body, Json } from '../../src/model/json.ts';
import { isBody } from '../../src/model/json.ts';
import { segments } from '../../src/model/path.ts';
import { sectionOf } from '../../src/catalog/resource-type.ts';
import type { ResourceType } from '../../src/catalog/resource-type.ts';

const LINES = 45;
/** What tests put into secret fields; people put a keyword there. */
const PLANTED = /[\w-]*Planted-Secret-\w+/g;
const scenarios = new URL('../../test/scenarios/', import.meta.url);

/** A section as a scenario of the type has it, or one item of a long list; YAML. */
export function exampleOf(type: ResourceType): string | undefined {
  const folder = new URL(`${type.name}/`, scenarios);
  const [first] = readdirSync(fileURLToPath(folder)).toSorted();
  const tenant = parse(readFileSync(new URL(`${first}/tenant.yaml`, folder), 'utf8')) as Json;
  const pattern = segments(sectionOf(type));
  const end = pattern.findIndex((segment) => segment === '[]' || segment.startsWith(':'));
  const names = end < 0 ? pattern : pattern.slice(0, end);
  const value = names.reduce<Json | undefined>((inner, name) => (isBody(inner) ? inner[name] : undefined), tenant);
  if (value === undefined) return undefined;
  const textOf = (section: Json): string =>
    stringify(
      names.reduceRight<Json>((inner, name) => ({ [name]: inner }), section),
      { lineWidth: 0 },
    )
      .replaceAll(PLANTED, "'##A_SECRET##'")
      .trimEnd();
  const length = (section: Json): number => textOf(section).split('\n').length;
  if (length(value) <= LINES) return textOf(value);
  if (!Array.isArray(value)) return isBody(value) ? cut(value, (some) => textOf(some)) : textOf(value);
  const [longest] = value.toSorted((a, b) => length([b]) - length([a]));
  return isBody(longest) ? cut(longest, (some) => textOf([some])) : textOf(value.slice(0, 1));
}

/** The first fields of a body, as many as there is room for. */
function cut(body: Body, textOf: (some: Body) => string): string {
  const fields = Object.entries(body);
  for (let count = fields.length; count > 1; count -= 1) {
    const text = textOf(Object.fromEntries(fields.slice(0, count)));
    const lines = text.split('\n');
    const margin = /^ */.exec(
      lines.findLast((line) => line.trimStart().startsWith(`${fields[count - 1]?.[0]}:`)) ?? '',
    );
    if (lines.length <= LINES) return count === fields.length ? text : `${text}\n${margin?.[0] ?? ''}# …`;
  }
  return textOf(body);
}
