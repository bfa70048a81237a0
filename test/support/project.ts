import { posix } from 'node:path';
import { stringify } from 'yaml';
import { createEmulator } from '../../src/emulator/emulator.ts';
import type { Emulator, EmulatorOptions } from '../../src/emulator/emulator.ts';
import { DEPLOYER } from '../../src/emulator/seed.ts';
import { schemaCompiler } from '../../src/session/schemas.ts';
import { parse } from '../../src/yaml/parse.ts';
import type { Loaded } from '../../src/load/load.ts';
import type { Document } from '../../src/yaml/parse.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import { formatPlace, hasErrors, placeOf } from '../../src/model/diagnostic.ts';
import type { Outcome } from '../../src/model/outcome.ts';
import type { Plan } from '../../src/model/plan.ts';
import { goalOfFiles } from '../../src/goals.ts';
import { apply, plan } from '../../src/pipeline.ts';
import type { Project } from '../../src/goals.ts';
import type { Planned } from '../../src/pipeline.ts';
import { resourceTypes as allTypes } from '../../src/resources/index.ts';
import type { ResourceTypes } from '../../src/catalog/resource-type.ts';
import { sourceOf } from '../../src/model/tree.ts';
import { connect } from '../../src/auth0/connect.ts';
import type { Connection } from '../../src/auth0/connect.ts';
import { usualRetries } from '../../src/auth0/retry.ts';
import { schemaChecker } from '../../src/validate/schema.ts';
import { quickClock } from './quick-clock.ts';

const schemas = schemaChecker(schemaCompiler());

/** What a test's tenant consists of; objects are written as YAML. */
export interface Files {
  /** The content of tenant.yaml. */
  tenant: object | string;
  /** The environment file, by default one with `domain: local` and `policy.delete: true`. */
  environment?: object | string;
  /** Other files by their path. */
  files?: Record<string, string>;
}

/** A project in memory, read by the same parser as files are. */
export function projectOf(
  { tenant, environment, files = {} }: Files,
  resourceTypes: ResourceTypes = allTypes,
): Project {
  const diagnostics: Diagnostic[] = [];
  const document = (path: string, content: object | string): Document => {
    const parsed = parsedOnce(path, content);
    diagnostics.push(...parsed.diagnostics);
    return parsed;
  };
  const loaded: Loaded = {
    tenant: 'test',
    folder: 'test',
    documents: [document('tenant.yaml', tenant)],
    own: new Map(),
    environments: new Map([
      ['local', document('environments/local.yaml', environment ?? { domain: 'local', policy: { delete: true } })],
    ]),
    defaults: undefined,
    keywordNames: new Set(),
    diagnostics,
    files: {
      text: (path) => {
        const text = files[posix.normalize(path)];
        return text === undefined ? undefined : sourceOf(path, text);
      },
      parsed: parse,
      raw: (path) => files[path],
      read: () => [],
    },
  };
  const sources = { set: {}, env: {}, secrets: 'needed', readSecret: loaded.files.raw } as const;
  return { loaded, resourceTypes, schemas, sources };
}

/** Tests plan the same files several times; the last documents are kept as they were parsed. */
const recent = new Map<string, Document & { diagnostics: Diagnostic[] }>();

function parsedOnce(path: string, content: object | string): Document & { diagnostics: Diagnostic[] } {
  const key = `${path}\n${typeof content === 'string' ? content : JSON.stringify(content)}`;
  const found = recent.get(key);
  if (found !== undefined) return found;
  const source = sourceOf(path, typeof content === 'string' ? content : stringify(content, { lineWidth: 0 }));
  const parsed = { source, ...parse(source) };
  recent.set(key, parsed);
  const [oldest] = recent.keys();
  if (recent.size > 20 && oldest !== undefined) recent.delete(oldest);
  return parsed;
}

/** A tenant of the emulator and a connection to it. `send` may stand between the two. */
export interface Emulated {
  emulator: Emulator;
  connection: Connection;
  /** The writes since the last call, as `METHOD path`. */
  writes: () => string[];
  /** A request with a token of the deployer, around the tool. */
  request: (method: string, path: string, body?: unknown) => Promise<{ status: number; body: unknown }>;
}

