import type { FailureGroup, ForeignChange, LogDigest } from '../model/log.ts';

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** What is said of a tenant's log. */
export const logMessages = {
  failures: (): string => 'Failures',
  warnings: (): string => 'Warnings',
  others: (): string => 'Changes by others',
  counts: ({ events, failures, others, ours }: LogDigest, since: string): string => {
    const failed = failures.reduce((sum, { count }) => sum + count, 0);
    const parts = [
      ...(failed > 0 ? [plural(failed, 'failure')] : []),
      ...(others.length > 0 ? [`${plural(others.length, 'change')} by others`] : []),
      ...(ours > 0 ? [`${plural(ours, 'change')} by tenantry`] : []),
    ];
    return `${plural(events, 'event')} ${since}${parts.length === 0 ? '' : `: ${parts.join(', ')}`}`;
  },
  head: ({ who, title, count }: FailureGroup): string => `${who === '' ? '' : `${who}  `}${count} × ${title}`,
  when: ({ first, last, code }: Pick<FailureGroup, 'first' | 'last' | 'code'>): string =>
    `${first === last ? first : `${first} to ${last}`}  ${code}`,
  changed: (address: string): string => `the last run changed ${address}`,
  execution: (id: string): string => `execution ${id}`,
  change: ({ subject, method, fields }: ForeignChange): string =>
    `${subject}  ${method}${fields.length === 0 ? '' : ` ${fields.join(', ')}`}`,
  by: ({ at, by, channel, tool }: ForeignChange): string =>
    `${at}  ${by} (${channel}${tool === undefined || channel === 'dashboard' ? '' : `, ${tool}`})`,
  successes: (found: LogDigest['successes']): string =>
    `Besides: ${found.map(({ title, count }) => `${count} × ${title}`).join(', ')}.`,
  trials: (count: number): string => `Asked for by tenantry smoke, and no failure: ${plural(count, 'refusal')}.`,
  reachesBackTo: (time: string): string =>
    `The log of the tenant reaches back to ${time} only: what was before is no longer kept, or did not happen.`,
  reading: (count: number): string => `reading the log: ${plural(count, 'event')}`,
  following: (since: string): string => `Following the log ${since}; Ctrl-C ends, and --since last goes on from there.`,
  quiet: (count: number): string =>
    `${plural(count, 'event')} that ${count === 1 ? 'is' : 'are'} no failure and no change by others`,
};
