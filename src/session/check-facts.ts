import { readdirSync } from 'node:fs';
import { Resolver } from 'node:dns/promises';
import { basename, dirname, extname, resolve } from 'node:path';
import { connect } from 'node:tls';
import type { Connection } from '../auth0/connect.ts';
import { tenantLog } from '../auth0/tenant-log.ts';
import type { Fetch } from '../auth0/transport.ts';
import { rows } from '../catalog/endpoints.ts';
import type { ChosenRule } from '../check/check.ts';
import type { Asked, DomainFacts, Facts } from '../check/facts.ts';
import { groupBy } from '../model/group.ts';
import { Failure } from '../model/failure.ts';
import { isBody, keyText, parseJson } from '../model/json.ts';
import type { Body } from '../model/json.ts';
import { select } from '../model/path.ts';
import type { DesiredState } from '../model/resource.ts';
import { nodeAt } from '../model/tree.ts';
import { messages } from './messages.ts';

/** What is asked outside of files and tenant: DNS, a TLS handshake, the registry of packages. */
export interface Outsiders {
  cname: (domain: string) => Promise<string[]>;
  certificateEnd: (domain: string) => Promise<number>;
  fetch: Fetch;
  /** The address of the registry of packages. */
  registry: string;
}

/** How long DNS and a handshake may take. */
const patience = 5000;

/** The network of this machine; `servers` of DNS and a port are for tests. */
export function network(fetch: Fetch, registry: string, servers: readonly string[] = [], port = 443): Outsiders {
  const resolver = new Resolver({ timeout: patience, tries: 2 });
  if (servers.length > 0) resolver.setServers(servers);
  return {
    cname: (domain) => resolver.resolveCname(domain),
    certificateEnd: (domain) => certificateEnd(domain, port),
    fetch,
    registry,
  };
}

/** When the certificate ends that a domain shows. */
function certificateEnd(domain: string, port: number): Promise<number> {
  return new Promise((resolved, failed) => {
    // What it ends with is looked at, and nothing is sent: who signed it does not matter here.
    const socket = connect({ host: domain, port, servername: domain, rejectUnauthorized: false }, () => {
      const { valid_to: end } = socket.getPeerCertificate();
      socket.destroy();
      resolved(Date.parse(end));
    });
    socket.setTimeout(patience, () => socket.destroy(new Error('no answer')));
    socket.once('error', failed);
  });
}

/** Which files with code have a test beside them, by the names that messages have for them. */
export function testedFiles({ resources }: DesiredState, cwd: string): Set<string> {
  const files = [...resources.values()].flatMap(({ type, source }) => {
    const node = type === 'actions' && source !== undefined ? nodeAt(source.node, ['code']) : undefined;
    return node?.type === 'scalar' && node.file !== undefined ? [node.file.path] : [];
  });
  return new Set(files.filter((path) => hasTest(resolve(cwd, path))));
}

