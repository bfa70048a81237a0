import { referencesOf, targetsOf } from '../canonical/references.ts';
import { laterFields } from '../canonical/request.ts';
import type { LiveState } from '../canonical/live.ts';
import type { Address } from '../model/address.ts';
import type { Change } from '../model/change.ts';
import { groupBy } from '../model/group.ts';
import { compareText, keyText } from '../model/json.ts';
import type { Step } from '../model/plan.ts';
import type { Resource, State } from '../model/resource.ts';
import { isLinked, typeOf } from '../catalog/catalog.ts';
import type { Type, Catalog } from '../catalog/catalog.ts';

/** A step and what has to be done before it. */
export interface Task {
  step: Step;
  dependsOn: Dependency[];
  /** The update behind a create that writes the fields for which the create cannot wait. */
  later?: Task;
}

/** One edge of the graph. */
export interface Dependency {
  task: Task;
  /** The top-level field that refers to the other, when it is a field that does. */
  field?: string;
  /** Whether that field can be written by a later update. */
  canWait: boolean;
  /** Better done before, but given up when it would make a circle. */
  isSoft: boolean;
}

/** The tasks of the changes that are carried out: the writes, and the deletes that come behind all of them. */
export interface Graph {
  writes: Task[];
  deletes: Task[];
}

/** The tasks of one change. */
interface Tasks {
  write?: Task;
  remove?: Task;
  /** Whether the removal comes behind all writes. */
  isRemovedLast: boolean;
}

/** Which tasks there are and which needs which: from references, parents and `after`. */
export function graphOf(changes: readonly Change[], desired: State, live: LiveState, catalog: Catalog): Graph {
  const carried = changes.filter(({ withheld }) => withheld === undefined);
  const tasks = new Map(
    carried.map((change) => {
      const type = typeOf(catalog, change.type);
      return [change.address, tasksOf(change, type, desired.resources.get(change.address))];
    }),
  );
  const byType = groupBy(carried, ({ type }) => typeOf(catalog, type).root.name);
  for (const { address } of carried) {
    const resource = desired.resources.get(address);
    const write = tasks.get(address)?.write;
    if (resource === undefined || write === undefined) continue;
    const type = typeOf(catalog, resource.type);
    const first = type.after.flatMap((type) =>
      (byType.get(type) ?? []).flatMap((other) => tasks.get(other.address)?.write ?? []),
    );
    write.dependsOn.push(...first.map((task) => ({ task, canWait: false, isSoft: true })));
    addDependencies(write, resource, type, tasks, catalog);
  }
  addRemovalDependencies(live, tasks, catalog);
  return sorted([...tasks.values()]);
}

function tasksOf(change: Change, type: Type, desired: Resource | undefined): Tasks {
  const { address, action, fieldsToSend } = change;
  const task = (action: Step['do'], fields: string[]): Task => ({
    step: { address, do: action, fields, dependsOn: [] },
    dependsOn: [],
  });
  if (action === 'update') return { write: task('update', fieldsToSend), isRemovedLast: false };
  const remove = task('delete', []);
  if (action === 'delete') return { remove, isRemovedLast: true };
  const create = task('create', []);
  for (const field of laterFields(type, desired?.body ?? {})) defer(create, field);
  if (action === 'create') return { write: create, isRemovedLast: false };
  // What the parent refers to cannot go before the parent refers to the new one.
  const isRemovedLast = type.child !== undefined && isLinked(type, type.child.path);
  if (!isRemovedLast) create.dependsOn.push({ task: remove, canWait: false, isSoft: false });
  return { write: create, remove, isRemovedLast };
}

/** Lets a field, and all that it waits for, be written by an update behind the create. */
export function defer(create: Task, field: string): Task {
  const update: Task = create.later ?? {
    step: { address: create.step.address, do: 'update', fields: [], dependsOn: [] },
    dependsOn: [{ task: create, canWait: false, isSoft: false }],
  };
  create.later = update;
  create.step.fields = [...create.step.fields, field].sort(compareText);
  update.step.fields = create.step.fields;
  update.dependsOn.push(...create.dependsOn.filter((need) => need.field === field && need.task !== create));
  create.dependsOn = create.dependsOn.filter((need) => need.field !== field);
  return update;
}

function addDependencies(
  write: Task,
  resource: Resource,
  type: Type,
  tasks: ReadonlyMap<Address, Tasks>,
  catalog: Catalog,
): void {
  const { do: action, fields } = write.step;
  const isUpdate = action === 'update';
  const need = (address: Address, via: { field?: string; canWait: boolean }): void => {
    const task = tasks.get(address)?.write;
    if (task === undefined || (task === write && isUpdate)) return;
    const holder = via.field !== undefined && !isUpdate && fields.includes(via.field) ? write.later : write;
    if (holder !== undefined) holder.dependsOn.push({ task, ...via, isSoft: task.step.do === 'update' });
  };
  if (resource.parent !== undefined) need(resource.parent, { canWait: false });
  for (const { path, field, reference, targets } of referencesOf(resource, catalog)) {
    const top = keyText(path[0] ?? '');
    if (isUpdate && type.replacesWhole !== true && !fields.includes(top)) continue;
    const canWait =
      !isUpdate &&
      reference.isRequired !== true &&
      !type.identity.keys.includes(field) &&
      type.endpoints.update !== undefined;
    for (const { address } of targets) need(address, { field: top, canWait });
  }
}

/** What refers to something goes before it does, as far as that is possible. */
function addRemovalDependencies(live: LiveState, tasks: ReadonlyMap<Address, Tasks>, catalog: Catalog): void {
  for (const resource of live.resources.values()) {
    const referrer = tasks.get(resource.address)?.remove;
    if (referrer === undefined) continue;
    for (const address of targetsOf(resource, catalog)) {
      const target = tasks.get(address)?.remove;
      if (target !== undefined && target !== referrer)
        target.dependsOn.push({ task: referrer, canWait: false, isSoft: true });
    }
  }
}

/** Deletes come last, but for those without which something that is replaced could not go. */
function sorted(all: readonly Tasks[]): Graph {
  const writes = all.flatMap(({ write }) => (write === undefined ? [] : [write]));
  const early = new Set<Task>();
  const bring = (task: Task): void => {
    if (early.has(task)) return;
    early.add(task);
    for (const need of task.dependsOn) bring(need.task);
  };
  for (const { remove, isRemovedLast } of all) if (remove !== undefined && !isRemovedLast) bring(remove);
  const removes = all.flatMap(({ remove }) => (remove === undefined ? [] : [remove]));
  return {
    writes: [...writes, ...removes.filter((task) => early.has(task))],
    deletes: removes.filter((task) => !early.has(task)),
  };
}
