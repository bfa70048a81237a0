import type { Diagnostic, Place } from './diagnostic.ts';

/** One tenant in one environment: what is planned and applied at once. */
export interface Target {
  /** Its name in file names, artifacts and markers: `tenant-environment`. */
  id: string;
  /** The folder of the tenant, as `tenantry` is given it. */
  tenant: string;
  env: string;
  /** The step of a rollout that it belongs to; targets of one ring are deployed side by side. */
  ring: string;
  /** The environments of GitHub that hold the credentials: those that may read, and those that may write. Never a domain. */
  plan_environment: string;
  environment: string;
}

/** What a command came to, in one word. */
export type TargetOutcome =
  /** A plan that would change something; one that would not. */
  | 'changes'
  | 'nothing'
  /** Applied in full; in part, with something left to do. */
  | 'applied'
  | 'partly'
  /** Kept from beginning: the plan goes beyond what was approved; or the files are wrong, or something broke. */
  | 'refused'
  | 'failed';

/**
 * What became of one target, for those who report on many: the file `report.json`. It stands beside `plan.json`, the saved plan,
 * and never takes its place: what is approved is only what the plan itself says. Masked already.
 */
export interface TargetReport {
  formatVersion: 1;
  id: string;
  tenant: string;
  environment: string;
  ring?: string;
  /** Whether the environment is one of production (`kind: production`). */
  isProduction: boolean;
  command: 'plan' | 'apply' | 'drift';
  outcome: TargetOutcome;
  /** The counts in one line, such as `2 to create, 1 to delete`. */
  title: string;
  /** The digest of what the plan agrees to; none when there is no plan. */
  planDigest?: string;
  diagnostics: { severity: Diagnostic['severity']; code: string; message: string; place?: Place }[];
  /** Of an apply: what was done, by address; and of drift: who changed it. */
  outcomes?: { address: string; status: string; reason?: string }[];
  changedBy?: { address: string; who: string; when: string; by: string }[];
  /** Requests to the tenant, and seconds. */
  requests?: number;
  seconds?: number;
  /** Whether the tenant was the emulator, filled from a snapshot of that day. */
  snapshotOf?: string;
}
