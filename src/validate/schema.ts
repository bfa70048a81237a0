import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Address } from '../model/address.ts';
import type { Body, Json } from '../model/json.ts';
import { isBody, isHollow, isJson } from '../model/json.ts';
import { messages } from './messages.ts';
import { formatPath, valueAt, without } from '../model/path.ts';
import type { Path } from '../model/path.ts';
import { didYouMean, nearest } from '../model/suggest.ts';
import { keyOriginAt, isUnresolved, nodeAt, secretsIn, toJson } from '../model/tree.ts';
import type { Node, Origin, Trace } from '../model/tree.ts';
import { allowedValues, parameter, sentenceOf, shownValue } from './sentence.ts';

/** The checks that a schema compiles to. */
export interface CompiledSchema {
  node: ValidateFunction;
  /** The check of the names that a resource's place gives it; absent when its place gives none. */
  keys?: ValidateFunction;
}

/** The schemas of whole files that are ours alone: they have no field but those that they name. */
const fileSchemas = ['environment', 'defaults', 'tests', 'smoke', 'users'];

/** Whether a schema of that name is one of a whole file, not of a resource type. */
export function isFileSchema(name: string): boolean {
  return fileSchemas.includes(name);
}

/** Gives the compiled schema of that name: a resource type's, or one of a whole file. */
export type CompileSchema = (name: string) => CompiledSchema;

/** Checks against schemas; each is compiled when it is first needed. */
export interface SchemaChecker {
  compile: CompileSchema;
  /** A node, and its plain value where that is known, against the schema of that name. */
  node: (name: string, node: Node, address: Address | undefined, value?: Json) => Diagnostic[];
  /** The names that a resource's place in the file gives it, such as the trigger of an array of bindings. */
  keys: (name: string, captures: Body, origin: Origin) => Diagnostic[];
}

/** A checker for these schemas. */
export function schemaChecker(compile: CompileSchema): SchemaChecker {
  return {
    compile,
    node: (name, node, address, value = toJson(node)) => {
      const check = compile(name).node;
      if (check(value)) return [];
      const isSettings = isFileSchema(name);
      const found = relevant(check.errors ?? []).filter((error) => !mayBeMissing(error));
      const errors = withoutMeant(isSettings || !isBody(value) ? found : withoutBlanks(found, value, check));
      return errors.flatMap((error) => {
        const path = pathOf(error.instancePath, value);
        const trace = traceOf(nodeAt(node, path));
        // What has no value here cannot be wrong, and that it has none is said elsewhere.
        if (isUnresolved(trace)) return [];
        const field = unknownField(error);
        if (field === undefined) return wrongValue(error, path, node, value, address);
        const origin = keyOriginAt(node, [...path, field]);
        if (isSettings && name !== 'tests' && (path[0] === 'keywords' || (path[0] === 'secrets' && path.length === 1)))
          return messages.keywordName(field, origin);
        const known = fieldsAt(error);
        const place = formatPath([...path, field]);
        if (isSettings) return messages.unknownSetting(place, field, known, origin);
        return messages.unknownField(place, field, known, { origin, address });
      });
    },
    keys: (name, captures, origin) => {
      const { keys } = compile(name);
      if (keys === undefined || keys(captures)) return [];
      return relevant(keys.errors ?? []).map((error) => {
        const given = valueAt(captures, pathOf(error.instancePath, captures));
        const allowed = allowedValues(error);
        const hint = typeof given === 'string' ? didYouMean(given, allowed) : undefined;
        const text = `${shownValue(given)} is not a ${error.instancePath.slice(1)} that Auth0 has`;
        return messages.schemaError(text, origin, name, hint ?? `known are ${allowed.join(', ')}`);
      });
    },
  };
}

/** Whether an error is about a field that requests need and answers may lack: whether it is sent is a question to the plan. */
export function mayBeMissing(error: ErrorObject): boolean {
  const fields: unknown = error.parentSchema?.['mayBeMissing'];
  return Array.isArray(fields) && fields.includes(parameter(error, 'missingProperty'));
}

/**
 * The errors but for those about optional fields that have no content: the API answers such values where it takes none.
 *
 * Whether one may be sent is a question to the plan.
 */
function withoutBlanks(errors: readonly ErrorObject[], value: Json, check: ValidateFunction): ErrorObject[] {
  const outer = withoutBlanksAt(errors, value, check, (places) => places[0]);
  return withoutBlanksAt(outer, value, check, (places) => places.at(-1));
}

