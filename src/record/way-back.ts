import type { Address } from '../model/address.ts';
import { childAddress } from '../model/address.ts';
import type { Change } from '../model/change.ts';
import { isBody, pick } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
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

/** The way back from a run, of which these steps were begun. */
export function wayBack(plan: Plan, snapshot: RunSnapshot, begun: ReadonlySet<Address>, kinds: Kinds): WayBack {
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
  const settle = (live: Iterable<Resource>): State => ({ managed, resources: cleared(resources, changes, live) });
  const only = new Set([...changes, ...extra].map(({ address }) => address));
  return { desired: { managed, resources }, settle, only, limits: limitsOf(changes, before) };
}

/** Whether what was there has to be made anew. */
function isNewAgain({ action }: Change): boolean {
  return action === 'delete' || action === 'replace';
}

/** What an update has written, as it was; of everything else the whole. */
function writtenPart({ action, writes, kind }: Change, body: Body, kinds: Kinds): Body {
  return action === 'update' ? pick(body, [...writes, ...kindOf(kinds, kind).identity.keys]) : body;
}

/** The resources with null for what is live in the fields that were written, and was not there before. */
function cleared(
  resources: ReadonlyMap<Address, Resource>,
  changes: readonly Change[],
  live: Iterable<Resource>,
): Map<Address, Resource> {
  const written = new Map(
    changes.filter(({ action }) => action === 'update').map((change) => [change.address, change.writes]),
  );
  const now = new Map([...live].map((resource) => [resource.address, resource.body]));
  return new Map(
    [...resources].map(([address, resource]) => {
      const fields = written.get(address) ?? [];
      const body = laid(resource.body, pick(now.get(address) ?? {}, fields));
      return [address, fields.length === 0 ? resource : { ...resource, body: isBody(body) ? body : {} }];
    }),
  );
}

function laid(before: Json, now: Json): Json {
  if (!isBody(before) || !isBody(now)) return before;
  const fields = Object.keys({ ...before, ...now }).map((field): [string, Json] => {
    const [old, current] = [before[field], now[field]];
    return [field, old === undefined ? null : laid(old, current ?? null)];
  });
  return Object.fromEntries(fields);
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
