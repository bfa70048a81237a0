import type { Change } from '../model/change.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { compareText, pick } from '../model/json.ts';
import { select } from '../model/path.ts';
import { messages } from './messages.ts';
import type { DesiredState, Resource } from '../model/resource.ts';
import { typeOf } from '../catalog/catalog.ts';
import type { Catalog, Type } from '../catalog/catalog.ts';
import type { Scopes } from '../catalog/resource-type.ts';
import { isEdit } from '../selection.ts';
import type { Selection } from '../selection.ts';

/** What of a tenant is reached: the types read whole, those of which names are read, and the lists of children. */
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

/** The API scopes that are needed to read these kinds whole; secrets are not asked for. */
export function scopesToRead(types: readonly Type[]): string[] {
  const fields = types.flatMap((type) =>
    Object.entries(type.fieldScopes ?? {}).flatMap(([path, declared]) => {
      const isSecret = [...(type.secret ?? []), ...(type.sensitive ?? [])].some(
        (one) => one === path || one === `${path}.*`,
      );
      return isSecret ? [] : scopesOf(type, declared, ['read']);
    }),
  );
  return ordered([...types.flatMap((type) => scopesOf(type, type.scopes, ['read'])), ...fields]);
}

/** The API scopes that the requests of changes need, of those that are carried out. */
export function scopesOfChanges(changes: readonly Change[], { resources }: DesiredState, catalog: Catalog): string[] {
  const needed = changes.flatMap((change): string[] => {
    if (change.withheld !== undefined) return [];
    const type = typeOf(catalog, change.type);
    switch (change.action) {
      case 'none':
        return [];
      case 'create':
      case 'delete':
        return writeScopes(type, change.action);
      case 'replace':
        return [...writeScopes(type, 'delete'), ...writeScopes(type, 'create')];
      case 'update': {
        const { body = {} } = resources.get(change.address) ?? {};
        const sent = { ...change, body: pick(body, change.fieldsToSend) };
        return [...writeScopes(type, 'update'), ...fieldScopes(type, [sent]).filter(isForWrites)];
      }
    }
  });
  return ordered(needed);
}

/** What the token lacks for the changes of a plan. A token without any scope to write is there for planning alone. */
export function checkScopes(needed: readonly string[], granted: ReadonlySet<string> | undefined): Diagnostic[] {
  const lacking = lackingScopes(needed, granted);
  return lacking.length === 0 || ![...(granted ?? [])].some(isForWrites) ? [] : [messages.lackingScopes(lacking)];
}

/** The scopes that are not granted; none where it is not known which are. */
export function lackingScopes(needed: readonly string[], granted: ReadonlySet<string> | undefined): string[] {
  return needed.filter((scope) => granted?.has(scope) === false);
}

/** The scopes of one request. What has none of its own for a verb is an update, if only one of its parent. */
function writeScopes(type: Type, verb: Verb): string[] {
  if (type.scopes === undefined) return scopesOf(type.root, type.root.scopes, ['update']);
  const own = scopesOf(type, type.scopes, [verb]);
  return own.length > 0 ? own : scopesOf(type, type.scopes, ['update']);
}

function isForWrites(scope: string): boolean {
  return !scope.startsWith('read:');
}

/** The scopes of a type for some verbs. */
export function scopesOf(
  type: Pick<Type, 'endpoints'>,
  declared: Scopes | undefined,
  verbs: readonly Verb[],
): string[] {
  const entries = typeof declared === 'string' ? [`crud:${declared}`] : (declared ?? []);
  const had = verbs.filter((verb) => hasEndpoint(type, verb));
  return entries.flatMap((entry) => {
    const [verb = '', stem = ''] = entry.split(':');
    if (verb === 'crud') return had.map((each) => `${each}:${stem}`);
    return verbs.some((each) => each === verb) ? [entry] : [];
  });
}

function hasEndpoint({ endpoints }: Pick<Type, 'endpoints'>, verb: Verb): boolean {
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

/** The scopes of those fields that some resource of the type declares. */
function fieldScopes(type: Type, resources: readonly Pick<Resource, 'type' | 'body'>[]): string[] {
  const own = resources.filter((resource) => resource.type === type.name);
  return Object.entries(type.fieldScopes ?? {}).flatMap(([path, declared]) => {
    const isDeclared = own.some(({ body }) => select(body, path).length > 0);
    return isDeclared ? scopesOf(type, declared, ['read', 'update']) : [];
  });
}

function ordered(all: readonly string[]): string[] {
  return [...new Set(all)].sort(compareText);
}
