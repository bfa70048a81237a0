// The fields of a resource as rows of a table.
import { segments } from '../../src/model/path.ts';
import type { Path } from '../../src/model/path.ts';
import { isMatch } from '../../src/model/path.ts';
import type { Type } from '../../src/catalog/catalog.ts';
import { targetTypeNames } from '../../src/catalog/catalog.ts';
import { resolve } from '../schemas/schema.ts';
import type { Draft, Schema } from '../schemas/schema.ts';
import { viewOf } from '../schemas/view.ts';
import type { View } from '../schemas/view.ts';

/** The most rows of a table, as far as folding allows. */
const ROWS = 150;
/** How many rows the inside of one field may have before it is folded, tried in this order. */
const INSIDES = [16, 10, 6, 3, 0];
const DEPTH = 5;
const CHOICES = 8;

/** One row: the field as people write it, what it may be, and what it means. */
export interface Field {
  name: string;
  type: string;
  text: string;
}

/** The fields of a type, keys first, with insides folded where there are too many rows. Fields of its children are left out. */
export function fieldsOf(type: Type, schemas: readonly Schema[], draft: Draft): Field[] {
  const tables = INSIDES.map((most) => rowsOf({ type, draft, most }, viewOf(schemas, draft), '', DEPTH));
  return tables.find((rows) => rows.length <= ROWS) ?? tables.at(-1) ?? [];
}

/** The type of a value in the words of JSON Schema. */
export function typeOf(schemas: readonly Schema[], draft: Draft): string {
  const view = viewOf(schemas, draft);
  const nullable = view.schemas.some(
    (schema) => schema.nullable === true || resolve(schema, draft.defs).nullable === true,
  );
  const type = bareType(view, draft);
  return nullable ? `${type}${type.includes(',') ? ',' : ''} or \`null\`` : type;
}

function bareType(view: View, draft: Draft): string {
  const values = [...new Set(view.schemas.flatMap((schema) => schema.enum ?? []))].map(
    (value) => `\`${String(value)}\``,
  );
  if (values.length > CHOICES) return `${values[0]} or one of ${values.length - 1} others`;
  if (values.length > 0) return values.join(', ');
  if (view.items.length > 0) return `array of ${plural(bareType(viewOf(view.items, draft), draft))}`;
  if (view.fields.size > 0) return 'object';
  if (view.rest.length > 0) return `map of ${plural(bareType(viewOf(view.rest, draft), draft))}`;
  const types = [...new Set(view.schemas.flatMap(({ type }) => type ?? []))];
  return types.length > 0 ? types.join(' or ') : 'any value';
}

function plural(type: string): string {
  if (['string', 'integer', 'number', 'boolean', 'object'].includes(type)) return `${type}s`;
  return type.replace(/^(array|map) of /, '$1s of ');
}

/** Whose fields the table has, and how many rows the inside of one may have. */
interface Wording {
  type: Type;
  draft: Draft;
  most: number;
}

function rowsOf(wording: Wording, view: View, prefix: string, depth: number): Field[] {
  const { type, draft } = wording;
  const { keys } = type.identity;
  const position = (name: string): string => {
    const at = prefix === '' ? keys.indexOf(name) : -1;
    return `${at < 0 ? keys.length : at} ${name}`;
  };
  const names = [...view.fields.keys()].toSorted((a, b) => (position(a) < position(b) ? -1 : 1));
  return names.flatMap((name): Field[] => {
    const schemas = view.fields.get(name) ?? [];
    const path = prefix === '' ? name : `${prefix}.${name}`;
    if (isHidden(type, path, schemas)) return [];
    const isExpanded = childAt(type, path) === undefined && !isDeprecated(schemas);
    const inside = isExpanded ? insideOf(wording, schemas, path, depth - 1) : [];
    const isFolded = inside.length > wording.most || (inside.length > 0 && depth === 1);
    const text = textOf(type, path, schemas, draft, isFolded);
    return [{ name: path, type: typeOf(schemas, draft), text }, ...(isFolded ? [] : inside)];
  });
}

