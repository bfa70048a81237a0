import type {
  ApplyOutput,
  CheckOutput,
  Diagnostic,
  DisagreementOutput,
  PlanOutput,
  RefusalOutput,
  TargetsOutput,
  ValidateOutput,
} from './output-api.d.ts';

/** What is told while a call goes on: the same that a terminal shows. */
export type TenantryEvent =
  /** So much of a type of resource is to be read, and has been. */
  | { type: 'reading'; resource: string; expected: number; read: number }
  /** Everything is recorded, and the first request that writes is about to be sent: from here on what is begun is finished. */
  | { type: 'begin'; requests: number }
  /** The steps of a wave begin. */
  | { type: 'wave'; number: number; of: number; steps: number }
  | { type: 'step'; address: string; do: 'create' | 'update' | 'delete' }
  | {
      type: 'outcome';
      address: string;
      do: 'create' | 'update' | 'delete';
      status: 'done' | 'failed' | 'skipped' | 'not started';
      reason?: string;
    }
  /** Every step has ended, and that is recorded. What was written is read again. */
  | { type: 'end' };

/** Which tenant is meant, and what its files are read with. */
export interface FilesOptions {
  /** The folder that relative paths start from, and in whose project runs are recorded; by default the working directory of the process. */
  cwd?: string;
  /** A folder, or the name of one under `tenants/`; it may be left out when there is only one. */
  tenant?: string;
  /**
   * What the process environment is for the command line: credentials, proxies, values of keywords and secrets. By default there are
   * none: give it `process.env` to have the same.
   */
  variables?: Record<string, string | undefined>;
  /** Values of keywords; those win over all others. */
  keywords?: Record<string, string>;
  /** Whether fields that the API no longer has are errors. */
  strict?: boolean;
  /** Folders outside of the tenant's that its files may be in. */
  allowedPaths?: string[];
}

/** What every call may be given that asks a tenant. */
export interface CallOptions extends FilesOptions {
  /** Ends the call. A plan is left where it is; an apply finishes what is in flight, and starts nothing more. */
  signal?: AbortSignal;
  /** Is told what happens. What it throws is thrown by the call when that has come to its end, and not before. */
  onEvent?: (event: TenantryEvent) => void;
  /** The most requests in flight, by default 10. */
  concurrency?: number;
  /** How long one try of a request may take, in seconds, by default 30. */
  requestTimeout?: number;
}

/** What `validate` is asked. */
export interface ValidateOptions extends FilesOptions {
  /** The environment; all of them when it is absent. */
  environment?: string;
}

/** What `plan` and `drift` are asked. */
export interface EnvironmentOptions extends CallOptions {
  environment: string;
  /** Nothing but these resources or types, and what they need to be there. */
  only?: string[];
}

/** What `plan` is asked. */
export interface PlanOptions extends EnvironmentOptions {
  /** Lets more deletes pass than `policy.max_deletes`. */
  allowDeletes?: number;
  /** Whether all secrets are sent, whether they have changed or not. */
  sendSecrets?: boolean;
  /** A file to save the plan in, for `readPlan` and `tenantry apply --plan`. */
  out?: string;
}

/** What `drift` is asked. */
export interface DriftOptions extends EnvironmentOptions {
  /** Whether the log of the tenant is asked who changed it; needs `read:logs`. */
  who?: boolean;
}

/** Which targets are asked for. */
export interface TargetsOptions extends FilesOptions {
  environment?: string;
  /** The rings, in the order in which they are deployed; those of other rings are left out. */
  rings?: string[];
  /** A commit: only the targets of which the configuration is not what it was there. */
  changedSince?: string;
  /** The most targets that one job takes. */
  batch?: number;
}

/** How a plan is applied. What it says of the tenant's files is, where it is absent, as it was for `plan`; but for `variables`. */
export interface ApplyOptions extends CallOptions {
  /** Whether exactly the plan is applied; by default that or less of it. */
  exact?: boolean;
  allowDeletes?: number;
  sendSecrets?: boolean;
  /** Whether nothing more is started after the first failure. */
  stopOnError?: boolean;
  /** Nothing more is started after that many seconds. */
  timeout?: number;
}

/**
 * A plan that was agreed to: one that `plan` or `readPlan` gave, and no copy of it. It is frozen data: what `tenantry plan --format json`
 * says.
 */
export type Plan = Readonly<PlanOutput>;

/** What is given back when nothing is done, because something is wrong. */
export interface Refused {
  status: 'refused';
  output: RefusalOutput;
  diagnostics: Diagnostic[];
  /** What the checks found that the environment requires before an apply. */
  checks?: CheckOutput;
  /** In what there is something else to do than was agreed to. */
  disagreement?: DisagreementOutput;
}

/** What the files of a tenant are. Without errors they are valid. */
export interface Validated {
  status: 'valid' | 'invalid';
  /** What `tenantry validate --format json` says. */
  output: ValidateOutput;
  diagnostics: Diagnostic[];
}

/** What is planned. */
export interface Planned {
  /** Whether an apply would write anything. */
  status: 'changes' | 'nothing';
  /** What `tenantry plan --format json` says. */
  output: PlanOutput;
  /** The same for `apply`. */
  plan: Plan;
  /** Warnings. */
  diagnostics: Diagnostic[];
}

/** What of a tenant is not as its files say. */
export interface Drifted {
  status: 'drift' | 'nothing';
  /** What `tenantry drift --format json` says. */
  output: PlanOutput;
  /** Warnings. */
  diagnostics: Diagnostic[];
  /** With `who`: who changed it last, as far as the log says. */
  changedBy?: { address: string; at: string; by: string; channel: 'dashboard' | 'API' }[];
}

/** What came of an apply. */
export interface Applied {
  /**
   * `applied` in full; `nothing` to do; `partly`, with something left to do; `failed` when nothing could be done; `interrupted` when the
   * signal came before anything was begun.
   */
  status: 'applied' | 'nothing' | 'partly' | 'failed' | 'interrupted';
  /** What `tenantry apply --format json` says. */
  output: ApplyOutput;
  /** Warnings. */
  diagnostics: Diagnostic[];
}

/** Why a call was not possible: it was wrong, or the world said no. */
export declare class TenantryError extends Error {
  override readonly name: 'TenantryError';
  /** A stable name of the error, in kebab-case; `defect` is one of tenantry's own. */
  readonly code: string;
  /** What to do about it. */
  readonly hint: string | undefined;
  /** The HTTP status of the answer, when it was one. */
  readonly status: number | undefined;
  constructor(code: string, message: string, detail?: { hint?: string | undefined; status?: number | undefined });
}

/** Checks the files of a tenant for all its environments, offline. */
export declare function validate(options?: ValidateOptions): Promise<Validated>;

/** Compares files and tenant: what an apply would do. Never writes to the tenant. */
export declare function plan(options: PlanOptions): Promise<Planned | Refused>;

/** Says what of a tenant is not as its files say, and why. Never writes to the tenant. */
export declare function drift(options: DriftOptions): Promise<Drifted | Refused>;

/**
 * Plans anew, and carries that out when it is what was agreed to, or less; refuses when it is more or something else. What is done is
 * recorded in `.tenantry/runs/` of the project, as by the command line.
 */
export declare function apply(plan: Plan, options?: ApplyOptions): Promise<Applied | Refused>;

/** The tenants under `tenants/` with their environments, offline: what `tenantry targets --format json` says. */
export declare function targets(options?: TargetsOptions): Promise<TargetsOutput>;

/** Reads a plan that was saved, by its path. */
export declare function readPlan(path: string, options?: { cwd?: string }): Promise<Plan>;
