import type { LiveState } from '../canonical/live.ts';
import { typeOf } from '../catalog/catalog.ts';
import { changesBetween } from '../compare/changes.ts';
import { bothSides } from '../compare/compare.ts';
import type { Sides } from '../compare/compare.ts';
import { compareBodies } from '../compare/fields.ts';
import { leaveIgnored } from '../compare/ignored.ts';
import type { FilesGoal } from '../goals.ts';
import type { Address } from '../model/address.ts';
import { groupBy } from '../model/group.ts';
import { isBody, own } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import { formatPath, valueAt } from '../model/path.ts';
import type { Path } from '../model/path.ts';
import type { DesiredResource, DesiredState, LiveResource } from '../model/resource.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Choice } from '../selection.ts';
import { renamesIn } from './renames.ts';
import type { KnownIds, LiveRenames } from './renames.ts';
import { unreadOf } from './unread.ts';
import type { Unread } from './unread.ts';

/** Where the files and the tenant are not the same. */
export type Mismatch =
  | { type: 'differs'; desired: DesiredResource; live: LiveResource; paths: Path[] }
  /** The files have it, and the tenant does not. */
  | { type: 'gone'; desired: DesiredResource }
  /** The tenant has it, and the files, which say everything about its type or list, do not. */
  | { type: 'new'; live: LiveResource };

/** All mismatches, and both sides. */
export interface Mismatches {
  mismatches: Mismatch[];
  desired: DesiredState;
  live: LiveState;
  renames: LiveRenames;
  /** The old addresses of what the next apply renames, as the files say, by the new ones. */
  moved: Sides['moved'];
  unread: Unread;
}

/**
 * The mismatches between what the files say and what was read, but for what is left to others, for what Auth0 owns, and for
 * types that cannot be read. What was renamed in the tenant has the name that the files give it, and differs in that.
 */
export function mismatchesOf({ choice, ...goal }: FilesGoal, snapshot: Snapshot, known: KnownIds): Mismatches {
  const { catalog, selection } = goal.target;
  const plain = bothSides(goal, snapshot);
  const renames = renamesIn(plain, { catalog, selection, known, moves: goal.moves ?? [] });
  const sides = renames.renamed.size === 0 ? plain : bothSides(namedById(goal, renames), snapshot);
  const { live } = sides;
  const moved = new Map([...plain.moved].filter(([to]) => !renames.renamed.has(to)));
  const desired = leaveIgnored(sides.desired, live, catalog, selection);
  const { changes } = changesBetween({ desired, live, catalog, selection, replaced: new Set() });
  const mismatches = changes.flatMap(({ address, withheld }): Mismatch[] => {
    if (withheld?.guard === 'system') return [];
    const [wanted, given] = [desired.resources.get(address), live.resources.get(address)];
    if (wanted === undefined) return given === undefined ? [] : [{ type: 'new', live: given }];
    if (given === undefined) return [{ type: 'gone', desired: wanted }];
    const found = compareBodies(typeOf(catalog, wanted.type), wanted.body, given.body, wanted.source?.traces);
    const paths = wholeItems(
      wanted.body,
      given.body,
      found.map(({ path }) => path),
    );
    return [{ type: 'differs', desired: wanted, live: given, paths }];
  });
  const asked = [...live.resources.values()].flatMap((one): Mismatch[] =>
    isAskedFor(one, goal, desired) ? [{ type: 'new', live: one }] : [],
  );
  const unread = unreadOf(snapshot, catalog);
  const chosen = [...mismatches, ...asked].filter(
    (mismatch) => !unread.isClosed(resourceOf(mismatch).type) && isChosen(mismatch, choice, { desired, live }),
  );
  return { mismatches: chosen, desired, live, renames, moved, unread };
}

/**
 * The places, with an item of an ordered list as one place where another item has taken its place: one that differs in at least
 * half of what the files say of it, and has what they do not speak of. The fields that differ alone would not make it.
 */
function wholeItems(desired: Body, live: Body, paths: readonly Path[]): Path[] {
  const itemOf = (path: Path): Path => path.slice(0, path.findIndex((step) => typeof step === 'number') + 1);
  const groups = groupBy(paths, (path) => formatPath(itemOf(path)));
  return [...groups].flatMap(([name, inside]) => {
    const item = itemOf(inside[0] ?? []);
    const [wanted, given] = [valueAt(desired, item), valueAt(live, item)];
    const isOther =
      name !== '' &&
      isBody(wanted) &&
      isBody(given) &&
      countOf(desired, inside) * 2 >= leavesOf(wanted) &&
      hasMore(given, wanted);
    return isOther ? [item] : inside;
  });
}

/** How many values there are at some places. */
function countOf(body: Body, places: readonly Path[]): number {
  return places.reduce((sum, path) => sum + leavesOf(valueAt(body, path)), 0);
}

function leavesOf(value: Json | undefined): number {
  if (value === undefined) return 0;
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce((sum: number, inner) => sum + leavesOf(inner), 0);
}

/** Whether a body has a field that another one does not speak of. */
function hasMore(given: Body, wanted: Body): boolean {
  return Object.entries(given).some(([key, value]) => {
    const said = own(wanted, key);
    if (said === undefined) return value !== null;
    return isBody(value) && isBody(said) && hasMore(value, said);
  });
}

/** A goal that names what was renamed by its id: the live side is called as the files call it. */
function namedById(goal: Omit<FilesGoal, 'choice'>, { renamed }: LiveRenames): Omit<FilesGoal, 'choice'> {
  const resources = [...goal.desired.resources].map(([address, resource]): [Address, DesiredResource] => {
    const id = renamed.get(address)?.id;
    return [address, id === undefined ? resource : { ...resource, id }];
  });
  return { ...goal, desired: { ...goal.desired, resources: new Map(resources) } };
}

/** Whether it is of a type that is asked for and that no file mentions. */
function isAskedFor(
  resource: LiveResource,
  { target: { catalog, selection }, unmentioned }: Pick<FilesGoal, 'target' | 'unmentioned'>,
  { resources }: DesiredState,
): boolean {
  const { type, address, system } = resource;
  const { root, child } = typeOf(catalog, type);
  if (unmentioned?.has(root.name) !== true || child !== undefined || system !== undefined) return false;
  return !resources.has(address) && !selection.isExcluded(resource);
}

function isChosen(
  mismatch: Mismatch,
  choice: Choice | undefined,
  sides: Pick<Mismatches, 'desired' | 'live'>,
): boolean {
  if (choice === undefined) return true;
  const resource = resourceOf(mismatch);
  const parent = sides.desired.resources.get(resource.parent ?? '') ?? sides.live.resources.get(resource.parent ?? '');
  return choice.names(resource) || (parent !== undefined && choice.names(parent));
}

function resourceOf(mismatch: Mismatch): DesiredResource | LiveResource {
  return mismatch.type === 'new' ? mismatch.live : mismatch.desired;
}

/** What tells mismatches from each other: the address, and the field where both sides have it. */
export function namesOfMismatch(mismatch: Mismatch): string[] {
  if (mismatch.type !== 'differs')
    return [nameOfMismatch(mismatch.type === 'new' ? mismatch.live.address : mismatch.desired.address, '')];
  return mismatch.paths.map((path) => nameOfMismatch(mismatch.desired.address, formatPath(path)));
}

/** The name of one mismatch. */
export function nameOfMismatch(address: Address, path: string): string {
  return `${address}\n${path}`;
}
