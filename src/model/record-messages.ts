import type { Address } from './address.ts';
import { UsageError } from './failure.ts';

const again = 'make the plan again, look at it, and apply that';

function list(names: readonly string[]): string {
  return names.map((name) => `\n  ${name}`).join('');
}

/** Messages about what is kept of runs: saved plans, journals, snapshots, locks. */
export const recordMessages = {
  planMissing: (path: string): UsageError =>
    new UsageError(`there is no plan in ${path}`, 'tenantry plan --out writes one'),
  planDamaged: (path: string): UsageError => new UsageError(`${path} is damaged: it is not what was saved`, again),
  planFormat: (path: string, found: string, known: number): UsageError =>
    new UsageError(`${path} is a plan of the format ${found}, and this is tenantry for the format ${known}`, again),
  planVersion: (path: string, found: string, own: string): UsageError =>
    new UsageError(`${path} was made by tenantry ${found}, and this is ${own}`, again),
  planTenant: (path: string, found: string, wanted: string): UsageError =>
    new UsageError(
      `${path} is a plan for ${found}, not for ${wanted}`,
      'name the tenant and the environment of the plan',
    ),
  filesChanged: (names: readonly string[]): UsageError =>
    new UsageError(`the files have changed since the plan was made:${list(names)}`, again),
  keywordsChanged: (names: readonly string[]): UsageError =>
    new UsageError(`keywords have changed since the plan was made:${list(names)}`, again),
  tenantChanged: (addresses: readonly Address[]): UsageError =>
    new UsageError(`the tenant has changed since the plan was made:${list(addresses)}`, again),
  cannotKeep: (path: string, cause: Error): UsageError =>
    new UsageError(
      `what is done cannot be recorded in ${path}: ${cause.message}`,
      'make room there, or allow tenantry to write there, and run again: without a record nothing more is sent',
    ),
  locked: (name: string, pid: number, host: string, since: string): UsageError =>
    new UsageError(
      `another apply to ${name} is running: process ${pid} on ${host}, since ${since}`,
      'wait until it has ended; runs of a pipeline take turns by its own means, such as concurrency in GitHub Actions',
    ),
  noRuns: (name: string): UsageError =>
    new UsageError(
      `nothing has been applied to ${name} from here`,
      'tenantry history lists the runs that are recorded',
    ),
  runMissing: (id: string): UsageError => new UsageError(`there is no run ${id}`, 'tenantry history lists them'),
  runDamaged: (path: string): UsageError =>
    new UsageError(`${path} cannot be read`, 'apply without --resume: planning again finishes the job just as well'),
  runFormat: (id: string, found: number, known: number): UsageError =>
    new UsageError(
      `the run ${id} is recorded in the format ${found}, and this is tenantry for the format ${known}`,
      'plan again: apply without --resume, or apply the files as they were before the run',
    ),
  runElsewhere: (id: string, found: string, wanted: string): [string, string] => [
    `the run ${id} was for ${found}, and the environment is now at ${wanted}`,
    'choose the environment whose domain it is',
  ],
  goingBack: (id: string, startedAt: string, limits: readonly string[]): string =>
    [
      `Back to before the run ${id}, which began at ${startedAt}.`,
      ...(limits.length === 0 ? [] : ['What cannot be brought back:']),
      ...limits.map((limit) => `  ${limit}`),
    ].join('\n'),
  resumeRollback: (id: string, undone: string): UsageError =>
    new UsageError(
      `the run ${id} is a rollback, which an apply would take back`,
      `finish it with rollback --run ${undone}, or apply without --resume`,
    ),
  nothingToResume: (id: string): UsageError =>
    new UsageError(`the run ${id} has ended: there is nothing to resume`, 'apply without --resume'),
};
