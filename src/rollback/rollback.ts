import { itemField, itemKey } from '../canonical/comparable.ts';
import type { Canonicalize } from '../canonical/desired.ts';
import { rivalPaths } from '../canonical/request.ts';
import { secretPatterns } from '../secrets/secrets.ts';
import type { Address } from '../model/address.ts';
import { childAddress } from '../model/address.ts';
import type { Change } from '../model/change.ts';
import { isBody, isEmpty, omit, own } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import { formatPath, select, strip, valueAt } from '../model/path.ts';
import type { Path } from '../model/path.ts';
import type { Plan } from '../model/plan.ts';
import type { DesiredResource, DesiredState, LiveResource } from '../model/resource.ts';
import type { KeptResource, RunSnapshot } from '../model/snapshot.ts';
import { typeOf } from '../catalog/catalog.ts';
import type { Type, Catalog } from '../catalog/catalog.ts';
import { messages } from './messages.ts';
import { restoredBody } from './restore.ts';

/** What a tenant was like before a run, as far as the run has touched it. */
export interface Rollback {
  /** What was there. */
  desired: DesiredState;
  /** The same with null for what is live now inside of the fields that the run wrote, and was not there before. */
  canonicalize: Canonicalize;
  /** What the run may have changed: all that the rollback is about. */
  only: ReadonlySet<Address>;
  /** What cannot be brought back, in words. */
  limits: string[];
}

/** Whether a body of a type may have that value at a place, as far as its schema tells. */
export type Accepts = (type: string, body: Body, path: Path, value: Json) => boolean;

/** The run to undo. */
export interface RunToUndo {
  plan: Plan;
  /** What there was before it. */
  snapshot: RunSnapshot;
  /** The addresses of which a step was begun. */
  begun: ReadonlySet<Address>;
  accepts: Accepts;
}

/** What is undone, and with what. */
interface Undoing {
  catalog: Catalog;
  accepts: Accepts;
  /** What the files say today: secrets that were not kept are taken from there, where they still have them. */
  files: DesiredState;
  changes: readonly Change[];
  before: ReadonlyMap<Address, KeptResource>;
}

/** What to plan so that the tenant is as it was before a run. */
export function rollback(
  { plan, snapshot, begun, accepts }: RunToUndo,
  files: DesiredState,
  catalog: Catalog,
): Rollback {
  const before = new Map(snapshot.resources.map((resource) => [resource.address, resource]));
  const changes = plan.changes.filter(({ address }) => begun.has(address));
  const gone = new Set(changes.filter(isNewAgain).map(({ address }) => address));
  const extra = snapshot.resources.filter(({ parent, address }) => gone.has(parent ?? '') && !begun.has(address));
  const undoing: Undoing = { catalog, accepts, files, changes, before };
  const kept = (addresses: readonly (Address | undefined)[]): KeptResource[] =>
    addresses.flatMap((address) => before.get(address ?? '') ?? []);
  // A parent has to be there for its children, whatever it is like.
  const parents = kept(changes.map(({ parent }) => parent)).map((one) => resourceOf(one, {}, files));
  const touched = kept([...extra, ...changes].map(({ address }) => address));
  // What was renamed has its old name in its body, and is found by its id under the address of the run.
  const updated = new Set(changes.filter(({ action }) => action === 'update').map(({ address }) => address));
  const whole = touched.map((one) => ({
    ...resourceOf(one, wholeBody(one, undoing), files),
    ...(one.id !== undefined && updated.has(one.address) ? { id: one.id } : {}),
  }));
  const resources = new Map([...parents, ...whole].map((resource) => [resource.address, resource]));
  const managed = managedBy([...changes, ...extra], catalog);
  return {
    desired: { managed, resources },
    canonicalize: (live = []) => ({
      state: { managed, resources: restoredResources(resources, undoing, live) },
      diagnostics: [],
    }),
    only: new Set([...changes, ...extra].map(({ address }) => address)),
    limits: limitsOf(undoing),
  };
}

function managedBy(
  touched: readonly Pick<KeptResource, 'type' | 'parent'>[],
  catalog: Catalog,
): DesiredState['managed'] {
  const types = touched.map(({ type }) => typeOf(catalog, type).root.name);
  const lists = touched.flatMap(({ type, parent = '' }) => {
    const { child } = typeOf(catalog, type);
    return child === undefined ? [] : [childAddress(parent, child.name, '')];
  });
  return { types: new Set(types), lists: new Set(lists) };
}

