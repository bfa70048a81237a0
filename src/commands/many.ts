/** Options that make a command one about many targets. */
export interface ManyOptions {
  /** All tenants with all their environments. */
  all?: boolean;
  /** Which ones, as `harbor/prod`. */
  targets?: string[];
  rings?: string[];
  changedSince?: string;
  /** How many at once. */
  parallel?: number;
  /** How many of a ring may fail before nothing else is begun. */
  maxFailures?: number;
}

/** Whether a command is about many targets. */
export function isForMany({ all, targets, rings, changedSince }: ManyOptions): boolean {
  return all === true || targets !== undefined || rings !== undefined || changedSince !== undefined;
}