/** The rows of what is inside a field: of an object, of the items of a list, or of the entries of a map. */
function insideOf(wording: Wording, schemas: readonly Schema[], path: string, depth: number): Field[] {
  const view = viewOf(schemas, wording.draft);
  if (depth < 0) return [];
  if (view.items.length > 0) return rowsOf(wording, viewOf(view.items, wording.draft), `${path}[]`, depth);
  if (view.fields.size > 0 || view.rest.length === 0) return rowsOf(wording, view, path, depth);
  return rowsOf(wording, viewOf(view.rest, wording.draft), `${path}.<name>`, depth);
}

/** Read-only fields are listed in one line of their own. */
function isHidden(type: Type, path: string, schemas: readonly Schema[]): boolean {
  return matches(type.readOnly, path) || schemas.every(({ readOnly }) => readOnly === true);
}

function textOf(type: Type, path: string, schemas: readonly Schema[], draft: Draft, isFolded: boolean): string {
  const description = schemas
    .map((schema) => schema.description ?? resolve(schema, draft.defs).description)
    .find(Boolean);
  const child = childAt(type, path);
  const marks = [
    ...(isDeprecated(schemas) ? ['Deprecated.'] : []),
    ...(child === undefined ? [] : [`Each is a change of its own: see [${child}](#${anchor(child)}).`]),
    ...traitMarks(type, path),
    ...(isFolded ? ['What is inside is in the schema.'] : []),
  ];
  return [...(description === undefined ? [] : [description]), ...marks].join(' ');
}

function traitMarks(type: Type, path: string): string[] {
  const marks: string[] = [];
  const reference = Object.entries(type.references ?? {}).find(
    ([pattern]) => matches([pattern], path) || matches([pattern], `${path}[]`),
  );
  if (reference !== undefined) {
    const targets = targetTypeNames(type, reference[1]).map((target) => linkTo(type, target));
    marks.push(`Names one of ${targets.join(' or ')}.`);
  }
  if (matches(type.notSecret, path)) marks.push('Not always read back.');
  else if (matches(type.secret, path)) marks.push('**Secret**: never read back, never shown.');
  else if (matches(type.sensitive, path)) marks.push('**Secret**: compared where the API returns it, never shown.');
  if (matches(type.requiredOnCreate, path)) marks.push('Required on create.');
  if (matches(type.immutable, path)) marks.push('Immutable: a change plans a replacement.');
  if (matches(type.updateOnly, path)) marks.push('Written after the create, in a second step.');
  if (matches(Object.keys(type.sets ?? {}), path)) marks.push('Compared without order.');
  if (matches(type.maps, path)) marks.push('A name that is gone is cleared.');
  const file = Object.entries(type.files ?? {}).find(([pattern]) => pattern !== '' && matches([pattern], path))?.[1];
  if (file !== undefined) {
    const where = file.folder === undefined ? '' : ` below \`${file.folder}/\``;
    marks.push(
      file.type === 'json'
        ? `The path of a JSON file${where}.`
        : `The text itself, or the path of a file${where} with it.`,
    );
  }
  const alias = Object.entries(type.aliases ?? {}).find(([name]) => name === path)?.[1];
  if (alias !== undefined) marks.push(`Another name for \`${alias}\`.`);
  return marks;
}

/** A link to the page of a type, or to the place on this one. */
export function linkTo(from: Type, target: string): string {
  const [type = '', child] = target.startsWith(`${from.root.name}.`) ? [from.root.name, target] : [target];
  if (child !== undefined) return `[\`${child.slice(type.length + 1)}\`](#${anchor(child.slice(type.length + 1))})`;
  return `[\`${target}\`](${target}.md)`;
}

const anchor = (heading: string): string => heading.toLowerCase().replaceAll(/[^\w-]/g, '');

const isDeprecated = (schemas: readonly Schema[]): boolean => schemas.some(({ deprecated }) => deprecated === true);

function childAt(type: Type, path: string): string | undefined {
  if (type.child !== undefined) return undefined;
  return type.root.children?.find((child) => matches([child.path], path))?.name;
}

function matches(patterns: readonly string[] | undefined, path: string): boolean {
  const place: Path = segments(path).map((segment) => (segment === '[]' ? 0 : segment));
  return (patterns ?? []).some((pattern) => isMatch(pattern, place));
}
