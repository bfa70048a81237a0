import { alignDeclared } from '../compare/alignment.ts';
import { addressIn, explain } from '../compare/explain.ts';
import type { Explained } from '../compare/explain.ts';
import type { FilesGoal } from '../goals.ts';
import type { Address } from '../model/address.ts';
import type { Change } from '../model/change.ts';
import { formatPlace, placeOf } from '../model/diagnostic.ts';
import type { Explanation, TypeExplanation } from '../model/explanation.ts';
import type { UsageError } from '../model/failure.ts';
import { isBody } from '../model/json.ts';
import { segments, valueAt } from '../model/path.ts';
import { nearest, withPart } from '../model/suggest.ts';
import { sourceOf } from '../model/tree.ts';
import { look } from '../pipeline.ts';
import { planOfRun } from '../record/runs.ts';
import type { RunRecord } from '../record/runs.ts';
import { guard } from '../plan/guards.ts';
import type { OnRead } from '../read/watch.ts';
import { checkField, hasField } from '../validate/selectors.ts';
import type { SchemaChecker } from '../validate/schema.ts';
import type { Session } from './connect.ts';
import { messages } from './explain-messages.ts';
import { interruption } from './plan.ts';

/** What is asked for: an address with a field behind it, or a type. */
export interface Question {
  text: string;
  files: FilesGoal;
  /** What the files say for the other environments. */
  others: readonly FilesGoal[];
  /** The tenant; without one nothing is said of it. */
  session?: Session | undefined;
  runs: readonly RunRecord[];
  schemas: SchemaChecker;
  onRead?: OnRead;
}

/** Why something is what it is. Throws a `UsageError` when neither the files nor the tenant have it. */
export async function explainAddress(question: Question): Promise<Explanation | TypeExplanation> {
  const { text, files, others, session, runs } = question;
  const { config, catalog, selection } = files.target;
  const declared = [...files.desired.resources.keys(), ...config.excluded.map(({ address }) => address)];
  const type = catalog.get(text);
  const isDeclared = type === undefined ? addressIn(text, declared) !== undefined : declared.includes(text);
  const side =
    session === undefined ? { desired: files.desired, selection } : await sideOf(session, question, !isDeclared);
  const { live } = side.tenant ?? {};
  const known: Address[] = [...declared, ...(live?.resources.keys() ?? [])];
  const found = type !== undefined && !known.includes(text) ? undefined : addressIn(text, known);
  if (found === undefined) {
    if (type === undefined) throw unknown(question, [...new Set(known)]);
    const own = [...(live?.resources.values() ?? [])].filter((one) => one.type === text && one.system === undefined);
    return {
      tenant: config.tenant,
      environment: config.environment.name,
      type: text,
      isManaged:
        files.desired.managed.types.has(text) ||
        declared.some((one) => files.desired.resources.get(one)?.type === text),
      declared: [...files.desired.resources.values()].filter((one) => one.type === text).length,
      ...(live === undefined ? {} : { live: own.length }),
      excluded: config.excluded.filter((one) => one.type === text).length,
    };
  }
  const given: Explained = {
    config,
    catalog,
    keywords: files.keywords,
    side,
    others: others.map(({ desired, target }) => ({
      environment: target.config.environment.name,
      side: { desired, selection: target.selection },
    })),
  };
  const explained = explain(found.address, found.field, given);
  checkPath(explained, question, given);
  return { ...explained, ...lastOf(explained, runs) };
}

/** Refuses a field that nobody has and the type does not know. Throws a `UsageError`. */
function checkPath(
  { address, type, path, files, live, others }: Explanation,
  { files: goal, schemas }: Question,
  given: Explained,
): void {
  const isSaid = files !== undefined || live.value !== undefined || others.some(({ value }) => value !== undefined);
  if (path === '' || isSaid || goal.target.catalog.get(type)?.child !== undefined) return;
  const origin = { source: sourceOf('', ''), start: 0, end: 0 };
  const [wrong] = checkField(type, path.replaceAll(/\[[^\]]*\]/g, '[]'), origin, schemas);
  if (wrong !== undefined) throw messages.unknownField(type, path, wrong.hint);
  const [, parent, key = ''] = /^(.*)\.([^.[\]]+)$/.exec(path) ?? [];
  // An object with keys of the user's own choice takes every key: only what is there says which are meant.
  if (parent === undefined || !hasField(type, `${parent}.no_such_key`, schemas)) return;
  const body = goal.desired.resources.get(address)?.body ?? given.side.tenant?.live.resources.get(address)?.body ?? {};
  const inner = valueAt(body, segments(parent));
  const keys = isBody(inner) ? Object.keys(inner) : [];
  throw messages.unknownKey(`${address}.${parent}`, key, keys);
}

