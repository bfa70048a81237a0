import { holds } from '../catalog/conditions.ts';
import type { Type } from '../catalog/catalog.ts';
import type { Test } from '../catalog/rule.ts';
import type { Body, Json } from '../model/json.ts';
import { isBody, omit } from '../model/json.ts';
import { isMatch, segments, select } from '../model/path.ts';
import type { Path } from '../model/path.ts';
import { isSecretPlace, secretPatterns } from '../secrets/secrets.ts';

/** Stands in a body where a file will have a secret; no text of a tenant has these characters. */
export const secretMark = '\uFDD4\uFDD4';

/** The places of a body that its schema demands and that are not there. */
export type Demands = (type: Type, body: Body) => Path[];

/**
 * A body with a mark in the place of each secret: of those that it has, and of those that have to be there although the API does
 * not return them. What Auth0 makes by itself is left out.
 */
export function withSecretMarks(type: Type, body: Body, demands: Demands = () => []): Body {
  const made = (type.updateOnly ?? []).filter((field) => type.sensitive?.includes(field));
  const kept = omit(body, made);
  const present = secretPatterns(type).flatMap((pattern) => select(kept, pattern));
  const marked = present.reduce<Body>((rest, { path, value }) => put(rest, path, masked(type, value, path)), kept);
  const missing = missingSecrets(type, marked, demands).filter(([field]) => !made.includes(String(field)));
  const whole = missing.reduce<Body>((rest, path) => put(rest, path, secretMark), marked);
  // An object for secrets that this variant has none of.
  const empty = (type.requiredOnCreate ?? []).filter(
    (field) => !Object.hasOwn(whole, field) && secretPatterns(type).some((pattern) => pattern.startsWith(`${field}.`)),
  );
  return { ...whole, ...Object.fromEntries(empty.map((field) => [field, {}])) };
}

