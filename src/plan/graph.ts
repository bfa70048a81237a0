import { referencesOf, targetsOf } from '../canonical/references.ts';
import { laterFields } from '../canonical/request.ts';
import type { LiveState } from '../canonical/live.ts';
import type { Address } from '../model/address.ts';
import type { Change } from '../model/change.ts';
import { groupBy } from '../model/group.ts';
import { compareText, keyText } from '../model/json.ts';
import type { Step } from '../model/plan.ts';
import type { DesiredResource, DesiredState } from '../model/resource.ts';
import { isLinked, typeOf } from '../catalog/catalog.ts';
import type { Type, Catalog } from '../catalog/catalog.ts';

/** A step to be ordered, and what has to be done before it. */
export interface Task {
  address: Address;
  do: Step['do'];
  /** The top-level fields that an update sends. */
  fields: string[];
  dependsOn: Dependency[];
  /** The update behind a create that sends the fields for which the create cannot wait. */
  later?: Task;
}

/** One edge of the graph. */
export interface Dependency {
  from: Task;
  to: Task;
  /** The top-level field that refers to the other, when it is a field that does. */
  field?: string;
  /** Whether that field can be written by a later update. */
  canWait: boolean;
  /** Better done before, but given up when it would make a cycle. */
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

/** Whom a resource names, and by which of its fields. */
interface Link {
  address: Address;
  field?: string;
  canWait: boolean;
}

/** Which tasks there are and which depends on which: from references, parents and `after`. */
export function graphOf(changes: readonly Change[], desired: DesiredState, live: LiveState, catalog: Catalog): Graph {
  const carried = changes.filter(({ withheld }) => withheld === undefined);
  const tasks = new Map(
    carried.map((change) => {
      const body = desired.resources.get(change.address)?.body ?? {};
      return [change.address, tasksOf(change, typeOf(catalog, change.type), body)];
    }),
  );
  const byType = groupBy(carried, ({ type }) => typeOf(catalog, type).root.name);
  const writesOf = (type: string): Task[] =>
    (byType.get(type) ?? []).flatMap(({ address }) => tasks.get(address)?.write ?? []);
  for (const { address } of carried) {
    const resource = desired.resources.get(address);
    const write = tasks.get(address)?.write;
    if (resource === undefined || write === undefined) continue;
    const type = typeOf(catalog, resource.type);
    for (const first of type.after.flatMap(writesOf)) depend(write, first, { isSoft: true });
    for (const link of linksOf(resource, type, catalog)) {
      if (isSent(write, type, link)) dependOnLink(write, tasks.get(link.address)?.write, link);
    }
  }
  addRemovalDependencies(live, tasks, catalog);
  return sorted([...tasks.values()]);
}

/** Lets a field, and all that it waits for, be written by an update behind the create. */
export function defer(create: Task, field: string): void {
  const update = (create.later ??= laterOf(create));
  update.fields = [...update.fields, field].sort(compareText);
  const moved = create.dependsOn.filter((dependency) => dependency.field === field && dependency.to !== create);
  update.dependsOn.push(...moved.map((dependency) => ({ ...dependency, from: update })));
  create.dependsOn = create.dependsOn.filter((dependency) => dependency.field !== field);
}

function laterOf(create: Task): Task {
  const update = newTask(create.address, 'update');
  depend(update, create);
  return update;
}

function tasksOf(change: Change, type: Type, body: DesiredResource['body']): Tasks {
  const { address } = change;
  switch (change.action) {
    case 'none':
      return { isRemovedLast: false };
    case 'update':
      return { write: newTask(address, 'update', change.fieldsToSend), isRemovedLast: false };
    case 'delete':
      return { remove: newTask(address, 'delete'), isRemovedLast: true };
    case 'create':
      return { write: newCreate(address, type, body), isRemovedLast: false };
    case 'replace': {
      const [write, remove] = [newCreate(address, type, body), newTask(address, 'delete')];
      // What the parent refers to cannot go before the parent refers to the new one.
      const isRemovedLast = type.child !== undefined && isLinked(type, type.child.path);
      if (!isRemovedLast) depend(write, remove);
      return { write, remove, isRemovedLast };
    }
  }
}

function newTask(address: Address, action: Step['do'], fields: string[] = []): Task {
  return { address, do: action, fields, dependsOn: [] };
}

function newCreate(address: Address, type: Type, body: DesiredResource['body']): Task {
  const create = newTask(address, 'create');
  for (const field of laterFields(type, body)) defer(create, field);
  return create;
}

function depend(from: Task, to: Task, via: Partial<Dependency> = {}): void {
  from.dependsOn.push({ canWait: false, isSoft: false, ...via, from, to });
}

/** The parent of a resource, and what its fields refer to. */
function linksOf(resource: DesiredResource, type: Type, catalog: Catalog): Link[] {
  const { parent } = resource;
  const references = referencesOf(resource, catalog).flatMap(({ path, field, reference, targets }) => {
    const isNeeded = reference.isRequired === true || type.identity.keys.includes(field);
    const via = { field: keyText(path[0] ?? ''), canWait: !isNeeded && type.endpoints.update !== undefined };
    return targets.map(({ address }) => ({ address, ...via }));
  });
  return [...(parent === undefined ? [] : [{ address: parent, canWait: false }]), ...references];
}

/** Whether a write sends what names the other. */
function isSent(write: Task, type: Type, { field }: Link): boolean {
  return write.do !== 'update' || field === undefined || type.replacesWhole === true || write.fields.includes(field);
}

function dependOnLink(write: Task, target: Task | undefined, { field, canWait }: Link): void {
  const isUpdate = write.do === 'update';
  if (target === undefined || (target === write && isUpdate)) return;
  const isDeferred = field !== undefined && write.later?.fields.includes(field) === true;
  depend(isDeferred ? (write.later ?? write) : write, target, {
    ...(field === undefined ? {} : { field }),
    canWait: canWait && !isUpdate,
    isSoft: target.do === 'update',
  });
}

/** What refers to something goes before it does, as far as that is possible. */
function addRemovalDependencies(live: LiveState, tasks: ReadonlyMap<Address, Tasks>, catalog: Catalog): void {
  for (const resource of live.resources.values()) {
    const referrer = tasks.get(resource.address)?.remove;
    if (referrer === undefined) continue;
    for (const address of targetsOf(resource, catalog)) {
      const target = tasks.get(address)?.remove;
      if (target !== undefined && target !== referrer) depend(target, referrer, { isSoft: true });
    }
  }
}

/** Deletes come last, but for those without which something that is replaced could not go. */
function sorted(all: readonly Tasks[]): Graph {
  const early = new Set<Task>();
  const bring = (task: Task): void => {
    if (early.has(task)) return;
    early.add(task);
    for (const { to } of task.dependsOn) bring(to);
  };
  for (const { remove, isRemovedLast } of all) if (remove !== undefined && !isRemovedLast) bring(remove);
  const writes = all.flatMap(({ write }) => write ?? []);
  const removes = all.flatMap(({ remove }) => remove ?? []);
  return {
    writes: [...writes, ...removes.filter((task) => early.has(task))],
    deletes: removes.filter((task) => !early.has(task)),
  };
}