function hasTest(path: string): boolean {
  const names = namesIn(dirname(path));
  const tests = names.filter((name) => /\.test\.(?:ya?ml|[cm]?[jt]s)$/.test(name));
  const sources = names.filter((name) => /\.[cm]?js$/.test(name) && !tests.includes(name));
  const own = `${basename(path, extname(path))}.test.`;
  return tests.some((name) => name.startsWith(own)) || (tests.length > 0 && sources.length === 1);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** What some rules ask of the tenant beside its resources, and of the network. */
export async function liveFacts(
  chosen: readonly ChosenRule[],
  connection: Connection,
  live: readonly { type: string; key: string; body: Body }[],
  outsiders: Outsiders | undefined,
): Promise<Facts> {
  const asked = new Set(chosen.flatMap(({ rule }) => ('asks' in rule && rule.asks !== undefined ? [rule.asks] : [])));
  const none: Asked<never> = { type: 'unknown', why: messages.emulated() };
  const domains = live.filter(({ type }) => type === 'customDomains').map(({ key }) => key);
  const packages = live.flatMap(({ type, body }) => (type === 'actions' ? select(body, 'dependencies[]') : []));
  const pairs = packages.flatMap(({ value }) =>
    isBody(value) ? [[keyText(value['name'] ?? ''), keyText(value['version'] ?? '')] as const] : [],
  );
  const [logs, legacy, found, advisories] = await Promise.all([
    asked.has('logs') ? logEvents(connection) : undefined,
    asked.has('legacy') ? legacyCount(connection) : undefined,
    Promise.all(
      domains.map(async (name): Promise<[string, DomainFacts]> => [
        name,
        outsiders === undefined || !asked.has('domains')
          ? { cname: none, certificate: none }
          : await domainFacts(name, outsiders),
      ]),
    ),
    outsiders === undefined || !asked.has('advisories') ? none : advisoriesOf(pairs, outsiders),
  ]);
  return {
    ...(logs === undefined ? {} : { logs }),
    ...(legacy === undefined ? {} : { legacy }),
    domains: new Map(found),
    advisories,
  };
}

/** What DNS and a handshake say of a domain. A name without a record has none; without an answer nothing is known. */
export async function domainFacts(domain: string, { cname, certificateEnd: end }: Outsiders): Promise<DomainFacts> {
  const [records, certificate] = await Promise.all([
    cname(domain).then(known, (error: unknown) => (hasNone(error) ? known<string[]>([]) : notKnown(error))),
    end(domain).then(known, notKnown),
  ]);
  return { cname: records, certificate };
}

function known<Value>(value: Value): Asked<Value> {
  return { type: 'known', value };
}

function notKnown(error: unknown): { type: 'unknown'; why: string } {
  return { type: 'unknown', why: messages.noAnswer(error instanceof Error ? error.message : String(error)) };
}

function hasNone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOTFOUND' || error.code === 'ENODATA');
}

/** The last events of the log, by their type. */
async function logEvents({ reader }: Connection): Promise<Facts['logs']> {
  return refusable(async () => {
    const log = tenantLog(reader);
    const events = await Promise.all(['s', 'depnote'].map((type) => log.search(`type:${type}`, 1)));
    return groupBy(events.flat(), ({ type }) => keyText(type ?? ''));
  });
}

async function legacyCount({ reader }: Connection): Promise<Asked<number>> {
  return refusable(async () => {
    const [rules, hooks] = await Promise.all([
      rows(reader.rules.list({ per_page: 100 })),
      rows(reader.hooks.list({ per_page: 100 })),
    ]);
    return rules.length + hooks.length;
  });
}

async function refusable<Value>(ask: () => Promise<Value>): Promise<Asked<Value>> {
  try {
    return known(await ask());
  } catch (error) {
    if (!(error instanceof Failure) || error.status === undefined || error.status >= 500) throw error;
    return { type: 'unknown', why: messages.refusedToSay(error.message) };
  }
}

/** What the registry knows of weaknesses of packages: names and versions go there, and nothing else. */
export async function advisoriesOf(
  packages: readonly (readonly [name: string, version: string])[],
  { fetch, registry }: Outsiders,
): Promise<Asked<ReadonlyMap<string, string[]>>> {
  if (packages.length === 0) return known(new Map());
  try {
    const found = new Map<string, string[]>();
    const url = `${registry.replace(/\/$/, '')}/-/npm/v1/security/advisories/bulk`;
    // One question for each version: the answer does not say of which it is.
    for (const [name, version] of new Map(packages.map((one) => [one.join('@'), one] as const)).values()) {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ [name]: [version] }),
        signal: AbortSignal.timeout(patience),
      });
      if (!response.ok) return notKnown(new Error(`${response.status} of ${new URL(url).host}`));
      const answer = parseJson(await response.text());
      const list = isBody(answer) && Array.isArray(answer[name]) ? answer[name] : [];
      const titles = list.flatMap((one) =>
        isBody(one) && (one['severity'] === 'high' || one['severity'] === 'critical')
          ? [keyText(one['title'] ?? '')]
          : [],
      );
      if (titles.length > 0) found.set(`${name}@${version}`, titles);
    }
    return known(found);
  } catch (error) {
    return notKnown(error);
  }
}