/** What is wrong with an address that neither the files nor the tenant have, and what may be meant. */
function unknown({ text, files, others }: Question, known: readonly Address[]): UsageError {
  const { catalog, config } = files.target;
  const name = text.replaceAll(/^(?:##|@@)|(?:##|@@)$/g, '');
  const keyword = files.keywords.get(name);
  if (keyword !== undefined)
    return messages.keywordAddress(name, keyword.origin && formatPlace(placeOf(keyword.origin)));
  for (const { desired, target } of others) {
    const found = addressIn(text, desired.resources.keys());
    const there = desired.resources.get(found?.address ?? '');
    if (there === undefined) continue;
    const [pair] = alignDeclared([there], files.desired.resources.values(), new Map(), catalog);
    const { name: other } = target.config.environment;
    return messages.addressElsewhere(there.address, other, config.environment.name, pair?.b?.address);
  }
  return messages.unknownAddress(text, meantBy(text, known, [...catalog.keys()]));
}

/** The addresses and types that a text may mean, at most three. */
function meantBy(text: string, known: readonly Address[], types: readonly string[]): string[] {
  const [, head = '', rest = ''] = /^([\w]+)(.*)$/s.exec(text) ?? [];
  const type = types.includes(head) ? head : nearest(head, types);
  const typed = type === undefined ? text : type + rest;
  const address = addressIn(typed, known);
  if (address !== undefined) return [address.address + address.field];
  const near = nearest(typed, [...known, ...types]) ?? nearest(typed.replace(/[.[][^/]*$/, ''), known);
  if (near !== undefined) return [near];
  const inside = withPart(typed, known);
  if (inside.length > 0) return inside;
  return type === undefined || type === head ? [] : [type];
}

async function sideOf(session: Session, { onRead }: Question, isWhole: boolean): Promise<Explained['side']> {
  const { files, connection, memory, workspace } = session;
  const { side } = await Promise.race([
    look(files, connection, { memory, onRead, isWhole }),
    interruption(workspace.surroundings.signal),
  ]);
  const { catalog, selection } = files.target;
  const { tenant } = side;
  return tenant === undefined
    ? side
    : { ...side, tenant: { ...tenant, changes: guard(tenant.changes, catalog, selection) } };
}

/** The last run that wrote a resource, or one of its fields: an update writes those that differed. */
function lastOf({ address, path }: Explanation, runs: readonly RunRecord[]): Pick<Explanation, 'last'> {
  const run = runs.findLast((one) => {
    const isWritten = one.entries.some((entry) => entry.event === 'done' && entry.address === address);
    return isWritten && (path === '' || hasWritten(one, address, path));
  });
  if (run === undefined) return {};
  const { what, by, startedAt } = run.header;
  return { last: { run: run.id, what, by, at: startedAt } };
}

/** Whether a run has written a field of a resource that it has written, as far as its record says so. */
function hasWritten(run: RunRecord, address: Address, path: string): boolean {
  const change = changesOfRun(run).find((one) => one.address === address);
  if (change?.action !== 'update') return true;
  const isWithin = (inner: string, outer: string): boolean =>
    inner.startsWith(outer) && /^(?:$|[.[])/.test(inner.slice(outer.length));
  return change.fields.some((field) => isWithin(field.path, path) || isWithin(path, field.path));
}

/** What a run planned; nothing where its record is of another format, or damaged. */
function changesOfRun(run: RunRecord): readonly Change[] {
  try {
    return planOfRun(run).plan.plan.changes;
  } catch {
    return [];
  }
}