/** Whether what was there has to be made anew. */
function isNewAgain({ action }: Change): boolean {
  return action === 'delete' || action === 'replace';
}

/** A body as it was, in the spelling that the API takes, with the secrets that the files have. */
function wholeBody(kept: KeptResource, { catalog, files }: Pick<Undoing, 'catalog' | 'files'>): Body {
  const type = typeOf(catalog, kept.type);
  const spelt = omit(kept.body, Object.keys(type.aliases ?? {}));
  const plain = type.hooks?.fromFile?.(spelt) ?? spelt;
  const told = files.resources.get(kept.address)?.body ?? {};
  const places = secretPatterns(type).flatMap((pattern) => select(told, pattern).map(({ path }) => path));
  const known = [...kept.lost, ...places].reduce((body, path) => withValue(type, body, told, path), plain);
  // A live body may show both sides of a choice, of which the API takes one: the one that says something.
  const wording = Object.entries(known).filter(([, value]) => !isEmpty(value));
  return strip(known, rivalPaths(type, Object.fromEntries(wording)));
}

/** The body with a value of another one at a place; items of keyed lists are told by their keys. */
function withValue(type: Type, body: Body, from: Body, path: Path): Body {
  const put = (value: Json, other: Json | undefined, [segment, ...rest]: Path, at: Path): Json => {
    if (segment === undefined) return other ?? value;
    if (Array.isArray(value)) {
      const field = itemField(type, at);
      const others = Array.isArray(other) ? other : [];
      return value.map((item, index) => {
        if (index !== segment) return item;
        const existing =
          field === undefined ? others[index] : others.find((one) => itemKey(one, field) === itemKey(item, field));
        return put(item, existing, rest, [...at, segment]);
      });
    }
    const inner = valueAt(other, [segment]);
    const around = value === null && isBody(other) ? {} : value;
    if (!isBody(around) || inner === undefined) return value;
    return { ...around, [segment]: put(own(around, String(segment)) ?? null, inner, rest, [...at, segment]) };
  };
  const filled = put(body, from, path, []);
  return isBody(filled) ? filled : body;
}

/** The resources that were updated, as far as they differ from what is live now; the others whole. */
function restoredResources(
  resources: ReadonlyMap<Address, DesiredResource>,
  { before, changes, catalog, accepts }: Undoing,
  live: Iterable<LiveResource>,
): Map<Address, DesiredResource> {
  const now = new Map([...live].map(({ address, body }) => [address, body]));
  const restored = new Map(resources);
  for (const change of changes) {
    const resource = resources.get(change.address);
    const current = now.get(change.address);
    if (change.action !== 'update' || resource === undefined || current === undefined) continue;
    const body = restoredBody({
      type: typeOf(catalog, resource.type),
      before: resource.body,
      now: current,
      written: change.fieldsToSend,
      lost: before.get(resource.address)?.lost ?? [],
      accepts: (path, value) => accepts(resource.type, current, path, value),
    });
    restored.set(resource.address, { ...resource, body });
  }
  return restored;
}

function limitsOf(undoing: Undoing): string[] {
  return undoing.changes.flatMap((change) => {
    const { address, action, fields } = change;
    const kept = undoing.before.get(address);
    if (kept === undefined) return [];
    const ids = isNewAgain(change) && kept.id !== undefined ? [messages.newId(address, kept.id)] : [];
    const secret = fields.filter(({ isSecret }) => isSecret === true).map(({ path }) => path);
    const told = wholeBody(kept, undoing);
    const missing = kept.lost.filter((path) => valueAt(told, path) === undefined).map(formatPath);
    const lost = action === 'update' ? secret : [...new Set([...missing, ...secret])];
    return [...ids, ...lost.map((path) => messages.lostSecret(address, path))];
  });
}

/** Where the files have secrets is where the tenant has some, though others. */
function resourceOf({ address, type, key, parent }: KeptResource, body: Body, files: DesiredState): DesiredResource {
  const source = files.resources.get(address)?.source;
  return { address, type, key, body, source, ...(parent === undefined ? {} : { parent }) };
}
