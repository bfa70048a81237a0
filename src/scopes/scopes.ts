import { compareText } from '../model/json.ts';
import { select } from '../model/path.ts';
import type { Resource } from '../model/resource.ts';
import type { Type } from '../catalog/catalog.ts';
import type { Scopes } from '../catalog/resource-type.ts';
import { isEdit } from '../selection.ts';
import type { Selection } from '../selection.ts';

/** What of a tenant is reached: the kinds read whole, those of which names are read, and the lists of children. */
export interface Reached {
  resources: readonly Resource[];
  managed: ReadonlySet<Type>;
  named: ReadonlySet<Type>;
  lists: ReadonlySet<Type>;
}

/** API scopes in order: those that a plan needs, and those that an apply needs, the plan's among them. */
export interface RequiredScopes {
  plan: string[];
  apply: string[];
}

type Verb = 'read' | 'create' | 'update' | 'delete';

/** The API scopes that are needed for what the files reach, deletes as far as the policy allows them. */
export function scopes({ resources, managed, named, lists }: Reached, selection: Selection): RequiredScopes {
  const written = [...managed, ...lists];
  const fields = written.flatMap((type) => fieldScopes(type, resources));
  const plan = [
    ...[...named].flatMap((type) => namesScope(type)),
    ...written.flatMap((type) => scopesOf(type, type.scopes, ['read'])),
    ...fields.filter((scope) => scope.startsWith('read:')),
  ];
  const writes = written.flatMap((type) => scopesOf(type, type.scopes, writeVerbs(type, selection)));
  const checked = writes
    .filter((scope) => scope.startsWith('update:'))
    .map((scope) => scope.replace('update:', 'read:'));
  return { plan: ordered(plan), apply: ordered([...plan, ...fields, ...writes, ...checked]) };
}

/** The scopes of a kind for some verbs. */
export function scopesOf(type: Type, declared: Scopes | undefined, verbs: readonly Verb[]): string[] {
  const entries = typeof declared === 'string' ? [`crud:${declared}`] : (declared ?? []);
  const had = verbs.filter((verb) => hasEndpoint(type, verb));
  return entries.flatMap((entry) => {
    const [verb = '', stem = ''] = entry.split(':');
    if (verb === 'crud') return had.map((each) => `${each}:${stem}`);
    return verbs.some((each) => each === verb) ? [entry] : [];
  });
}

function hasEndpoint({ endpoints }: Type, verb: Verb): boolean {
  const { batch, list, listAll, get } = endpoints;
  if (verb === 'read') return (list ?? listAll ?? get) !== undefined;
  return endpoints[verb] !== undefined || (verb !== 'update' && batch !== undefined);
}

/** To list names, the first scope to read is enough; what is only read one by one has no list of names. */
function namesScope(type: Type): string[] {
  return type.endpoints.list === undefined ? [] : scopesOf(type, type.scopes, ['read']).slice(0, 1);
}

/** Deletes need the policy, but for items whose removal is an edit of their parent. */
function writeVerbs(type: Type, selection: Selection): Verb[] {
  return isEdit(type) || selection.allowsDelete(type) ? ['create', 'update', 'delete'] : ['create', 'update'];
}

/** The scopes of those fields that some resource of the kind declares. */
function fieldScopes(type: Type, resources: readonly Resource[]): string[] {
  const own = resources.filter((resource) => resource.type === type.name);
  return Object.entries(type.fieldScopes ?? {}).flatMap(([path, declared]) => {
    const isDeclared = own.some(({ body }) => select(body, path).length > 0);
    return isDeclared ? scopesOf(type, declared, ['read', 'update']) : [];
  });
}

function ordered(all: readonly string[]): string[] {
  return [...new Set(all)].sort(compareText);
}