/** Answers instead of the emulator, where it has an answer. */
export type Before = (request: Request) => Response | undefined | Promise<Response | undefined>;

/** Starts an emulated tenant. */
export function emulated(options: EmulatorOptions = {}, before?: Before): Emulated {
  const emulator = createEmulator({ buildMilliseconds: 1, ...options });
  const connection = connect({
    domain: 'local',
    credentials: { type: 'secret', ...DEPLOYER },
    retries: { ...usualRetries, tries: 1, clock: quickClock() },
    fetch: async (url, init) => {
      const request = new Request(url, init);
      return (await before?.(request.clone())) ?? emulator.fetch(request);
    },
  });
  let seen = 0;
  let token: string | undefined;
  const call = (method: string, path: string, headers: Record<string, string>, body: unknown): Promise<Response> =>
    emulator.fetch(
      new Request(`https://local${path}`, {
        method,
        headers: { 'content-type': 'application/json', ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
  return {
    emulator,
    connection,
    writes: () => {
      const found = emulator.requests
        .slice(seen)
        .filter(({ method, path }) => method !== 'GET' && path !== '/oauth/token');
      seen = emulator.requests.length;
      return found.map(({ method, path, status }) => `${method} ${path.replace('/api/v2', '')} ${status}`);
    },
    request: async (method, path, body) => {
      token ??= await tokenOf(call);
      const response = await call(method, `/api/v2${path}`, { authorization: `Bearer ${token}` }, body);
      const text = await response.text();
      return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
    },
  };
}

async function tokenOf(
  call: (method: string, path: string, headers: Record<string, string>, body: unknown) => Promise<Response>,
): Promise<string> {
  const audience = 'https://local/api/v2/';
  const grant = {
    grant_type: 'client_credentials',
    client_id: DEPLOYER.clientId,
    client_secret: DEPLOYER.clientSecret,
    audience,
  };
  const answer = (await (await call('POST', '/oauth/token', {}, grant)).json()) as { access_token: string };
  return answer.access_token;
}

/** Validates and plans; throws with the texts of all diagnostics when there are errors. */
export async function planOf(
  files: Files,
  { connection }: Emulated,
  resourceTypes: ResourceTypes = allTypes,
): Promise<Planned & { plan: Plan }> {
  const described = goalOfFiles(projectOf(files, resourceTypes), 'local');
  if (hasErrors(described.diagnostics)) throw new Error(textOf(described.diagnostics));
  const planned = await plan(described, connection);
  if (planned.plan === undefined) throw new Error(textOf(planned.diagnostics));
  return { ...planned, plan: planned.plan };
}

/** Plans and applies; the outcomes of all changes come back. */
export async function applyOf(
  files: Files,
  tenant: Emulated,
  resourceTypes: ResourceTypes = allTypes,
): Promise<Outcome[]> {
  const planned = await planOf(files, tenant, resourceTypes);
  return runPlan(planned, tenant);
}

/** Carries out a plan without showing anything; one step after the other when the order of the requests is looked at. */
export function runPlan(
  planned: Planned & { plan: Plan },
  { connection }: Emulated,
  isInTurn = false,
): Promise<Outcome[]> {
  return apply(planned.plan, planned, connection, isInTurn ? inTurn : quietly);
}

/** `file:line:column code message` for each diagnostic. */
export function textOf(diagnostics: readonly Diagnostic[]): string {
  return diagnostics
    .map(
      ({ origin, code, message, address }) =>
        `${origin ? formatPlace(placeOf(origin)) : '-'} ${code} ${address ?? ''} ${message}`,
    )
    .join('\n');
}

async function inTurn(waves: readonly { jobs: { run: () => Promise<unknown> }[] }[]): Promise<void> {
  for (const { jobs } of waves) for (const { run } of jobs) await run().catch(() => undefined);
}

async function quietly(waves: readonly { jobs: { run: () => Promise<unknown> }[] }[]): Promise<void> {
  for (const { jobs } of waves) await Promise.allSettled(jobs.map(({ run }) => run()));
}
