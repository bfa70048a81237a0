import { catalogOf, typeOf } from '../catalog/catalog.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { ResourceTypes } from '../catalog/resource-type.ts';
import type { Config, PlacedSelector } from '../model/config.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Json } from '../model/json.ts';
import { segments } from '../model/path.ts';
import { isException, isLike, isSelected, selectorOf, withoutMark } from '../model/selector.ts';
import type { Selectable } from '../model/selector.ts';
import { didYouMean } from '../model/suggest.ts';
import { fieldOf, sourceOf } from '../model/tree.ts';
import type { Node, Origin } from '../model/tree.ts';
import { messages } from './messages.ts';
import type { SchemaChecker } from './schema.ts';
import { endOfLife } from './structure.ts';

/** Selectors and paths of an environment that name no type or field: they would keep nothing from harm. */
export function checkSelectors(
  { environment: { selectors } }: Config,
  files: readonly (Node | undefined)[],
  resourceTypes: ResourceTypes,
  schemas: SchemaChecker,
): Diagnostic[] {
  const types = [...catalogOf(resourceTypes).keys()];
  const known = [...types, ...endOfLife];
  const checked = selectors.flatMap(({ text, origin }) => {
    const { type, field } = selectorOf(withoutMark(text));
    if (!known.some((name) => isLike(name, type))) return [messages.unknownSelector(text, type, known, origin)];
    if (field === undefined) return [];
    if (!types.includes(type)) return [messages.selectorForm(text, origin)];
    return checkField(type, field.path, origin, schemas);
  });
  return [...checked, ...bothWays(selectors), ...files.flatMap((file) => checkIgnored(file, types, schemas))];
}

/** A type that is excluded and included: which of the two is meant cannot be told. */
function bothWays(selectors: readonly PlacedSelector[]): Diagnostic[] {
  const of = (setting: PlacedSelector['setting']): PlacedSelector[] =>
    selectors.filter((selector) => selector.setting === setting && !isException(selector.text));
  return of('include').flatMap(({ text, origin }) => {
    const { type } = selectorOf(text);
    const other = of('exclude').find((one) => isLike(type, selectorOf(one.text).type));
    return other === undefined ? [] : [messages.bothWays(type, origin, other.origin)];
  });
}

function checkIgnored(file: Node | undefined, types: readonly string[], schemas: SchemaChecker): Diagnostic[] {
  const ignore = fieldOf(file, 'ignore');
  if (ignore?.type !== 'map') return [];
  return ignore.entries.flatMap(({ key, value }) => {
    if (!types.includes(key) || value.type !== 'list') return [];
    return value.items.flatMap((item) =>
      item.type === 'scalar' && typeof item.value === 'string' && !key.includes('.')
        ? checkField(key, item.value, item.origin, schemas)
        : [],
    );
  });
}

/** Whether a type has a field at a path. */
export function hasField(type: string, path: string, schemas: SchemaChecker): boolean {
  return checkField(type, path, { source: sourceOf('', ''), start: 0, end: 0 }, schemas).length === 0;
}

/** Whether a type has a field at a path: what its schema says of a body with nothing but that. */
export function checkField(type: string, path: string, origin: Origin, schemas: SchemaChecker): Diagnostic[] {
  const probe = segments(path).reduceRight<Json>((inner, step) => {
    return step === '[]' ? [inner] : { [step === '*' ? 'x' : step]: inner };
  }, {});
  const node: Node = { type: 'scalar', value: null, style: 'plain', origin };
  const unknown = schemas.node(type, node, undefined, probe).find(({ code }) => code === 'unknown-field');
  return unknown === undefined ? [] : [messages.unknownPath(type, path, unknown.hint, origin)];
}

/** Selectors that name nothing, neither in the files nor in what was read of the tenant; `resources` are those of both. */
export function checkSelected(
  { excluded, sections, environment }: Config,
  resources: readonly Selectable[],
  catalog: Catalog,
): Diagnostic[] {
  const all = [...resources, ...excluded];
  return environment.selectors.flatMap(({ text, setting, origin }) => {
    const selector = selectorOf(withoutMark(text));
    const isRead = [...sections.keys()].some((name) => isLike(name, selector.type));
    if (selector.isWhole || !isRead) return [];
    const isNamed = all.some((one) => isSelected(selector, typeOf(catalog, one.type).root.name, one));
    const names = all.filter(({ type }) => type === selector.type).map(({ address }) => address);
    return isNamed ? [] : [messages.unusedSelector(setting, text, didYouMean(text, names), origin)];
  });
}
