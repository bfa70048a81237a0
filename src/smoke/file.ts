import type { Json } from '../model/json.ts';
import { isBody } from '../model/json.ts';
import { milliseconds } from '../expect/duration.ts';
import { fieldOf, toJson } from '../model/tree.ts';
import type { Node, Origin } from '../model/tree.ts';

/** What a smoke file says, of which its schema holds. */
export interface SmokeFile {
  /** How a client proves who it is, by its name. */
  credentials: Named<CredentialNames>[];
  /** The keyword that has the private key of an API, by the API's name or identifier, for its encrypted tokens. */
  decryption: Named<string>[];
  tests: SmokeTest[];
  /** `canonical`, `custom`, or a host. */
  domains: Placed[];
}

/** The names of the keywords that have a secret or a private key. */
export interface CredentialNames {
  secret: Placed | undefined;
  key: Placed | undefined;
  alg: string | undefined;
}

/** A text and where it stands. */
export interface Placed {
  text: string;
  origin: Origin;
}

/** Something by its name, and where that stands. */
export interface Named<Value> {
  name: string;
  origin: Origin;
  value: Value;
  valueOrigin: Origin;
}

/** A test of a token that is asked for. */
export interface SmokeTest {
  name: string;
  origin: Origin;
  client: Placed;
  audience: Placed;
  organization: Placed | undefined;
  scope: string[] | undefined;
  /** The environments that it is for; all when absent. */
  environments: Placed[] | undefined;
  expect: Expectation;
  call: SmokeCall | undefined;
}

/** What is expected of a token, or of a refusal. */
export interface Expectation {
  scope?: string[];
  permissions?: string[];
  /** In seconds. */
  lifetime?: number;
  typ?: string;
  alg?: string;
  claims?: Json;
  denied?: { code?: string; reason?: string; status?: number };
  /** Where each stands, by its name. */
  origins: Record<string, Origin>;
}

/** A call of an API with the token. */
export interface SmokeCall {
  method: string;
  /** Empty when not one method has one. */
  url: Placed;
  body: Json | undefined;
  status: number;
  json: Json | undefined;
  origin: Origin;
}

/** A file that says nothing. */
export const noSmokeFile: SmokeFile = { credentials: [], decryption: [], tests: [], domains: [] };

/** The ways that a call may have. */
export const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** What the nodes of a smoke file say. */
export function smokeFileOf(root: Node | undefined): SmokeFile {
  return {
    credentials: namedIn(fieldOf(root, 'credentials'), (node) => ({
      secret: placedAt(node, 'secret'),
      key: placedAt(node, 'key'),
      alg: placedAt(node, 'alg')?.text,
    })),
    decryption: namedIn(fieldOf(root, 'decryption'), (node) => placed(node)?.text ?? ''),
    tests: namedIn(fieldOf(root, 'tests'), (node) => node).map(({ name, origin, value }) =>
      testOf(name, origin, value),
    ),
    domains: itemsOf(fieldOf(root, 'domains')),
  };
}

function testOf(name: string, origin: Origin, node: Node): SmokeTest {
  const nothing = { text: '', origin };
  const environments = fieldOf(node, 'environments');
  return {
    name,
    origin,
    client: placedAt(node, 'client') ?? nothing,
    audience: placedAt(node, 'audience') ?? nothing,
    organization: placedAt(node, 'organization'),
    scope: wordsOf(fieldOf(node, 'scope')),
    environments: environments === undefined ? undefined : itemsOf(environments),
    expect: expectationOf(fieldOf(node, 'expect')),
    call: callOf(fieldOf(node, 'call')),
  };
}

function expectationOf(node: Node | undefined): Expectation {
  const [scope, permissions] = [wordsOf(fieldOf(node, 'scope')), wordsOf(fieldOf(node, 'permissions'))];
  const [typ, alg] = [placedAt(node, 'typ')?.text, placedAt(node, 'alg')?.text];
  const [lifetime, claims, denied] = ['lifetime', 'claims', 'denied'].map((name) => jsonAt(node, name));
  const given = typeof lifetime === 'number' || typeof lifetime === 'string' ? milliseconds(lifetime) : undefined;
  return {
    ...(scope === undefined ? {} : { scope }),
    ...(permissions === undefined ? {} : { permissions }),
    ...(given === undefined ? {} : { lifetime: given / 1000 }),
    ...(typ === undefined ? {} : { typ }),
    ...(alg === undefined ? {} : { alg }),
    ...(claims === undefined ? {} : { claims }),
    ...(denied === undefined ? {} : { denied: deniedOf(denied) }),
    origins: Object.fromEntries(
      (node?.type === 'map' ? node.entries : []).map(({ key, value }) => [key, value.origin] as const),
    ),
  };
}

function deniedOf(value: Json): NonNullable<Expectation['denied']> {
  if (typeof value === 'string') return { code: value };
  const { code, reason, status } = isBody(value) ? value : {};
  return {
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof reason === 'string' ? { reason } : {}),
    ...(typeof status === 'number' ? { status } : {}),
  };
}

function callOf(node: Node | undefined): SmokeCall | undefined {
  if (node === undefined) return undefined;
  const [method, ...others] = methods.filter((name) => fieldOf(node, name) !== undefined);
  const url = method === undefined || others.length > 0 ? undefined : placedAt(node, method);
  const expected = jsonAt(node, 'expect');
  const [status, json] = isBody(expected) ? [expected['status'], expected['json']] : [expected, undefined];
  return {
    method: method ?? '',
    url: url ?? { text: '', origin: node.origin },
    body: jsonAt(node, 'body'),
    status: typeof status === 'number' ? status : 200,
    json,
    origin: node.origin,
  };
}

function namedIn<Value>(node: Node | undefined, read: (value: Node) => Value): Named<Value>[] {
  const entries = node?.type === 'map' ? node.entries : [];
  return entries.map(({ key, keyOrigin, value }) => ({
    name: key,
    origin: keyOrigin,
    value: read(value),
    valueOrigin: value.origin,
  }));
}

function placed(node: Node | undefined): Placed | undefined {
  if (node?.type !== 'scalar' || node.value === null) return undefined;
  return { text: String(node.value), origin: node.origin };
}

function placedAt(node: Node | undefined, field: string): Placed | undefined {
  return placed(fieldOf(node, field));
}

function jsonAt(node: Node | undefined, field: string): Json | undefined {
  const found = fieldOf(node, field);
  return found === undefined ? undefined : toJson(found);
}

function itemsOf(node: Node | undefined): Placed[] {
  const items = node?.type === 'list' ? node.items : node === undefined ? [] : [node];
  return items.flatMap((item) => placed(item) ?? []);
}

/** Words in a list, or between blanks. */
function wordsOf(node: Node | undefined): string[] | undefined {
  if (node === undefined) return undefined;
  return itemsOf(node).flatMap(({ text }) => text.split(/\s+/).filter((word) => word !== ''));
}
