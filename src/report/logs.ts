import type { FailureGroup, ForeignChange, LogDigest, LogEvent } from '../model/log.ts';
import { visible } from '../model/visible.ts';
import type { Mask } from '../secrets/mask.ts';
import { logMessages } from './log-messages.ts';
import { formatVersion } from './plan-data.ts';
import type { Style } from './style.ts';
import { notes, styled } from './view.ts';
import type { Entry, Group, Report } from './view.ts';

/** Which parts of a log are shown. */
export type LogParts = 'all' | 'failures' | 'changes';

/** What is said of a part of a log. */
export interface LogReportOptions {
  title: string;
  /** From where on it was read, in words. */
  since: string;
  reachesBackTo: string | undefined;
  parts: LogParts;
}

/** What is said of a tenant's log: failures first, then whose the changes are. */
export function logReport(
  digest: LogDigest,
  events: readonly LogEvent[],
  { title, since, reachesBackTo, parts }: LogReportOptions,
  mask: Mask,
): Report {
  const failures: Group = { heading: logMessages.failures(), emphasis: 'error', isApart: true };
  const warnings: Group = { heading: logMessages.warnings(), emphasis: 'warning', isApart: true };
  const others: Group = { heading: logMessages.others(), emphasis: 'update', isApart: true };
  const ofFailures = [
    ...digest.failures.map((one) => failureEntry(one, failures, mask)),
    ...digest.warnings.map((one) => failureEntry(one, warnings, mask)),
  ];
  const ofChanges = digest.others.map((one) => changeEntry(one, others, mask));
  const { successes } = digest;
  return {
    data: { formatVersion, since, reachesBackTo, ...digest, log: events },
    title: visible(mask(title)),
    counts: visible(mask(logMessages.counts(digest, since))),
    entries: [...(parts === 'changes' ? [] : ofFailures), ...(parts === 'failures' ? [] : ofChanges)],
    groups: [failures, warnings, others],
    remarks: [
      ...(parts === 'all' && successes.length > 0 ? [visible(logMessages.successes(successes))] : []),
      ...(parts !== 'changes' && digest.trials > 0 ? [logMessages.trials(digest.trials)] : []),
      ...(reachesBackTo === undefined ? [] : [visible(logMessages.reachesBackTo(reachesBackTo))]),
    ],
  };
}

function failureEntry(group: FailureGroup, heading: Group, mask: Mask): Entry {
  const { description, changed, execution } = group;
  const said = [
    ...(description === '' ? [] : [description]),
    ...changed.map(logMessages.changed),
    ...(execution === undefined ? [] : [logMessages.execution(execution)]),
    logMessages.when(group),
  ];
  return {
    group: heading,
    head: [styled(heading.emphasis, visible(mask(logMessages.head(group))))],
    notes: said.flatMap((line) => notes(mask(line))),
    details: [],
  };
}

function changeEntry(change: ForeignChange, group: Group, mask: Mask): Entry {
  return {
    group,
    head: [styled('update', visible(mask(logMessages.change(change))))],
    notes: notes(mask(logMessages.by(change)), 'quiet'),
    details: [],
  };
}

/** One event as a line, for those who follow a log. */
export function eventLine(event: LogEvent, isOurs: boolean, style: Style, mask: Mask): string {
  const { at, code, title, write, action, client, user, description } = event;
  const who = action?.name ?? client ?? user ?? '';
  const said = action?.error ?? description ?? '';
  const text =
    write === undefined
      ? [who, `${title} (${code})`, said].filter((part) => part !== '').join('  ')
      : `${write.by}${isOurs ? '' : ` (${write.channel})`}  ${write.method} ${write.path} ${write.fields.join(', ')}`.trim();
  const isFailure = event.class === 'error' && event.isTrial !== true;
  const sign = isFailure ? '✗' : event.class === 'warning' ? '!' : write === undefined ? ' ' : '~';
  const emphasis = isFailure ? 'error' : write === undefined || isOurs ? 'quiet' : 'update';
  return `${style('quiet', at)} ${style(emphasis, visible(mask(`${sign} ${text}`)))}`;
}
