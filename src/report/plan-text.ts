import type { Action, Change } from '../model/change.ts';
import type { Plan } from '../model/plan.ts';
import { viewOf } from './fields.ts';
import type { Paint, Tone } from './paint.ts';

/** How a difference is told: as what an apply would do, or as what somebody has changed. */
export type Telling = 'plan' | 'drift';

const signs: Record<Action, string> = { create: '+', update: '~', replace: '±', delete: '-', none: ' ' };

const verbs: Record<Telling, Record<Action, string>> = {
  plan: { create: 'create', update: 'update', replace: 'replace', delete: 'delete', none: 'leave' },
  drift: { create: 'missing', update: 'changed', replace: 'changed', delete: 'not in the files', none: 'equal' },
};

const counted: Record<Telling, [Action, string][]> = {
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
export function planText(plan: Plan, telling: Telling, paint: Paint): string {
  const carried = plan.changes.filter(({ withheld }) => withheld === undefined);
  const withheld = plan.changes.filter((change) => change.withheld !== undefined);
  const blocks = carried.map((change) => changeText(change, telling, paint));
  const kept = withheld.map((change) => changeText(change, telling, paint));
  const heading = kept.length === 0 ? [] : [paint('warning', 'Withheld, and left as it is:')];
  return [...blocks, ...heading, ...kept, summaryText(plan, telling, paint)].join('\n\n');
}

/** The last line of a plan: how many changes of each kind. */
export function summaryText(plan: Plan, telling: Telling, paint: Paint): string {
  const carried = plan.changes.filter(({ withheld }) => withheld === undefined);
  const counts = counted[telling].flatMap(([action, text]) => {
    const { length } = carried.filter((change) => change.action === action);
    return length === 0 ? [] : [`${length} ${text}`];
  });
  const { length } = plan.changes.filter(({ withheld }) => withheld !== undefined);
  const rest = [...(length === 0 ? [] : [`${length} withheld`]), `${plan.unchanged} unchanged`];
  const title = `${plan.tenant}/${plan.environment}`;
  if (counts.length > 0) return paint('strong', `${title}: ${[...counts, ...rest].join(', ')}`);
  const nothing = telling === 'plan' ? 'no changes' : 'no drift';
  return paint('strong', `${title}: ${nothing} (${rest.join(', ')})`);
}

function changeText(change: Change, telling: Telling, paint: Paint): string {
  const { action, address, fields, because, withheld, place } = change;
  const where = place === undefined ? '' : paint('quiet', `  ${place.file}:${place.line}`);
  const why = because === undefined || because.length === 0 ? '' : ` because ${because.join(', ')} cannot be changed`;
  const tone = toneOf(action);
  return [
    `${paint(tone, `${signs[action]} ${verbs[telling][action]}`)} ${paint('strong', address)}${why}${where}`,
    ...(withheld === undefined ? [] : [paint('warning', `    withheld: ${withheld.reason}`)]),
    ...fields.flatMap((field) => fieldText(field, action, telling, paint)),
  ].join('\n');
}

/** The lines about one field of a change. */
export function fieldText(field: Change['fields'][number], action: Action, telling: Telling, paint: Paint): string[] {
  const view = viewOf(field);
  const name = `    ${field.path}:`;
  if (view.kind === 'lines') {
    const lines = view.lines.map(({ sign, text }) => {
      const line = `      ${sign} ${text}`.trimEnd();
      return sign === ' ' ? paint('quiet', line) : paint(sign === '+' ? 'create' : 'delete', line);
    });
    return [name, ...lines];
  }
  const { before, after } = view;
  if (action === 'create') return [`${name} ${after ?? ''}`];
  if (telling === 'drift')
    return [
      `${name} ${paint('create', after ?? 'nothing')} in the files, ${paint('delete', before ?? 'nothing')} in the tenant`,
    ];
  return [`${name} ${paint('delete', before ?? 'nothing')} -> ${paint('create', after ?? 'nothing')}`];
}

function toneOf(action: Action): Tone {
  if (action === 'create') return 'create';
  return action === 'delete' || action === 'replace' ? 'delete' : 'update';
}
