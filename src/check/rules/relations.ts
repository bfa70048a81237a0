import { keyText } from '../../model/json.ts';
import type { Subject, World } from '../world.ts';

/** The grants of a client or for an API, and whether those are all. */
export function grantsOf(
  { resource: { type, key } }: Subject,
  world: World,
  subjectType = 'client',
): { grants: Subject[]; isWhole: boolean } {
  const field = type === 'clients' ? 'client_id' : 'audience';
  const grants = grantsBy(world, field).get(key) ?? [];
  return {
    grants: grants.filter(({ resource: { body } }) => (body['subject_type'] ?? 'client') === subjectType),
    isWhole: world.lackOf('clientGrants') === undefined,
  };
}

const known = new WeakMap<World, Map<string, ReadonlyMap<string, Subject[]>>>();

/** All grants by one of their fields; a tenant may have thousands. */
function grantsBy(world: World, field: string): ReadonlyMap<string, Subject[]> {
  const byField = known.get(world) ?? new Map<string, ReadonlyMap<string, Subject[]>>();
  known.set(world, byField);
  const existing = byField.get(field);
  if (existing !== undefined) return existing;
  const groups = new Map<string, Subject[]>();
  for (const grant of world.ofType('clientGrants')) {
    const value = keyText(grant.resource.body[field] ?? '');
    const group = groups.get(value);
    if (group === undefined) groups.set(value, [grant]);
    else group.push(grant);
  }
  byField.set(field, groups);
  return groups;
}
