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

/** Several targets of one ring that one job takes, one after the other. */
export interface TargetBatch {
  id: string;
  /** Which ones, as `harbor/prod,dock/prod`. */
  targets: string;
  ring: string;
  plan_environment: string;
  environment: string;
}

/** Why a target counts as changed since a commit. */
export type WhyChanged =
  /** What the files say for it. */
  | 'configuration'
  /** The commit did not have it; or its files had errors then, or have now. */
  | 'new'
  | 'was-invalid'
  | 'is-invalid'
  /** The version of tenantry, which may understand the same files otherwise. */
  | 'tool';

/** The targets of a repository, for the matrix of a pipeline. */
export interface Targets {
  formatVersion: 1;
  /** How many targets there are in `include`. */
  count: number;
  /** In the order of the rings, and in each by name. */
  include: Target[];
  /** What the jobs of each ring are for: targets, or batches of them. */
  rings: Record<string, Target[] | TargetBatch[]>;
  /** The rings in their order, also those without a target. */
  order: string[];
  /** How many there would be, had it not been asked for those that changed. */
  total: number;
  /** The commit that was compared with. */
  since?: string;
  /** By id, why a target changed since then. */
  why?: Record<string, WhyChanged>;
  /** What the commit had and the files have no more, as `harbor/prod`; nothing is done to those tenants. */
  gone?: string[];
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

/** The same of one of many targets; one that comes after others that failed is not even begun. */
export type FleetOutcome = TargetOutcome | 'not started';

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
