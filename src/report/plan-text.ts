import type { Action, Change } from '../model/change.ts';
import type { Plan } from '../model/plan.ts';
import { viewOf } from './fields.ts';
import type { Style, Tone } from './style.ts';

/** How a difference is told: as what an apply would do, or as what somebody has changed. */
export type Wording = 'plan' | 'drift';

const signs: Record<Action, string> = { create: '+', update: '~', replace: '±', delete: '-', none: ' ' };

const verbs: Record<Wording, Record<Action, string>> = {
  plan: { create: 'create', update: 'update', replace: 'replace', delete: 'delete', none: 'leave' },
  drift: { create: 'missing', update: 'changed', replace: 'changed', delete: 'not in the files', none: 'equal' },
};

const counted: Record<Wording, [Action, string][]> = {
  plan: [
    ['create', 'to create'],
    ['update', 'to update'],
    ['replace', 'to replace'],
    ['delete', 'to delete'],
  ],
  drift: [
    ['create', 'missing'],
    ['update', 'changed'],
    ['replace', 'changed for good'],
    ['delete', 'not in the files'],
  ],
};

/** A plan as text: every change with its fields, what is withheld and why, and a summary as the last line. */
export function planText(plan: Plan, wording: Wording, style: Style): string {
  const carried = plan.changes.filter(({ withheld }) => withheld === undefined);
  const withheld = plan.changes.filter((change) => change.withheld !== undefined);
  const blocks = carried.map((change) => changeText(change, wording, style));
  const kept = withheld.map((change) => changeText(change, wording, style));
  const heading = kept.length === 0 ? [] : [style('warning', 'Withheld, and left as it is:')];
  return [...blocks, ...heading, ...kept, summaryText(plan, wording, style)].join('\n\n');
}

/** The last line of a plan: how many changes of each kind. */
export function summaryText(plan: Plan, wording: Wording, style: Style): string {
  const carried = plan.changes.filter(({ withheld }) => withheld === undefined);
  const counts = counted[wording].flatMap(([action, text]) => {
    const { length } = carried.filter((change) => change.action === action);
    return length === 0 ? [] : [`${length} ${text}`];
  });
  const { length } = plan.changes.filter(({ withheld }) => withheld !== undefined);
  const rest = [...(length === 0 ? [] : [`${length} withheld`]), `${plan.unchanged} unchanged`];
  const title = `${plan.tenant}/${plan.environment}`;
  if (counts.length > 0) return style('strong', `${title}: ${[...counts, ...rest].join(', ')}`);
  const nothing = wording === 'plan' ? 'no changes' : 'no drift';
  return style('strong', `${title}: ${nothing} (${rest.join(', ')})`);
}

function changeText(change: Change, wording: Wording, style: Style): string {
  const { action, address, fields, withheld, place } = change;
  const because = change.action === 'replace' ? change.because : [];
  const where = place === undefined ? '' : style('quiet', `  ${place.file}:${place.line}`);
  const why = because.length === 0 ? '' : ` because ${because.join(', ')} cannot be changed`;
  const tone = toneOf(action);
  return [
    `${style(tone, `${signs[action]} ${verbs[wording][action]}`)} ${style('strong', address)}${why}${where}`,
    ...(withheld === undefined ? [] : [style('warning', `    withheld: ${withheld.reason}`)]),
    ...fields.flatMap((field) => fieldText(field, action, wording, style)),
  ].join('\n');
}

/** The lines about one field of a change. */
export function fieldText(field: Change['fields'][number], action: Action, wording: Wording, style: Style): string[] {
  const view = viewOf(field);
  const name = `    ${field.path}:`;
  if (view.type === 'lines') {
    const lines = view.lines.map(({ sign, text }) => {
      const line = `      ${sign} ${text}`.trimEnd();
      return sign === ' ' ? style('quiet', line) : style(sign === '+' ? 'create' : 'delete', line);
    });
    return [name, ...lines];
  }
  const { before, after } = view;
  if (action === 'create') return [`${name} ${after ?? ''}`];
  if (wording === 'drift')
    return [
      `${name} ${style('create', after ?? 'nothing')} in the files, ${style('delete', before ?? 'nothing')} in the tenant`,
    ];
  return [`${name} ${style('delete', before ?? 'nothing')} -> ${style('create', after ?? 'nothing')}`];
}

function toneOf(action: Action): Tone {
  if (action === 'create') return 'create';
  return action === 'delete' || action === 'replace' ? 'delete' : 'update';
}
