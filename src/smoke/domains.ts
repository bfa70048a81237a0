import type { Case } from '../model/case.ts';
import type { Place } from '../model/diagnostic.ts';
import { isBody, keyText } from '../model/json.ts';
import type { Body } from '../model/json.ts';

/** What was found at a domain; what was not looked for is absent. */
export interface Seen {
  /** The records that prove whose the domain is, and what DNS has in their places. */
  records?: { type: string; name: string; wanted: string; answers: readonly string[]; why?: string | undefined }[];
  tls?:
    | { type: 'answered'; version: string; cipher: string; endsAt: number; issuer: string; why?: string }
    | { type: 'silent'; why: string }
    | undefined;
  /** The issuer that its discovery document names, or why there is none. */
  issuer?: { text: string } | { why: string };
  /** The names of the keys that it publishes. */
  keys?: readonly string[];
}

/** A domain whose tokens are asked for: the tenant's own, or a custom one with what the API says of it. */
export interface Domain {
  name: string;
  issuer: string;
  row?: Body;
  place?: Place | undefined;
}

/** A certificate that ends within so many days is worth a word. */
const soon = 30;
const day = 86_400_000;

/** The records of a custom domain that its owner has to set. */
export function recordsOf({ verification, domain }: Body): { type: 'CNAME' | 'TXT'; name: string; wanted: string }[] {
  const methods = isBody(verification) && Array.isArray(verification['methods']) ? verification['methods'] : [];
  return methods.filter(isBody).flatMap((method) => {
    const type = keyText(method['name'] ?? '').toUpperCase();
    if (type !== 'CNAME' && type !== 'TXT') return [];
    return [
      { type, name: keyText(method['domain'] ?? domain ?? ''), wanted: keyText(method['record'] ?? '') } as const,
    ];
  });
}

/** Whether a custom domain works as far as the API says. */
export function isReady({ status }: Body): boolean {
  return status === 'ready';
}

/** What becomes of a domain: a case for each thing that was looked at. `keys` are those of the tenant's own domain. */
export function domainCases(domain: Domain, seen: Seen, keys: readonly string[] | undefined, now: number): Case[] {
  const one = (code: string, name: string, verdict: Pick<Case, 'state' | 'lines'> & Partial<Case>): Case => ({
    suite: domain.name,
    name,
    code: `domain/${code}`,
    ...verdict,
    ...(domain.place === undefined ? {} : { place: domain.place }),
  });
  const { row } = domain;
  return [
    ...(row === undefined ? [] : [one('status', 'status', statusOf(row))]),
    ...(seen.records ?? []).map((record) => one('record', `${record.type} ${record.name}`, recordVerdict(record))),
    ...(row === undefined || !isBody(row['certificate'])
      ? []
      : [one('certificate', 'certificate', provisioned(row['certificate']))]),
    ...(seen.tls === undefined ? [] : [one('tls', 'TLS', tlsVerdict(seen.tls, now))]),
    ...(seen.issuer === undefined ? [] : [one('issuer', 'issuer', issuerVerdict(seen.issuer, domain.issuer))]),
    ...(seen.keys === undefined || keys === undefined ? [] : [one('keys', 'keys', keysVerdict(seen.keys, keys))]),
  ];
}

type Verdict = Pick<Case, 'state' | 'lines'> & Partial<Case>;

const passed = (...lines: string[]): Verdict => ({ state: 'passed', lines });
const failed = (...lines: string[]): Verdict => ({ state: 'failed', lines });

function statusOf(row: Body): Verdict {
  const status = keyText(row['status'] ?? 'unknown');
  if (isReady(row)) return passed(status);
  const todo = recordsOf(row).map(({ type, name, wanted }) => `${type} ${name} ${wanted}`);
  const hint =
    todo.length === 0 ? {} : { hint: `set the record ${todo.join(', or ')}, then: tenantry domains --verify` };
  return { ...failed(status), ...hint };
}

/** DNS names end with a dot, or not. */
const bare = (name: string): string => name.replace(/\.$/, '').toLowerCase();

function recordVerdict({ wanted, answers, why }: NonNullable<Seen['records']>[number]): Verdict {
  if (answers.some((answer) => bare(answer) === bare(wanted))) return passed(wanted);
  const found =
    answers.length === 0 ? `is not there${why === undefined ? '' : ` (${why})`}` : `is ${answers.join(', ')}`;
  return { ...failed(`${found}, wanted is ${wanted}`), hint: `set it to ${wanted}` };
}

function provisioned({ status, renews_before: until, error_msg: why }: Body): Verdict {
  const said = [
    keyText(status ?? ''),
    ...(until === undefined || until === null ? [] : [`renewed before ${keyText(until)}`]),
  ];
  if (status === 'provisioned') return passed(said.join(', '));
  if (status === 'provisioning') return { state: 'unknown', lines: ['is being made'] };
  return failed([...said, ...(typeof why === 'string' ? [why] : [])].join(': '));
}

function tlsVerdict(tls: NonNullable<Seen['tls']>, now: number): Verdict {
  if (tls.type === 'silent') return failed(`no handshake: ${tls.why}`);
  const days = Math.floor((tls.endsAt - now) / day);
  const what = `${tls.version} ${tls.cipher}, certificate of ${tls.issuer}`;
  if (tls.endsAt <= now) return failed(`the certificate ended ${-days} days ago`);
  if (tls.why !== undefined) return failed(`the certificate is not trusted: ${tls.why}`);
  if (!/^TLSv1\.[23]$/.test(tls.version)) return failed(`${tls.version} is out of date`);
  const ends = `ends in ${days} days`;
  return days < soon ? { ...failed(`the certificate ${ends}`), severity: 'warning' } : passed(`${what} ${ends}`);
}

function issuerVerdict(issuer: NonNullable<Seen['issuer']>, wanted: string): Verdict {
  if ('why' in issuer) return failed(issuer.why);
  return issuer.text === wanted ? passed(issuer.text) : failed(`is ${issuer.text}, wanted is ${wanted}`);
}

function keysVerdict(held: readonly string[], wanted: readonly string[]): Verdict {
  const isSame = held.length === wanted.length && wanted.every((key) => held.includes(key));
  return isSame ? passed(`${held.length} keys, those of the tenant`) : failed('are not those of the tenant');
}
