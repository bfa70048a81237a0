import { messages } from './messages.ts';
import type { Change } from '../model/change.ts';
import type { Plan } from '../model/plan.ts';

/** The version of the JSON that reports are written in; it changes when a reader would have to. */
export const formatVersion = 2;

/** A plan as data for other programs. Secrets are masked already. */
export function planData(plan: Plan): object {
  const { tenant, environment, domain, changes, waves, unchanged, part, secrets, offline } = plan;
  const count = (action: string): number =>
    changes.filter((change) => change.action === action && change.withheld === undefined).length;
  return {
    formatVersion,
    tenant,
    environment,
    domain,
    ...(part === undefined ? {} : { part }),
    ...(offline === undefined ? {} : { offline }),
    summary: {
      create: count('create'),
      update: count('update'),
      replace: count('replace'),
      delete: count('delete'),
      withheld: changes.filter(({ withheld }) => withheld !== undefined).length,
      unchanged,
    },
    changes: changes.map(changeData),
    ...(secrets === undefined ? {} : { secrets }),
    waves: waves.map((steps) => steps.map(({ dependsOn: _dependsOn, ...step }) => step)),
  };
}

/** A change in the same form. */
export function changeData(change: Change): object {
  return {
    address: change.address,
    type: change.type,
    action: change.action,
    ...(change.cause === undefined ? {} : { cause: messages.cause(change.cause) }),
    fields: change.fields.map(({ path, before, after, isSecret, cause }) => ({
      path,
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
      ...(isSecret === true ? { secret: true } : {}),
      ...(cause === undefined ? {} : { cause: messages.cause(cause) }),
    })),
    ...(change.action === 'replace' ? { because: change.because } : {}),
    ...(change.action === 'update' && change.moved !== undefined ? { moved: change.moved } : {}),
    ...('takesAlong' in change ? { takesAlong: change.takesAlong } : {}),
    ...('duplicates' in change ? { duplicates: change.duplicates } : {}),
    ...(change.withheld === undefined ? {} : { withheld: change.withheld }),
    ...(change.place === undefined ? {} : { place: change.place }),
  };
}
