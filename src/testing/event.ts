import type { Diagnostic } from '../model/diagnostic.ts';
import { isBody, keyText, omit } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import { valueAt } from '../model/path.ts';
import type { DesiredResource, DesiredState } from '../model/resource.ts';
import { fieldOf, toJson } from '../model/tree.ts';
import type { Entry, Node } from '../model/tree.ts';
import { audiences, eventParts } from '../resources/programs.ts';
import type { EventPart } from '../resources/programs.ts';
import { messages } from './messages.ts';
import { eventOfTrigger, fieldsOf } from './samples.ts';

/** Where an event is made, and what is wrong with what was given for it. */
export interface EventContext {
  trigger: string;
  desired: DesiredState;
  diagnostics: Diagnostic[];
}

/** The sample event of a trigger with what tests give laid over it, the file's before the case's. */
export function eventOf(given: readonly (Node | undefined)[], context: EventContext): Body {
  const sample = eventOfTrigger(context.trigger);
  const event = given.reduce<Body>((base, node) => (node === undefined ? base : laidOver(base, node, context)), sample);
  return withGrant(event, sample, context.desired);
}

function laidOver(base: Body, node: Node, context: EventContext): Body {
  if (node.type !== 'map') return base;
  const { trigger, diagnostics } = context;
  const known = fieldsOf(trigger);
  return node.entries.reduce<Body>((event, entry) => {
    const { key, keyOrigin, value } = entry;
    const named = namedPart(entry, context);
    if (named !== undefined) return { ...omit(event, [key]), ...named };
    const fields = [...Object.keys(known), ...(isShort(key, known) ? [key] : [])];
    if (!fields.includes(key)) {
      const offered = [...fields, ...('resource_server' in known ? ['audience'] : [])];
      diagnostics.push(messages.eventField(key, key, trigger, offered, keyOrigin));
      return event;
    }
    checkFields(value, known[key], [key], context);
    return merged(event, { [key]: toJson(value) });
  }, base);
}

/** The names of parts that are said in short. */
function isShort(key: string, known: Body): boolean {
  return key === 'audience' && 'resource_server' in known;
}

/** The part of the event that a name stands for; nothing when the entry is a part itself. */
function namedPart({ key, value }: Entry, context: EventContext): Body | undefined {
  const known = fieldsOf(context.trigger);
  if (isShort(key, known)) return apiPart(value, context);
  const part = eventParts[key];
  if (part === undefined || !(key in known) || value.type !== 'scalar' || value.value === null) return undefined;
  const resource = find(part.types, String(value.value), context.desired, ({ key: name }) => name);
  if (resource !== undefined) return { [key]: partOf(resource, part) };
  const there = namesOf(part.types, context.desired, ({ key: name }) => name);
  context.diagnostics.push(messages.notThere(part.noun, String(value.value), there, value.origin));
  return {};
}

/** An API by its name or its identifier. */
function apiPart(value: Node, { desired, diagnostics }: EventContext): Body {
  if (value.type !== 'scalar' || typeof value.value !== 'string') {
    diagnostics.push(messages.partForm('audience', 'API', value.origin));
    return {};
  }
  const given = value.value;
  const identifierOf = ({ body }: DesiredResource): string => keyText(body['identifier'] ?? '');
  const api =
    find([audiences.api], given, desired, identifierOf) ??
    find([audiences.api], given, desired, ({ body }) => keyText(body['name'] ?? ''));
  // The API of Auth0 itself is there without files.
  const isManagement = /^https:\/\/[^/]+\/api\/v2\/$/.test(given);
  if (api === undefined && !isManagement)
    diagnostics.push(messages.notThere('API', given, namesOf([audiences.api], desired, identifierOf), value.origin));
  return { resource_server: { identifier: api === undefined ? given : identifierOf(api) } };
}

function partOf({ key, id, body }: DesiredResource, { fields, id: idField }: EventPart): Body {
  return Object.fromEntries(
    Object.entries(fields).map(([field, from]) => {
      const value = field === idField ? (body[from] ?? id ?? madeUpId(key)) : (body[from] ?? fallback(field, key));
      return [field, value];
    }),
  );
}

function fallback(field: string, key: string): Json {
  return field === 'metadata' ? {} : field === 'strategy' ? 'auth0' : key;
}

/** Ids are the server's, and the same name has the same one in every run. */
function madeUpId(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

/** The scopes of the API that the client itself has a grant for; nothing when the files have none, or when a user signs in. */
export function grantedScopes(
  { client, user, resource_server: api }: Body,
  desired: DesiredState,
): string[] | undefined {
  if (!isBody(client) || !isBody(api) || user !== undefined) return undefined;
  const grant = [...desired.resources.values()].find(
    ({ type, body }) =>
      type === audiences.grant &&
      body['client_id'] === client['name'] &&
      body['audience'] === api['identifier'] &&
      body['subject_type'] !== 'user',
  );
  const scope = grant?.body['scope'];
  return Array.isArray(scope) ? scope.filter((one) => typeof one === 'string') : undefined;
}

/** An event with the scopes of the grant in place of those of the sample, unless the test says which. */
function withGrant(event: Body, sample: Body, desired: DesiredState): Body {
  const { accessToken, transaction } = event;
  if (!isBody(accessToken) || !isBody(transaction)) return event;
  const hasOwn = [
    [event, sample].map((one) => valueAt(one, ['accessToken', 'scope'])),
    [event, sample].map((one) => valueAt(one, ['transaction', 'requested_scopes'])),
  ].some(([given, sampled]) => given !== sampled);
  const scope = hasOwn ? undefined : grantedScopes(event, desired);
  if (scope === undefined) return event;
  return { ...event, accessToken: { ...accessToken, scope }, transaction: { ...transaction, requested_scopes: scope } };
}

/** Fields that the event does not have; where the sample has an object without fields, and in lists, anything goes. */
function checkFields(node: Node, sample: Json | undefined, path: readonly string[], context: EventContext): void {
  if (!isBody(sample) || Object.keys(sample).length === 0) return;
  if (node.type === 'scalar' && node.value === null) return;
  if (node.type !== 'map') {
    context.diagnostics.push(messages.eventShape(path.join('.'), node.origin));
    return;
  }
  for (const { key, keyOrigin, value } of node.entries) {
    const inner = [...path, key];
    if (key in sample) checkFields(value, sample[key], inner, context);
    else
      context.diagnostics.push(
        messages.eventField(inner.join('.'), key, context.trigger, Object.keys(sample), keyOrigin),
      );
  }
}

/** Two objects as one; `null` takes a field away, and lists replace each other. */
function merged(base: Body, over: Body): Body {
  const entries = Object.entries(over).map(([key, value]): [string, Json] => {
    const below = base[key];
    return [key, isBody(value) && isBody(below) ? merged(below, value) : value];
  });
  return Object.fromEntries(
    Object.entries({ ...base, ...Object.fromEntries(entries) }).filter(([, value]) => value !== null),
  );
}

type NameOf = (resource: DesiredResource) => string;

function find(
  types: readonly string[],
  name: string,
  desired: DesiredState,
  nameOf: NameOf,
): DesiredResource | undefined {
  return [...desired.resources.values()].find((one) => types.includes(one.type) && nameOf(one) === name);
}

function namesOf(types: readonly string[], desired: DesiredState, nameOf: NameOf): string[] {
  return [...desired.resources.values()].filter(({ type }) => types.includes(type)).map(nameOf);
}

/** The field of a test that holds its part of the event. */
export function eventNode(node: Node | undefined): Node | undefined {
  return fieldOf(node, 'event');
}
