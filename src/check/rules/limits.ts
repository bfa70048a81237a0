import { groupBy } from '../../model/group.ts';
import { failedAt, passed, unknown } from '../verdict.ts';
import type { Hit, Verdict } from '../verdict.ts';
import type { CheckRule, Option, Options } from '../rule.ts';
import type { World } from '../world.ts';
import { auth0Docs } from './common.ts';

/** How many of a type a tenant may have, and of a child one parent. Source: Auth0, entity limit policy. */
const most: Record<string, number> = {
  clients: 100_000,
  resourceServers: 100_000,
  clientGrants: 100_000,
  roles: 1000,
  actions: 100,
  actionModules: 100,
  forms: 500,
  flows: 500,
  'organizations.client_grants': 100,
};

/** The types that are read for it; of the lists of organizations those count that the files manage. */
const also = Object.keys(most).filter((type) => !type.includes('.'));

const options: Record<string, Option> = Object.fromEntries(
  Object.entries(most).map(([type, count]) => [type, { default: count, says: `How many \`${type}\` there may be.` }]),
);

/** How full each type is: the count of the fullest parent of children, of the tenant else. */
function countsOf(world: World, given: Options): { type: string; count: number; limit: number; place: Hit }[] {
  return Object.keys(most).flatMap((type) => {
    const own = world.ofType(type).filter(({ system }) => system === undefined);
    const groups = [...groupBy(own, ({ resource }) => resource.parent ?? '').values()];
    const fullest = groups.sort((a, b) => b.length - a.length)[0] ?? [];
    const last = fullest.at(-1);
    const place: Hit = { path: [], ...(last === undefined ? {} : { subject: last }) };
    return [{ type, count: fullest.length, limit: given.number(type), place }];
  });
}

function limitVerdict(world: World, given: Options, isWrong: (count: number, limit: number) => boolean): Verdict {
  const counts = countsOf(world, given);
  const full = counts.filter(({ count, limit }) => isWrong(count, limit));
  if (full.length === 0 && also.some((type) => world.lackOf(type)?.state === 'unknown')) return unknown(world.toKnow);
  const hits = full.map(({ type, count, limit, place }) => ({ ...place, says: `${count} of ${limit} ${type}` }));
  return hits.length === 0 ? passed : failedAt(hits);
}

/** Checks of how much a tenant may have. */
export const limitRules: readonly CheckRule[] = [
  {
    type: 'tenant',
    id: 'limits/near',
    about: 'clients',
    also,
    options,
    find: (world, given) => limitVerdict(world, given, (count, limit) => count >= limit * 0.8 && count <= limit),
    says: 'the tenant is near to what its plan lets it have',
    hint: 'delete what nobody uses, or ask Auth0 for more in time; set the numbers of your plan as options of this rule',
    why: 'The apply that reaches the limit fails half-way.',
    production: 'warning',
    other: 'warning',
    profiles: ['m2m'],
    from: auth0Docs,
    decided: 'plan',
  },
  {
    type: 'tenant',
    id: 'limits/exceeded',
    about: 'clients',
    also,
    options,
    find: (world, given) => limitVerdict(world, given, (count, limit) => count > limit),
    says: 'the files have more than the plan of the tenant lets it have',
    hint: 'delete what nobody uses, or ask Auth0 for more; set the numbers of your plan as options of this rule',
    why: 'Auth0 refuses what is too many, and the rest of the apply depends on it.',
    production: 'error',
    other: 'error',
    profiles: ['m2m'],
    from: auth0Docs,
    decided: 'plan',
  },
];
