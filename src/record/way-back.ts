import type { Address } from '../model/address.ts';
import { childAddress } from '../model/address.ts';
import type { Change } from '../model/change.ts';
import { isBody, omit, pick } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import { formatPath } from '../model/path.ts';
import type { Path } from '../model/path.ts';
import type { Plan } from '../model/plan.ts';
import { recordMessages } from '../model/record-messages.ts';
import type { Resource, State } from '../model/resource.ts';
import { kindOf } from '../resources/kind.ts';
import type { Kinds } from '../resources/kind.ts';
import type { KeptResource, RunSnapshot } from './snapshot.ts';

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
export type Accepts = (kind: string, body: Body, path: Path, value: Json) => boolean;

/** What is undone, and from what. */
interface Undoing {
  before: ReadonlyMap<Address, KeptResource>;
  changes: readonly Change[];
  accepts: Accepts;
}

/** The way back from a run, of which these steps were begun. */
export function wayBack(
  plan: Plan,
  snapshot: RunSnapshot,
  begun: ReadonlySet<Address>,
  kinds: Kinds,
  accepts: Accepts,
): WayBack {
  const before = new Map(snapshot.resources.map((resource) => [resource.address, resource]));
  const changes = plan.changes.filter(({ address }) => begun.has(address));
  const gone = new Set(changes.filter(isNewAgain).map(({ address }) => address));
  const extra = snapshot.resources.filter(({ parent, address }) => gone.has(parent ?? '') && !begun.has(address));
  const managed = new Set<string>();
  const resources = new Map<Address, Resource>();
  const keep = (address: Address | undefined, body: (kept: KeptResource) => Body): void => {
    const found = before.get(address ?? '');
    if (found !== undefined) resources.set(found.address, { ...resourceOf(found), body: body(found) });
  };
  for (const { kind: name, parent } of changes) {
    const { child } = kindOf(kinds, name);
    managed.add(child === undefined ? name : childAddress(parent ?? '', child.name, ''));
    // A parent has to be there for its children, whatever it is like.
    keep(parent, () => ({}));
  }
  for (const { parent = '', kind: name } of extra) {
    managed.add(childAddress(parent, kindOf(kinds, name).child?.name ?? '', ''));
  }
  for (const { address } of extra) keep(address, ({ body }) => body);
  for (const change of changes) keep(change.address, ({ body }) => writtenPart(change, body, kinds));
  const settle = (live: Iterable<Resource>): State => ({
    managed,
    resources: cleared(resources, { before, changes, accepts }, live),
  });
  const only = new Set([...changes, ...extra].map(({ address }) => address));
  return { desired: { managed, resources }, settle, only, limits: limitsOf(changes, before) };
}

/** Whether what was there has to be made anew. */
function isNewAgain({ action }: Change): boolean {
  return action === 'delete' || action === 'replace';
}

/** What an update has written, as it was; of everything else the whole, in the spelling that the API takes. */
function writtenPart({ action, writes, kind: name }: Change, body: Body, kinds: Kinds): Body {
  const kind = kindOf(kinds, name);
  return action === 'update'
    ? pick(body, [...writes, ...kind.identity.keys])
    : omit(body, Object.keys(kind.aliases ?? {}));
}

/** The resources with what is live in the fields that were written, and was not there before, cleared. */
function cleared(
  resources: ReadonlyMap<Address, Resource>,
  { before, changes, accepts }: Undoing,
  live: Iterable<Resource>,
): Map<Address, Resource> {
  const updates = changes.filter(({ action }) => action === 'update');
  const written = new Map(updates.map((change) => [change.address, change.writes]));
  const now = new Map([...live].map((resource) => [resource.address, resource.body]));
  return new Map(
    [...resources].map(([address, resource]) => {
      const fields = written.get(address) ?? [];
      if (fields.length === 0) return [address, resource];
      const current = now.get(address) ?? {};
      const lost = before.get(address)?.lost ?? [];
      const nothing = (path: Path, value: Json): Json | undefined => {
        if (lost.includes(formatPath(path))) return undefined;
        return [null, emptyLike(value)].find((empty) => accepts(resource.kind, current, path, empty)) ?? null;
      };
      const body = laid(resource.body, pick(current, fields), [], nothing);
      return [address, { ...resource, body: isBody(body) ? body : {} }];
    }),
  );
}

function laid(before: Json, now: Json, path: Path, nothing: (path: Path, value: Json) => Json | undefined): Json {
  if (!isBody(before) || !isBody(now)) return before;
  const fields = Object.keys({ ...before, ...now }).flatMap((field): [string, Json][] => {
    const [old, current = null] = [before[field], now[field]];
    const value =
      old === undefined ? nothing([...path, field], current) : laid(old, current, [...path, field], nothing);
    return value === undefined ? [] : [[field, value]];
  });
  return Object.fromEntries(fields);
}

/** The empty value of the same type, for fields that cannot be null. */
function emptyLike(value: Json): Json {
  if (typeof value === 'string') return '';
  return Array.isArray(value) ? [] : isBody(value) ? {} : null;
}

function limitsOf(changes: readonly Change[], before: ReadonlyMap<Address, KeptResource>): string[] {
  return changes.flatMap((change) => {
    const { address, action, fields } = change;
    const kept = before.get(address);
    if (kept === undefined) return [];
    const ids = isNewAgain(change) && kept.id !== undefined ? [recordMessages.newId(address, kept.id)] : [];
    const secret = fields.filter(({ isSecret }) => isSecret === true).map(({ path }) => path);
    const lost = action === 'update' ? secret : [...new Set([...kept.lost, ...secret])];
    return [...ids, ...lost.map((path) => recordMessages.lostSecret(address, path))];
  });
}

function resourceOf({ address, kind, key, parent }: KeptResource): Resource {
  return { address, kind, key, body: {}, ...(parent === undefined ? {} : { parent }) };
}