/** The same, of the objects without content around a place looking at one. */
function withoutBlanksAt(
  errors: readonly ErrorObject[],
  value: Json,
  check: ValidateFunction,
  pick: (places: readonly Path[]) => Path | undefined,
): ErrorObject[] {
  const blanks = new Map(errors.map((error) => [error, pick(blanksAround(error, value))]));
  const places = [...blanks.values()].filter((path) => path !== undefined);
  if (places.length === 0) return [...errors];
  check(places.reduce((rest, path) => without({ rest }, ['rest', ...path])['rest'] ?? null, value));
  const required = (check.errors ?? []).flatMap((error) => {
    const field = parameter(error, 'missingProperty');
    return field === undefined || mayBeMissing(error) ? [] : formatPath([...pathOf(error.instancePath, value), field]);
  });
  return errors.filter((error) => {
    const place = blanks.get(error);
    return place === undefined || required.includes(formatPath(place));
  });
}

/** The fields on the way to the place of an error that hold nothing with content, the outermost first. */
function blanksAround(error: ErrorObject, value: Json): Path[] {
  if (unknownField(error) !== undefined) return [];
  const path = pathOf(error.instancePath, value);
  const places = path.map((_segment, index) => path.slice(0, index + 1));
  return places.filter((place) => typeof place.at(-1) === 'string' && isHollow(valueAt(value, place)));
}

function unknownField(error: ErrorObject): string | undefined {
  return parameter(error, 'additionalProperty') ?? parameter(error, 'unevaluatedProperty');
}

/** The fields that may stand where an error is. */
function fieldsAt(error: ErrorObject): string[] {
  const schema: unknown = error.parentSchema?.['properties'];
  return isJson(schema) && isBody(schema) ? Object.keys(schema) : [];
}

/** The errors without those about fields that are missing because their names are misspelt there. */
function withoutMeant(errors: readonly ErrorObject[]): ErrorObject[] {
  const meant = errors.flatMap((error) => {
    const field = unknownField(error);
    const name = field === undefined ? undefined : nearest(field, fieldsAt(error));
    return name === undefined ? [] : [`${error.instancePath}/${name}`];
  });
  return errors.filter((error) => {
    const missing = parameter(error, 'missingProperty');
    return missing === undefined || !meant.includes(`${error.instancePath}/${missing}`);
  });
}

/** One error for each cause, each once. Errors of the alternatives of a union come before that of the union itself. */
function relevant(errors: readonly ErrorObject[]): ErrorObject[] {
  let causes: ErrorObject[] = [];
  for (const error of errors) {
    if (error.keyword === 'if' || error.keyword === 'not') continue;
    const isUnion = error.keyword === 'anyOf' || error.keyword === 'oneOf';
    const isInside = ({ instancePath }: ErrorObject): boolean =>
      isUnion && `${instancePath}/`.startsWith(`${error.instancePath}/`);
    const inside = causes.filter(isInside);
    causes = [...causes.filter((cause) => !isInside(cause)), ...(isUnion ? causesOf(error, inside) : [error])];
  }
  const texts = causes.map((error) => `${error.instancePath} ${error.keyword} ${JSON.stringify(error.params)}`);
  return causes.filter((_error, index) => texts.indexOf(texts[index] ?? '') === index);
}

/** Why none of the alternatives of a union holds: the errors of the one that fits best, which are the deepest. */
function causesOf(union: ErrorObject, inside: readonly ErrorObject[]): ErrorObject[] {
  const depthOf = ({ instancePath }: ErrorObject): number => instancePath.split('/').length;
  const isType = ({ keyword, instancePath }: ErrorObject): boolean =>
    keyword === 'type' && instancePath === union.instancePath;
  const others = inside.filter((error) => !isType(error));
  const depth = Math.max(...others.map(depthOf));
  if (others.length > 0) return others.filter((error) => depthOf(error) === depth);
  // Alternatives that differ in their type only are one error: it has to be one of these types.
  const types = [...new Set(inside.flatMap(({ params }): unknown[] => [params['type']].flat()))];
  return [types.length === 0 ? union : { ...union, keyword: 'type', params: { type: types } }];
}

function wrongValue(error: ErrorObject, path: Path, node: Node, value: Json, address: Address | undefined): Diagnostic {
  const given = valueAt(value, path);
  const isHidden = secretsIn(traceOf(nodeAt(node, path))).length > 0;
  const { text, hint } = sentenceOf(error, formatPath(path), given, isHidden);
  const existing: unknown = error.keyword === 'uniqueItems' ? error.params['i'] : undefined;
  const { origin } = nodeAt(node, typeof existing === 'number' ? [...path, existing] : path);
  return messages.schemaError(text, origin, address, hint);
}

function traceOf(node: Node): Trace | undefined {
  return node.type === 'scalar' ? node.trace : undefined;
}

/** The path of a JSON pointer, with positions in arrays as numbers. */
function pathOf(pointer: string, value: Json): Path {
  const names = pointer
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
  return names.reduce<Path>((path, name) => [...path, Array.isArray(valueAt(value, path)) ? Number(name) : name], []);
}
