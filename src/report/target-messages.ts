import type { FleetOutcome, WhyChanged } from '../model/target.ts';

const why: Record<WhyChanged, string> = {
  configuration: 'changed',
  new: 'new',
  'was-invalid': 'its files had errors before',
  'is-invalid': 'its files have errors',
  tool: 'another version of tenantry',
};

const outcomes: Record<FleetOutcome, string> = {
  changes: 'with changes',
  nothing: 'without changes',
  applied: 'applied',
  partly: 'applied in part',
  refused: 'refused',
  failed: 'failed',
  'not started': 'not started',
};

const quantity = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** The words of reports about many targets. */
export const targetMessages = {
  targets: (count: number): string => quantity(count, 'target'),
  since: (count: number, total: number, since: string): string =>
    `${count} of ${total} changed since ${since.slice(0, 10)}`,
  why: (reason: WhyChanged): string => why[reason],
  gone: (names: readonly string[]): string =>
    `Gone from the files, and nothing is done to the tenants: ${names.join(', ')}.`,
  outcomeCount: (count: number, outcome: FleetOutcome): string => `${count} ${outcomes[outcome]}`,
  outcome: (outcome: FleetOutcome): string => outcomes[outcome],
  errors: (count: number, first: string): string => (count === 1 ? first : `${count} errors, the first one: ${first}`),
  againstSnapshot: (at: string): string => `against the snapshot of ${at}`,
  warnings: (count: number): string => quantity(count, 'warning'),
  moreWarnings: (names: readonly string[]): string =>
    `Warnings: tenantry validate shows those of ${names.slice(0, 5).join(', ')}${names.length > 5 ? ' and others' : ''}.`,
};