/** The places of marks in a value. */
export function marksIn(value: Json, path: Path = []): Path[] {
  if (value === secretMark) return [path];
  if (typeof value !== 'object' || value === null) return [];
  const entries: [string | number, Json][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return entries.flatMap(([segment, inner]) => marksIn(inner, [...path, segment]));
}

/** A body with a value at a place; lists and objects on the way are there. */
export function put(body: Body, path: Path, value: Json): Body {
  const result = putIn(body, path, value);
  return isBody(result) ? result : body;
}

function putIn(at: Json, [segment, ...rest]: Path, value: Json): Json {
  if (segment === undefined) return value;
  if (Array.isArray(at)) return at.map((item, index) => (index === segment ? putIn(item, rest, value) : item));
  const body = isBody(at) ? at : {};
  return { ...body, [segment]: putIn(body[segment] ?? {}, rest, value) };
}

/** A value of a secret place with marks for its texts; what says nothing is no secret. */
function masked(type: Type, value: Json, path: Path): Json {
  if (Array.isArray(value)) return value.map((item, index) => masked(type, item, [...path, index]));
  if (isBody(value)) {
    const fields = Object.entries(value).map(
      ([field, inner]) => [field, masked(type, inner, [...path, field])] as const,
    );
    return Object.fromEntries(fields);
  }
  const isSaid = value !== '' || type.secret?.some((pattern) => isMatch(pattern, path)) === true;
  return typeof value === 'string' && isSaid && isSecretPlace(type, path) ? secretMark : value;
}

/** Places where a secret has to stand that the API does not return. */
function missingSecrets(type: Type, body: Body, demands: Demands): Path[] {
  if (secretPatterns(type).length === 0) return [];
  const asked = [...besideOthers(type, body), ...byRules(type, body), ...onCreate(type, body), ...demands(type, body)];
  const places = [...inItems(type, body), ...asked].filter((path) => isWithin(type, path) && isAbsent(body, path));
  const unique = [...new Map(places.map((path) => [path.join('\n'), path])).values()];
  const laid = (paths: readonly Path[]): number =>
    brokenRules(
      type,
      paths.reduce<Body>((rest, path) => put(rest, path, secretMark), body),
    );
  const all = laid(unique);
  return unique.filter((path) => laid(unique.filter((other) => other !== path)) >= all);
}

/** Whether a place is one of a secret, or of what is not returned with one. */
function isWithin(type: Type, path: Path): boolean {
  return secretPatterns(type).some((pattern) => isMatch(pattern, path, true));
}

/** What is never returned of an object that is there. */
function inItems(type: Type, body: Body): Path[] {
  return (type.secret ?? []).flatMap((pattern) => {
    const steps = segments(pattern);
    const last = steps.at(-1) ?? '';
    if (steps.length < 2 || last === '*' || last === '[]' || isOfChoice(type, pattern)) return [];
    const parent = pattern.slice(0, -last.length - 1);
    return select(body, parent).flatMap(({ path, value }) => (isBody(value) ? [[...path, last]] : []));
  });
}

/** What belongs to fields that are there: the same side of a choice, or a group that is sent together. */
function besideOthers(type: Type, body: Body): Path[] {
  const sides = (type.exclusive ?? []).flatMap(({ sides: all }) => all.filter((side) => side.length > 1));
  const lone = (type.exclusive ?? []).flatMap(({ sides: all }) => onlySide(all, body));
  const groups = (type.sentTogether ?? []).filter((group) =>
    group.some((field) => type.requiredOnCreate?.includes(field) !== true),
  );
  const found = [...sides, ...groups].filter((fields) => fields.some((field) => isThere(body, field)));
  return [...found, ...lone].flatMap((fields) => fields.map((field) => segments(field)));
}

/** The side of a choice that nothing speaks against, when only one is left that could hold a secret. */
function onlySide(sides: readonly (readonly string[])[], body: Body): (readonly string[])[] {
  if (sides.some((side) => side.some((field) => isThere(body, field)))) return [];
  const parents = sides.map((side) => segments(side[0] ?? '').slice(0, -1));
  const open = sides.filter((_side, index) => select(body, parents[index]?.join('.') ?? '').length > 0);
  return open.length > 0 ? open.slice(0, 1) : sides.filter((side) => !side[0]?.includes('.')).slice(0, 1);
}

/** What a rule asks for by name. */
function byRules(type: Type, body: Body): Path[] {
  return (type.rules ?? []).flatMap(({ when, severity }) => {
    const asked = when.filter(({ absent }) => absent === true);
    // A warning asks for what is not there when it is a secret: whether that is sent only the plan can tell.
    if (severity === 'warning' && !asked.every(({ path }) => isWithin(type, segments(path)))) return [];
    // What has no fields but secrets is read as an empty object.
    const isGiven = ({ path, ...condition }: Test): boolean =>
      Object.keys(condition).length === 0 && select(body, path).some(({ value }) => isBody(value));
    const isBroken = when.every((test) => isGiven(test) || holds({ body }, test) !== undefined);
    return isBroken ? asked.map(({ path }) => segments(path)) : [];
  });
}

/** What a create cannot do without. */
function onCreate(type: Type, body: Body): Path[] {
  const needed = (type.requiredOnCreate ?? []).filter((field) => !isThere(body, field));
  return needed
    .flatMap((field) => secretPatterns(type).filter((pattern) => pattern === field || pattern.startsWith(`${field}.`)))
    .filter((pattern) => !pattern.includes('*'))
    .map((pattern) => segments(pattern));
}

function isOfChoice(type: Type, pattern: string): boolean {
  return (type.exclusive ?? []).some(({ sides }) => sides.some((side) => side.includes(pattern)));
}

function isThere(body: Body, pattern: string): boolean {
  return select(body, pattern).some(({ value }) => value !== null && value !== '' && value !== false);
}

function isAbsent(body: Body, path: Path): boolean {
  return !isThere(body, path.join('.')) || path.some((segment) => typeof segment === 'number');
}

/** How many rules refuse a body; a mark is no text whose form could be wrong. */
function brokenRules({ rules = [] }: Type, body: Body): number {
  const certain = rules.filter(({ when }) =>
    when.every(({ like, unlike }) => like === undefined && unlike === undefined),
  );
  return certain.filter(({ when }) => when.every((test) => holds({ body }, test) !== undefined)).length;
}
