import { createBody, updateBody } from '../canonical/request.ts';
import { canonicalBody } from '../canonical/live.ts';
import type { LiveState } from '../canonical/live.ts';
import { idsToKeys } from '../canonical/names.ts';
import type { Address } from '../model/address.ts';
import type { Change } from '../model/change.ts';
import { Failure } from '../model/failure.ts';
import type { Body } from '../model/json.ts';
import { pick } from '../model/json.ts';
import type { CreateStep, Step, UpdateStep } from '../model/plan.ts';
import type { DesiredResource, DesiredState } from '../model/resource.ts';
import type { Api, Target } from '../catalog/endpoints.ts';
import { replaceIds, referenceTargets } from '../canonical/references.ts';
import type { Type, Catalog } from '../catalog/catalog.ts';
import type { Member } from './batch.ts';
import { messages } from './messages.ts';
import { createOnce, sendOnce } from './once.ts';
import type { Watcher } from './watch.ts';

/** What requests are made from: both sides, and what the answers so far have told. */
export interface Knowledge {
  desired: DesiredState;
  live: LiveState;
  catalog: Catalog;
  api: Api;
  /** Waits that many milliseconds. */
  sleep: (milliseconds: number) => Promise<void>;
  /** Waits for a state, while other steps go on. */
  watch: Watcher;
  /** The server's handles, as of the latest answers. */
  ids: Map<Address, string>;
  /** What was created, and whose answer had no id. */
  withoutId: Set<Address>;
  /** Live bodies as last seen, in canonical form. */
  bodies: Map<Address, Body>;
  /** What was written and is not finished: the requests that follow are still to come. */
  unfinished: Set<Address>;
}

/** Sends one step of a change; gives what is still to be done outside the API after it. Throws a `Failure`. */
export async function sendStep(known: Knowledge, type: Type, step: Step, change: Change): Promise<string | undefined> {
  switch (step.do) {
    case 'create':
      return sendCreate(known, type, step);
    case 'update':
      return sendUpdate(known, type, step);
    case 'delete':
      await sendDelete(known, type, change);
      return undefined;
  }
}

async function sendCreate(
  known: Knowledge,
  type: Type,
  { address, deferred }: CreateStep,
): Promise<string | undefined> {
  const { create } = type.endpoints;
  if (create === undefined) throw new Error(`${type.name} has no create, but the plan has a step for ${address}`);
  const body = createBody(type, desiredAt(known, address).body, deferred);
  const request = await requestOf(known, type, address, body);
  const target = targetOf(known, type, address);
  const response = await createOnce({ ...known, type, address, target }, () => create(known.api, target, request));
  const created = canonicalBody(type, response);
  // Some creates are answered with nothing, and so are links; what is answered with something has an id there.
  const isAnswered = type.child === undefined && type.identity.id !== undefined && Object.keys(response).length > 0;
  if (isAnswered && (created.id ?? '') === '') throw messages.noId(address);
  if (type.identity.id !== undefined && (created.id ?? '') === '') known.withoutId.add(address);
  else if (created.id !== undefined) known.ids.set(address, created.id);
  // Nothing of what was replaced may travel along with the new one.
  known.bodies.set(address, idsToKeys(type, created.body, known.live.names));
  await finishWrite(known, type, address, { fields: Object.keys(body), response });
  return type.hooks?.followUp?.(response);
}

async function sendUpdate(known: Knowledge, type: Type, { address, fields }: UpdateStep): Promise<string | undefined> {
  const { update } = type.endpoints;
  if (update === undefined) throw new Error(`${type.name} has no update, but the plan has a step for ${address}`);
  const before = known.bodies.get(address) ?? {};
  const body = updateBody(type, desiredAt(known, address).body, before, fields);
  const request = await requestOf(known, type, address, body);
  // A field that only a later request is about leaves nothing to send here.
  const isNothing = Object.keys(request).length === 0;
  const response = isNothing ? {} : await update(known.api, targetOf(known, type, address), request);
  const updated = canonicalBody(type, response);
  known.bodies.set(address, { ...before, ...idsToKeys(type, updated.body, known.live.names) });
  await finishWrite(known, type, address, { fields, response });
  return type.hooks?.followUp?.(response);
}

