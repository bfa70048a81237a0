import { realClock } from '../../../src/auth0/clock.ts';
import type { Clock } from '../../../src/auth0/clock.ts';
import { inside, project, tenantry } from './tenantry.ts';
import type { Result } from './tenantry.ts';

/** What a check says as data, as far as the tests look at it. */
export interface Said {
  counts: Record<string, number>;
  cases: {
    name: string;
    state: string;
    severity: string;
    address?: string;
    lines: string[];
    place?: { file: string; line: number; column: number };
  }[];
}

/** An environment of production in the emulator. */
export const local = 'domain: local\nkind: production\n';
/** An API with two mistakes. */
export const hs256 =
  'resourceServers:\n  - name: Parcels\n    identifier: https://parcels.example\n    signing_alg: HS256\n    token_lifetime: 604800\n';
/** A clock that stands at a time. */
export const at = (time: string): Clock => ({ ...realClock, now: () => Date.parse(time) });

/** A result as data. */
export const said = ({ stdout }: Result): Said => JSON.parse(stdout) as Said;
/** The findings of a result. */
export const failed = (result: Result): string[] =>
  said(result).cases.flatMap(({ name, state, address = '' }) => (state === 'failed' ? [`${name} ${address}`] : []));

/** A check of the files of `acme` for prod, as data. */
export function check(cwd: string, args: string[] = [], clock?: Clock): Promise<Result> {
  const words = ['check', 'acme', '--env', 'prod', '--on', 'files', '--format', 'json', ...args];
  // A process of its own has the time of the machine.
  return clock === undefined ? tenantry(words, { cwd }) : inside(words, { cwd, clock }).result;
}

/** A project with this environment and tenant. */
export const acme = (environment = local, tenant = hs256): string =>
  project({ 'tenant.yaml': tenant, 'environments/prod.yaml': environment });

/** An environment with a waiver. */
export const waiver = (more: string): string =>
  `${local}checks:\n  waivers:\n    - { rule: apis/hs256, reason: It is replaced, owner: billing, until: 2027-03-31${more} }\n`;
