import type { Body } from '../model/json.ts';

/** An answer from outside, or why there is none. */
export type Asked<Value> = { type: 'known'; value: Value } | { type: 'unknown'; why: string };

/** What DNS and a TLS handshake say of a custom domain. */
export interface DomainFacts {
  /** Where its name leads. */
  cname: Asked<string[]>;
  /** When its certificate ends, in milliseconds since 1970. */
  certificate: Asked<number>;
}

/** What a rule may need beside resources; what is absent was not asked for. */
export interface Facts {
  /** The files, by the paths that messages name them by, that have a test beside them. */
  tested?: ReadonlySet<string>;
  /** Events of the tenant's log by their type, the latest first. */
  logs?: Asked<ReadonlyMap<string, readonly Body[]>>;
  /** How many Rules and Hooks the tenant still has. */
  legacy?: Asked<number>;
  domains?: ReadonlyMap<string, DomainFacts>;
  /** Advisories by `name@version` of packages, the titles of those that are high or critical. */
  advisories?: Asked<ReadonlyMap<string, readonly string[]>>;
}
