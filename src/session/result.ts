import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { planDigest } from '../plan/agreement.ts';
import { messages } from '../record/messages.ts';
import { readResult } from '../record/result-file.ts';
import type { Result } from '../record/result-file.ts';
import { planOfRun } from '../record/runs.ts';
import { deedsOf, summaryOf } from '../record/summary.ts';
import { findRun, runsFor } from './records.ts';
import type { Surroundings } from './surroundings.ts';

/** The largest file that is read. */
const megabytes = 200;

/** What a file has, or else what is recorded of the run of that id. Throws a `UsageError` when there is neither, or it is damaged. */
export async function resultOf(what: string, surroundings: Surroundings): Promise<Result> {
  const content = contentOf(what, surroundings.cwd);
  if (content !== undefined) {
    const result = readResult(what, content);
    return result.type === 'plan' ? { digest: planDigest(result.plan), ...result } : result;
  }
  const runs = await runsFor(undefined, undefined, surroundings);
  const isRun = what === 'last' ? runs.length > 0 : what !== '' && runs.some(({ id }) => id.startsWith(what));
  if (!isRun) throw messages.reportMissing(what);
  return resultOfRun(what, surroundings);
}

/** What is recorded of a run. Throws a `UsageError` when there is none, or its record is damaged. */
export async function resultOfRun(id: string, surroundings: Surroundings): Promise<Result & { type: 'run' }> {
  const found = await findRun(id, surroundings);
  const { plan } = planOfRun(found).plan;
  return { type: 'run', run: summaryOf(found), plan, deeds: deedsOf(found) };
}

/** The text of a file, in the two forms in which shells write what a program prints; nothing when there is no such file. */
function contentOf(path: string, cwd: string): string | undefined {
  const full = resolve(cwd, path);
  const found = statSync(full, { throwIfNoEntry: false });
  if (found === undefined || path === '') return undefined;
  if (!found.isFile()) throw messages.reportNoFile(path);
  if (found.size > megabytes * 1_000_000) throw messages.reportTooLarge(path, megabytes);
  const bytes = bytesOf(full, path);
  const isWide = bytes[0] === 0xff && bytes[1] === 0xfe;
  return bytes.toString(isWide ? 'utf16le' : 'utf8').replace(/^\uFEFF/, '');
}

function bytesOf(full: string, path: string): Buffer {
  try {
    return readFileSync(full);
  } catch {
    throw messages.reportNoFile(path);
  }
}
