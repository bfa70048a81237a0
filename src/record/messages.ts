import { warning } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { UsageError } from '../model/failure.ts';

/** What there is to do about a plan that cannot be applied. */
export const planAgain = 'make the plan again, look at it, and apply that';

const reportable =
  'name what plan --out has saved, what plan, drift, apply or show print with --format json, or the id of a run';

const whole = 'apply without --resume: planning again finishes the job just as well';

/** What is said of what is kept of runs: saved plans, journals, snapshots. */
export const messages = {
  snapshotDamaged: (path: string, why: string): UsageError =>
    new UsageError(
      'snapshot-damaged',
      `${path} is not a snapshot of a tenant: ${why}`,
      'tenantry pull --snapshot writes it anew',
    ),
  planDamaged: (path: string): UsageError =>
    new UsageError('plan-damaged', `${path} is damaged: it is not what was saved`, planAgain),
  planMisshapen: (path: string, place: string, wanted: string): UsageError =>
    new UsageError('plan-damaged', misshapen(path, place, wanted), planAgain),
  reportMisshapen: (path: string, place: string, wanted: string): UsageError =>
    new UsageError('report-damaged', misshapen(path, place, wanted), 'run the job again that wrote it'),
  planFormat: (path: string, found: string, known: number): UsageError =>
    new UsageError(
      'plan-format',
      `${path} is a plan of the format ${found}, and this is tenantry for the format ${known}`,
      planAgain,
    ),
  reportMissing: (what: string): UsageError =>
    new UsageError(
      'report-missing',
      `there is no file ${what}, and no run of that id`,
      'name a saved plan, a result of --format json, or a run: tenantry history lists them',
    ),
  reportNoFile: (path: string): UsageError =>
    new UsageError('report-no-file', `${path} is a folder, or cannot be read`, 'name a file'),
  reportTooLarge: (path: string, megabytes: number): UsageError =>
    new UsageError(
      'report-too-large',
      `${path} is larger than ${megabytes} MB: no plan of a tenant is`,
      'name what plan --out has saved, or a result of --format json',
    ),
  resultUnreadable: (path: string): UsageError =>
    new UsageError('report-unreadable', `${path} is damaged, or no JSON`, reportable),
  resultUnknown: (path: string): UsageError =>
    new UsageError('report-unknown', `${path} is neither a saved plan nor a result that can be reported`, reportable),
  resultVersion: (path: string, found: string, known: number): UsageError =>
    new UsageError(
      'report-version',
      `${path} has the formatVersion ${found}, and this is tenantry for ${known}`,
      'write it again with this version, or report it with the other',
    ),
  resultMisshapen: (path: string, place: string, wanted: string): UsageError =>
    new UsageError('report-damaged', misshapen(path, place, wanted), reportable),
  planVersion: (path: string, found: string, own: string): UsageError =>
    new UsageError('plan-version', `${path} was made by tenantry ${found}, and this is ${own}`, planAgain),
  filesChanged: (names: readonly string[]): UsageError =>
    new UsageError('files-changed', `the files have changed since the plan was made:${lines(names)}`, planAgain),
  keywordsChanged: (names: readonly string[]): UsageError =>
    new UsageError('keywords-changed', `keywords have changed since the plan was made:${lines(names)}`, planAgain),
  runUnreadable: (path: string): UsageError => new UsageError('run-damaged', `${path} cannot be read`, whole),
  runFormat: (id: string, found: number, known: number): UsageError =>
    new UsageError(
      'run-format',
      `the run ${id} is recorded in the format ${found}, and this is tenantry for the format ${known}`,
      'plan again: apply without --resume, or apply the files as they were before the run',
    ),
  runMisshapen: (path: string, place: string, wanted: string): UsageError =>
    new UsageError('run-damaged', misshapen(path, place, wanted), 'move the folder of that run away, and run again'),
  cannotKeep: (path: string, cause: Error): UsageError =>
    new UsageError(
      'cannot-record',
      `what is done cannot be recorded in ${path}: ${cause.message}`,
      'make room there, or allow tenantry to write there, and run again: without a record nothing more is sent',
    ),
  nothingWritten: (path: string, why: string): UsageError =>
    new UsageError(
      'cannot-write',
      `${path} cannot be written: ${why}`,
      'all files are as they were; make room, or allow tenantry to write there, and run again',
    ),
  notFinished: (path: string, why: string): UsageError =>
    new UsageError(
      'write-not-finished',
      `files were being written when a command was cut off, and that cannot be finished: ${path}: ${why}`,
      'make room, or allow tenantry to write there, and run again; old-0 and the like in that folder are what the files had before',
    ),
  writeFinished: (paths: readonly string[], left: readonly string[]): Diagnostic =>
    warning(
      'write-finished',
      `a command was cut off while it wrote ${paths.length === 1 ? '1 file' : `${paths.length} files`}, and this has been finished: ${paths.join(', ')}`,
      {
        hint:
          left.length === 0 ? undefined : `somebody has changed these since, and they were left: ${left.join(', ')}`,
      },
    ),
  writeUndone: (): Diagnostic =>
    warning('write-undone', 'a command was cut off before it wrote files: all are as they were', {
      hint: 'run it again',
    }),
  fileChanged: (path: string): UsageError =>
    new UsageError(
      'file-changed',
      `${path} has changed while this was running`,
      'all files are as they were; run again',
    ),
  beingWritten: (pid: number, host: string): UsageError =>
    new UsageError(
      'being-written',
      `the process ${pid} on ${host} is writing the files of this project`,
      'wait until it has ended, and run again',
    ),
  notOurFile: (path: string): UsageError =>
    new UsageError(
      'cannot-read',
      `${path} is not a regular file`,
      'tenantry keeps a file there: take away what it is now',
    ),
  noFile: (path: string): UsageError =>
    new UsageError(
      'cannot-write',
      `${path} cannot be written: it is a device, a pipe or something else of the system`,
      'name a file; its content is written beside it first, and then takes its place',
    ),
  cannotWrite: (path: string, why: string): UsageError =>
    new UsageError('cannot-write', `${path} cannot be written: ${why}`),
};

/** Names, each on a line of its own. */
export function lines(names: readonly string[]): string {
  return names.map((name) => `\n  ${name}`).join('');
}

function misshapen(path: string, place: string, wanted: string): string {
  return `${path} is damaged: ${place === '' ? 'it' : place} has to be ${wanted}`;
}
