import type { Clock } from '../auth0/clock.ts';
import type { OnRequest } from '../auth0/request-log.ts';

/** What of the world outside a session may ask: everything else comes from files and from the tenant. */
export interface Surroundings {
  /** The working directory. */
  cwd: string;
  /** The process environment: credentials, proxies, values of keywords. */
  env: Record<string, string | undefined>;
  /** Aborted when the user stops the run. */
  signal: AbortSignal;
  clock: Clock;
  /** Told of every request to a tenant, and to others. */
  onRequest?: OnRequest;
}