/** The requests that follow a write. */
async function finishWrite(
  known: Knowledge,
  type: Type,
  address: Address,
  { fields, response }: { fields: readonly string[]; response: Body },
): Promise<void> {
  const { body } = desiredAt(known, address);
  const target = targetOf(known, type, address);
  known.unfinished.add(address);
  await finish(() =>
    type.hooks?.afterWrite?.(known.api, target, body, fields, (isReached) =>
      known.watch({ type, target, written: response, isReached }),
    ),
  );
  known.unfinished.delete(address);
}

/** Runs what follows a write; it looks at what is there before it writes, so it may run again when an answer was lost. */
async function finish(run: () => Promise<void> | undefined): Promise<void> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof Failure && error.isUncertain) || tried === 5) throw error;
    }
  }
}

/** Sends the steps of one batch in one request. Throws a `Failure`. */
export async function sendBatch(known: Knowledge, members: readonly Member[]): Promise<void> {
  const [first] = members;
  const batch = first?.type.endpoints.batch;
  if (first === undefined || batch === undefined) return;
  const isCreate = first.step.do === 'create';
  const write = isCreate ? batch.create : batch.delete;
  const bodies = await Promise.all(
    members.map(({ step, type }) => {
      const { address } = step;
      const body =
        step.do === 'create'
          ? createBody(type, desiredAt(known, address).body, step.deferred)
          : pick(known.live.resources.get(address)?.body ?? {}, type.identity.keys);
      return requestOf(known, type, address, body);
    }),
  );
  const target = targetOf(known, first.type, first.step.address);
  const lookup = { ...known, type: first.type, address: first.step.address, target };
  const send = (rest: Body[]): Promise<Body> => write(known.api, target.parent, rest);
  await (isCreate ? sendOnce(lookup, bodies, send) : send(bodies));
}

/** A delete; what is gone already is as good as deleted. */
async function sendDelete(known: Knowledge, type: Type, { address, id }: Change): Promise<void> {
  const remove = type.endpoints.delete;
  if (remove === undefined) throw new Error(`${type.name} has no delete, but the plan has a step for ${address}`);
  try {
    // What replaces it may have another id by now.
    await remove(known.api, { ...targetOf(known, type, address), ...(id === undefined ? {} : { id }) });
  } catch (error) {
    if (!(error instanceof Failure && error.status === 404)) throw error;
  }
}

function desiredAt({ desired }: Knowledge, address: Address): DesiredResource {
  const resource = desired.resources.get(address);
  if (resource === undefined) throw new Error(`the plan has a step for ${address}, which the files do not declare`);
  return resource;
}

/** A canonical body as the API takes it. */
async function requestOf(known: Knowledge, type: Type, address: Address, body: Body): Promise<Body> {
  const request = keysToIds(known, type, address, body);
  return (await type.hooks?.toApi?.(request, known.api)) ?? request;
}

function targetOf(known: Knowledge, type: Type, address: Address): Target {
  const resource = known.desired.resources.get(address) ?? known.live.resources.get(address);
  const keys = keysToIds(known, type, address, pick(resource?.body ?? {}, type.identity.keys));
  const parent = known.ids.get(resource?.parent ?? '') ?? '';
  if (resource?.parent !== undefined && known.withoutId.has(resource.parent)) throw messages.noId(resource.parent);
  const id = type.identity.id === undefined ? undefined : keys[type.identity.id];
  return { id: known.ids.get(address) ?? (typeof id === 'string' ? id : ''), keys, parent };
}

/** A canonical body with the keys of other resources turned into their ids; a key that no resource has is an id already. */
function keysToIds(known: Knowledge, type: Type, address: Address, body: Body): Body {
  const from = known.desired.resources.get(address) ?? known.live.resources.get(address) ?? { address };
  return replaceIds(type, body, (key, reference) => {
    const targets = referenceTargets(type, reference, from, key, known.catalog);
    const id = targets.map((target) => known.ids.get(target.address)).find((one) => one !== undefined);
    const lost = targets.find((target) => known.withoutId.has(target.address));
    if (id === undefined && lost !== undefined) throw messages.noId(lost.address);
    return id ?? key;
  });
}
