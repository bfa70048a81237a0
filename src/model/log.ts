import type { Address } from './address.ts';

/** How much an event of a tenant's log matters. */
export type LogClass = 'error' | 'warning' | 'success';

/** A write of the Management API, as the log has it; nothing of what was written but the names of its fields. */
export interface LoggedWrite {
  method: string;
  /** Below `/api/v2`, such as `/clients/AbC`. */
  path: string;
  fields: string[];
  /** Where it came from. */
  channel: 'dashboard' | 'API';
  /** The user of the dashboard, or the client. */
  by: string;
  /** The program that sent it, as far as it says. */
  tool?: string;
}

/** One event of a tenant's log, without anything that may hold a secret. */
export interface LogEvent {
  id: string;
  /** ISO 8601, in UTC. */
  at: string;
  code: string;
  class: LogClass;
  /** What the code means. */
  title: string;
  /** The name of the application, or its id. */
  client?: string;
  clientId?: string;
  user?: string;
  audience?: string;
  scope?: string;
  organization?: string;
  /** What the tenant says of it. */
  description?: string;
  write?: LoggedWrite;
  /** `tenantry smoke` has asked for it, to see whether it is refused. */
  isTrial?: true;
  /** The action that failed. */
  action?: { name: string; error: string; execution?: string; version?: string };
}

/** The name by which the tenant's log knows who tries tokens: the user agent and the `Auth0-Client` of such a request. */
export const trialAgent = 'tenantry-smoke';

/** Failures that are the same but for their time. */
export interface FailureGroup {
  /** Who or what failed: an application, or an action. */
  who: string;
  code: string;
  title: string;
  description: string;
  count: number;
  first: string;
  last: string;
  /** What the last run did that may be the reason. */
  changed: Address[];
  /** The execution of an action, for the dashboard. */
  execution?: string;
}

/** A change by somebody else. */
export interface ForeignChange {
  at: string;
  by: string;
  channel: LoggedWrite['channel'];
  method: string;
  /** The resource, as far as its id is known; else the path. */
  subject: string;
  fields: string[];
  tool?: string;
}

/** What a part of a tenant's log says. */
export interface LogDigest {
  events: number;
  failures: FailureGroup[];
  warnings: FailureGroup[];
  /** How many writes this tool's own client sent. */
  ours: number;
  others: ForeignChange[];
  /** How many refusals `tenantry smoke` has asked for: they are no failures. */
  trials: number;
  /** Events of the class `success` that are no changes, by what they are called. */
  successes: { title: string; count: number }[];
}
