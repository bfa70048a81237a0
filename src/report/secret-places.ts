import type { Plan } from '../model/plan.ts';
import { visible } from '../model/visible.ts';
import type { Mask } from '../secrets/mask.ts';
import { messages } from './messages.ts';
import { styled } from './view.ts';
import type { Group, Line, Report } from './view.ts';

/** A report of a plan with the places that an apply may send secrets to: what it would send is not known where they have no values. */
export function withSecretPlaces(report: Report, { secrets = [] }: Plan, mask: Mask): Report {
  if (secrets.length === 0) return report;
  const group: Group = { heading: messages.secretsHeading(), emphasis: 'quiet', isApart: true };
  const say = (text: string): string => visible(mask(text));
  const details = secrets.map(({ address, path, from }): Line => ({
    sign: ' ',
    parts: [{ text: say(`${address} ${path}  `) }, styled('quiet', say(from))],
  }));
  const entry = { group, head: [{ text: messages.secretPlaces(secrets.length) }], notes: [], details };
  return { ...report, entries: [...report.entries, entry], groups: [...report.groups, group] };
}
