import { handshake, records } from '../auth0/domain-probe.ts';
import type { ProbeOptions } from '../auth0/domain-probe.ts';
import { retrying } from '../auth0/retry.ts';
import { answer, rows } from '../catalog/endpoints.ts';
import { toFailure } from '../catalog/failures.ts';
import type { Case } from '../model/case.ts';
import { placeOf } from '../model/diagnostic.ts';
import { isBody, keyText, parseJson } from '../model/json.ts';
import type { Body } from '../model/json.ts';
import { domainCases, isReady, recordsOf } from '../smoke/domains.ts';
import type { Domain, Seen } from '../smoke/domains.ts';
import type { Session } from './connect.ts';

/** How domains are looked at. */
export interface DomainOptions {
  /** Name servers to ask, in the place of those of this machine. */
  servers?: readonly string[] | undefined;
  /** Whether Auth0 is asked to verify those that wait for it. */
  verify?: boolean | undefined;
  /** How long a verification is waited for, in milliseconds. */
  within?: number;
}

/** What was found of a custom domain. */
export interface DomainResult {
  row: Body;
  seen: Seen;
  cases: Case[];
}

/** Auth0 lets five verifications a minute pass. */
const between = 12_000;

/** The tenant's own domain. */
export function canonicalDomain({ issuer }: Session): Domain {
  return { name: new URL(issuer).host, issuer };
}

/** The custom domains of the tenant, each with what DNS, TLS and its own documents say of it. */
export async function customDomains(session: Session, options: DomainOptions = {}): Promise<DomainResult[]> {
  const { reader } = session.connection;
  const all = await rows(reader.customDomains.list());
  const found = options.verify === true ? await verified(all, session, options.within ?? 120_000) : all;
  const own = await documentsOf(canonicalDomain(session), session);
  return Promise.all(
    found.map(async (row) => {
      const domain = domainOf(row, session);
      const seen = await look(domain, session, options);
      return { row, seen, cases: domainCases(domain, seen, own.keys, session.workspace.surroundings.clock.now()) };
    }),
  );
}

/** What becomes of domains that a smoke file names: `canonical`, `custom`, or one of the custom ones. */
export async function domainTrials(names: readonly string[], session: Session): Promise<Case[]> {
  if (names.length === 0) return [];
  const canonical = names.includes('canonical') ? await canonicalCases(session) : [];
  const isCustom = (name: string): boolean => names.includes('custom') || names.includes(name);
  const wantsCustom = names.some((name) => name !== 'canonical');
  const custom = wantsCustom ? await customDomains(session) : [];
  return [
    ...canonical,
    ...custom.filter(({ row }) => isCustom(keyText(row['domain'] ?? ''))).flatMap(({ cases }) => cases),
  ];
}

async function canonicalCases(session: Session): Promise<Case[]> {
  const domain = canonicalDomain(session);
  const { hostname, port, protocol } = new URL(domain.issuer);
  const isServed = session.files.target.config.environment.domain !== 'local' && protocol === 'https:';
  const probe = port === '' ? {} : { port: Number(port) };
  const tls = isServed ? { tls: await handshake(hostname, probe) } : {};
  const documents = await documentsOf(domain, session);
  return domainCases(domain, { ...documents, ...tls }, documents.keys, session.workspace.surroundings.clock.now());
}

function domainOf(row: Body, { files }: Session): Domain {
  const name = keyText(row['domain'] ?? '');
  const declared = [...files.desired.resources.values()].find(
    ({ type, key }) => type === 'customDomains' && key === name,
  );
  const place = declared?.source === undefined ? undefined : placeOf(declared.source.node.origin);
  return { name, issuer: `https://${name}/`, row, place };
}

/** Looks at a domain: its records, and what it answers once it is ready. The embedded emulator has neither DNS nor TLS. */
async function look(domain: Domain, session: Session, options: ProbeOptions): Promise<Seen> {
  const { row = {} } = domain;
  const isEmbedded = session.files.target.config.environment.domain === 'local';
  // Who looks after the certificate may have put a proxy in front, and the record that proved the domain may be gone.
  const isWanted = !isReady(row) || row['type'] !== 'self_managed_certs';
  const found = await Promise.all(
    (isEmbedded || !isWanted ? [] : recordsOf(row)).map(async (record) => ({
      ...record,
      ...(await records(record.type, record.name, options)),
    })),
  );
  if (!isReady(row)) return { records: found };
  const tls = isEmbedded ? undefined : await handshake(domain.name, options);
  return { records: found, tls, ...(await documentsOf(domain, session)) };
}

/** The issuer and the keys that a domain names. */
async function documentsOf({ issuer }: Domain, session: Session): Promise<Pick<Seen, 'issuer' | 'keys'>> {
  const { clock, signal } = session.workspace.surroundings;
  const limits = { clock, tries: 1, tryMilliseconds: 15_000, allMilliseconds: 15_000 };
  const send = retrying(issuer === session.issuer ? session.fetch : session.outside, undefined, limits);
  const isEmbedded = session.files.target.config.environment.domain === 'local';
  const ask = isEmbedded ? retrying(session.fetch, undefined, limits) : send;
  const json = async (url: string): Promise<Body> => {
    const body = parseJson(await (await ask(url, { method: 'GET', signal })).text());
    return isBody(body) ? body : {};
  };
  try {
    const { issuer: named } = await json(`${issuer}.well-known/openid-configuration`);
    const { keys } = await json(`${issuer}.well-known/jwks.json`);
    const held = Array.isArray(keys) ? keys.filter(isBody).map(({ kid }) => keyText(kid ?? '')) : [];
    return { issuer: { text: keyText(named ?? '') }, keys: held };
  } catch (error) {
    return { issuer: { why: toFailure(error).message } };
  }
}

/** Asks Auth0 to verify the domains that wait for it, within its limit, until all are ready or the time is over. */
async function verified(all: readonly Body[], session: Session, within: number): Promise<Body[]> {
  const { clock, signal } = session.workspace.surroundings;
  const { writer } = session.connection;
  const found = new Map(all.map((row) => [keyText(row['custom_domain_id'] ?? ''), row]));
  const until = clock.now() + within;
  let isFirst = true;
  for (;;) {
    const open = [...found].filter(([, row]) => !isReady(row) && row['status'] !== 'disabled');
    if (open.length === 0 || (!isFirst && clock.now() + between > until)) return [...found.values()];
    for (const [id] of open) {
      if (!isFirst) await clock.sleep(between, signal);
      isFirst = false;
      found.set(id, { ...found.get(id), ...(await answer(writer.customDomains.verify(id))) });
    }
  }
}
