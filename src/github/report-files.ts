import { join } from 'node:path';
import { hasSteps } from '../model/plan.ts';
import { placeOf } from '../model/diagnostic.ts';
import { jsonText } from '../model/json.ts';
import type { TargetReport } from '../model/target.ts';
import { visible } from '../model/visible.ts';
import { planDigest } from '../plan/agreement.ts';
import { writeWhole } from '../record/disk.ts';
import { planFileText } from '../record/plan-file.ts';
import type { FormatOptions } from '../report/formats/format.ts';
import { formats } from '../report/formats/index.ts';
import { plain } from '../report/style.ts';
import type { Mask } from '../secrets/mask.ts';
import { savedPlan } from '../session/saved-plan.ts';
import { messages } from './messages.ts';
import type { TargetRun } from './run-target.ts';

/** The files of one target, and the digest of what its plan asks for. */
export interface Written {
  planFile?: string;
  planDigest?: string;
  html?: string;
  json?: string;
  markdown?: string;
}

/** Where the files of a target go. */
export interface Writing {
  /** The folder of the target. */
  folder: string;
  mask: Mask;
  /** A further place for the plan. */
  out: string | undefined;
  /** Where places of the files are shown. */
  urlOf: FormatOptions['urlOf'];
}

/** Commands of which others read what became of each target. */
const reported: readonly string[] = ['plan', 'apply', 'drift'];

/** Writes what a command came to: the plan that is approved or refused, the page, Markdown, and what became of the target. Throws a `UsageError`. */
export async function writeReports(run: TargetRun, { folder, mask, out, urlOf }: Writing): Promise<Written> {
  const { command, id, planned, report } = run;
  const written: Written = {};
  const write = (name: string, text: string): string => {
    const path = join(folder, name);
    writeWhole(path, text);
    return path;
  };
  if (planned !== undefined) {
    const saved = savedPlan(planned.session, planned.ready);
    const text = planFileText(saved);
    written.planFile = write('plan.json', text);
    if (out !== undefined) {
      written.planFile = out;
      writeWhole(out, text);
    }
    if (hasSteps(saved.plan)) written.planDigest = planDigest(saved.plan);
  }
  if (report !== undefined) {
    const html = await formats.html();
    written.html = write(`${id}.${command}.html`, html(report, { style: plain, mask, urlOf }));
    written.markdown = write(`${command}.md`, await markdownOf(run, mask));
  }
  if (reported.includes(command))
    written.json = write('report.json', `${jsonText(targetReport(run, written, mask), 2)}\n`);
  return written;
}

/** What a command came to as Markdown, of at most as many bytes as the limit says. */
export async function markdownOf({ report, title, ...run }: TargetRun, mask: Mask, limit?: number): Promise<string> {
  const markdown = await formats.markdown();
  const options = { style: plain, mask, ...(limit === undefined ? {} : { limit }) };
  if (report !== undefined) return mask(markdown(report, options));
  const said = mask(run.stopped?.diagnostic.message ?? messages.nothingSaid(run.code));
  return mask(
    markdown(
      { data: {}, title: visible(mask(title)), counts: visible(said), entries: [], groups: [], remarks: [] },
      options,
    ),
  );
}

/** What became of a target, masked. */
function targetReport(run: TargetRun, { planDigest: digest }: Written, mask: Mask): TargetReport {
  const { id, command, outcome, planned, report, result, authors, stopped, seconds } = run;
  const config = planned?.session.files.target.config;
  const text = (value: string): string => visible(mask(value));
  const found = [...run.diagnostics, ...(stopped === undefined ? [] : [stopped.diagnostic])];
  return {
    formatVersion: 1,
    id,
    tenant: config?.tenant ?? run.target.tenant ?? '',
    environment: config?.environment.name ?? run.target.env ?? '',
    ...(config === undefined ? {} : { ring: config.environment.ring }),
    isProduction: config?.environment.checks.isProduction ?? false,
    command: command === 'apply' || command === 'drift' ? command : 'plan',
    outcome,
    title: report?.counts ?? text(stopped?.diagnostic.message ?? messages.nothingSaid(run.code)),
    ...(digest === undefined ? {} : { planDigest: digest }),
    diagnostics: found.map(({ severity, code, message, origin }) => ({
      severity,
      code,
      message: text(message),
      ...(origin === undefined ? {} : { place: placeOf(origin) }),
    })),
    ...(result === undefined
      ? {}
      : {
          outcomes: result.outcomes.map(({ address, status, reason }) => ({
            address: text(address),
            status,
            ...(reason === undefined ? {} : { reason: text(reason) }),
          })),
        }),
    ...(command !== 'drift'
      ? {}
      : {
          changedBy: authors.map(({ address, at, by, channel }) => ({
            address: text(address),
            who: text(by),
            when: at,
            by: channel,
          })),
        }),
    ...(planned === undefined ? {} : { requests: planned.session.connection.figures().requests }),
    seconds,
    ...(planned?.ready.plan.offline === undefined ? {} : { snapshotOf: planned.ready.plan.offline }),
  };
}
