import { isMap, itemField, itemKey } from '../canonical/comparable.ts';
import { rivalPaths } from '../canonical/request.ts';
import { secretPatterns } from '../secrets/secrets.ts';
import type { Address } from '../model/address.ts';
import { childAddress } from '../model/address.ts';
import type { Change } from '../model/change.ts';
import { isBody, isEmpty, isSame, omit, own, pick } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import { formatPath, select, strip, valueAt } from '../model/path.ts';
import type { Path } from '../model/path.ts';
import type { Plan } from '../model/plan.ts';
import { messages } from './messages.ts';
import type { Resource, State } from '../model/resource.ts';
import { typeOf } from '../catalog/catalog.ts';
import type { Type, Catalog } from '../catalog/catalog.ts';
import type { KeptResource, RunSnapshot } from '../model/run-snapshot.ts';

/** The way back to before a run. */
export interface WayBack {
  /** What was there, of what the run has touched. */
  desired: State;
  /** The same with null for what is live now inside of the fields that the run wrote, and was not there before. */
  settle: (live: Iterable<Resource>) => State;
  /** What the run may have changed: all that the way back is about. */
  only: ReadonlySet<Address>;
  /** What cannot be brought back, in words. */
  limits: string[];
}

/** Whether a body of a kind may have that value at a place, as far as its schema tells. */
export type Accepts = (type: string, body: Body, path: Path, value: Json) => boolean;

/** What is undone, and with what. */
interface Undoing {
  before: ReadonlyMap<Address, KeptResource>;
  changes: readonly Change[];
  catalog: Catalog;
  accepts: Accepts;
  /** What the files say today: secrets that were not kept are taken from there, where they still have them. */
  files: State;
}

/** The way back from a run, of which these steps were begun. */
export function rollback(
  plan: Plan,
  snapshot: RunSnapshot,
  begun: ReadonlySet<Address>,
  { catalog, accepts, files }: Pick<Undoing, 'catalog' | 'accepts' | 'files'>,
): WayBack {
  const before = new Map(snapshot.resources.map((resource) => [resource.address, resource]));
  const changes = plan.changes.filter(({ address }) => begun.has(address));
  const gone = new Set(changes.filter(isNewAgain).map(({ address }) => address));
  const extra = snapshot.resources.filter(({ parent, address }) => gone.has(parent ?? '') && !begun.has(address));
  const undoing: Undoing = { before, changes, catalog, accepts, files };
  const managed = new Set<string>();
  const resources = new Map<Address, Resource>();
  const keep = (address: Address | undefined, body: (kept: KeptResource) => Body): void => {
    const found = before.get(address ?? '');
    // Where the files have secrets is where the tenant has some, though others.
    const source = files.resources.get(address ?? '')?.source;
    const shown = source === undefined ? {} : { source };
    if (found !== undefined) resources.set(found.address, { ...resourceOf(found), ...shown, body: body(found) });
  };
  for (const { type: name, parent } of [...changes, ...extra]) {
    const { child, root } = typeOf(catalog, name);
    managed.add(root.name);
    if (child !== undefined) managed.add(childAddress(parent ?? '', child.name, ''));
  }
  // A parent has to be there for its children, whatever it is like.
  for (const { parent } of changes) keep(parent, () => ({}));
  for (const { address } of [...extra, ...changes]) keep(address, (kept) => wholeBody(kept, undoing));
  const settle = (live: Iterable<Resource>): State => ({ managed, resources: settled(resources, undoing, live) });
  const only = new Set([...changes, ...extra].map(({ address }) => address));
  return { desired: { managed, resources }, settle, only, limits: limitsOf(undoing) };
}

/** Whether what was there has to be made anew. */
function isNewAgain({ action }: Change): boolean {
  return action === 'delete' || action === 'replace';
}

/** A body as it was, in the spelling that the API takes, with the secrets that the files have. */
function wholeBody(kept: KeptResource, { catalog, files }: Undoing): Body {
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

/** The resources that were updated, as far as they differ from what is live now; what was not there before is cleared. */
function settled(
  resources: ReadonlyMap<Address, Resource>,
  { before, changes, catalog, accepts }: Undoing,
  live: Iterable<Resource>,
): Map<Address, Resource> {
  const updates = new Map(
    changes.filter(({ action }) => action === 'update').map((change) => [change.address, change.fieldsToSend]),
  );
  const now = new Map([...live].map((resource) => [resource.address, resource.body]));
  return new Map(
    [...resources].map(([address, resource]) => {
      const written = updates.get(address);
      const current = now.get(address);
      if (written === undefined || current === undefined) return [address, resource];
      const lost = new Set((before.get(address)?.lost ?? []).map(formatPath));
      const nothing = (path: Path, value: Json): Json | undefined => {
        if (lost.has(formatPath(path))) return undefined;
        // What can be neither null nor empty stays as it is.
        return [null, emptyLike(value)].find((empty) => accepts(resource.type, current, path, empty));
      };
      const type = typeOf(catalog, resource.type);
      const fields = Object.keys({ ...resource.body, ...pick(current, written) }).flatMap((field): [string, Json][] => {
        const [old, value = null] = [own(resource.body, field), own(current, field)];
        // What was not written and is another by now is somebody else's.
        if (!written.includes(field)) return old !== undefined && isSame(old, value) ? [[field, old]] : [];
        const back = old === undefined ? nothing([field], value) : laid(type, old, value, [field], nothing);
        return back === undefined ? [] : [[field, back]];
      });
      return [
        address,
        { ...resource, body: { ...pick(resource.body, type.identity.keys), ...Object.fromEntries(fields) } },
      ];
    }),
  );
}

function laid(
  type: Type,
  before: Json,
  now: Json,
  path: Path,
  nothing: (path: Path, value: Json) => Json | undefined,
): Json {
  if (!isBody(before) || !isBody(now)) return before;
  const fields = Object.keys({ ...before, ...now }).flatMap((field): [string, Json][] => {
    const [old, current = null] = [own(before, field), own(now, field)];
    const at = [...path, field];
    // What is the same travels along by itself, but for objects whose keys are complete.
    if (old !== undefined && isSame(old, current) && !isMap(type, path)) return [];
    const value = old === undefined ? nothing(at, current) : laid(type, old, current, at, nothing);
    return value === undefined ? [] : [[field, value]];
  });
  return Object.fromEntries(fields);
}

/** The value of the same type that says nothing, for fields that cannot be null. */
function emptyLike(value: Json): Json {
  if (typeof value === 'string') return '';
  if (typeof value === 'boolean') return false;
  return Array.isArray(value) ? [] : null;
}

function limitsOf({ changes, before, files, catalog }: Undoing): string[] {
  return changes.flatMap((change) => {
    const { address, action, fields } = change;
    const kept = before.get(address);
    if (kept === undefined) return [];
    const ids = isNewAgain(change) && kept.id !== undefined ? [messages.newId(address, kept.id)] : [];
    const secret = fields.filter(({ isSecret }) => isSecret === true).map(({ path }) => path);
    const told = wholeBody(kept, { changes, before, files, catalog, accepts: () => true });
    const missing = kept.lost.filter((path) => valueAt(told, path) === undefined).map(formatPath);
    const lost = action === 'update' ? secret : [...new Set([...missing, ...secret])];
    return [...ids, ...lost.map((path) => messages.lostSecret(address, path))];
  });
}

function resourceOf({ address, type, key, parent }: KeptResource): Resource {
  return { address, type, key, body: {}, ...(parent === undefined ? {} : { parent }) };
}
