import { compareText, jsonText, parseJson, stableText } from '../model/json.ts';
import type { KeptLive, TenantSnapshot, Unreadable } from '../model/snapshot.ts';
import { messages } from './messages.ts';
import { body, list, number, object, optional, shaped, text } from './shape.ts';
import type { Shape } from './shape.ts';

/** The version of what a snapshot looks like. */
export const snapshotFormat = 1;

/** The most characters of a snapshot: more than any tenant has. */
export const largestSnapshot = 64 * 1024 * 1024;

/** How deep objects and arrays may be inside each other: deeper than any body is. */
const deepest = 64;

const tenantSnapshotShape: Shape<TenantSnapshot> = object<TenantSnapshot>({
  format: number,
  tenant: text,
  environment: text,
  at: text,
  read: list(text),
  named: list(text),
  resources: list(
    object<KeptLive>({
      address: text,
      type: text,
      key: text,
      parent: optional(text),
      id: optional(text),
      system: optional(text),
      body,
    }),
  ),
  unreadable: list(object<Unreadable>({ type: text, reason: text, status: number, scopes: list(text) })),
});

/** A snapshot as the text of its file: the same snapshot gives the same bytes. */
export function tenantSnapshotText(snapshot: TenantSnapshot): string {
  const resources = snapshot.resources.toSorted((a, b) => compareText(a.address, b.address));
  const content = parseJson(JSON.stringify({ ...snapshot, resources })) ?? null;
  return `${jsonText(parseJson(stableText(content)), 1)}\n`;
}

/** The snapshot in the text of a file, which may come from anybody. Throws a `UsageError` for what is none. */
export function readTenantSnapshot(path: string, content: string, types: ReadonlySet<string>): TenantSnapshot {
  if (isTooDeep(content)) throw messages.snapshotDamaged(path, `it is more than ${deepest} objects and arrays deep`);
  const value = parseJson(content);
  if (value === undefined) throw messages.snapshotDamaged(path, 'it is no JSON');
  const found = shaped(value, tenantSnapshotShape, (place, wanted) =>
    messages.snapshotDamaged(path, `${place === '' ? 'it' : place} has to be ${wanted}`),
  );
  if (found.format !== snapshotFormat) throw messages.snapshotDamaged(path, `its format is not ${snapshotFormat}`);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(found.at))
    throw messages.snapshotDamaged(path, 'at has to be a time such as 2026-11-29T09:00:00Z');
  const strange = [...found.resources, ...found.unreadable].find(({ type }) => !types.has(type));
  if (strange !== undefined) throw messages.snapshotDamaged(path, `there is no type ${strange.type}`);
  return found;
}

/** Whether a text opens more brackets, outside of strings, than a parser and what comes after it should follow. */
function isTooDeep(content: string): boolean {
  let [depth, isInString] = [0, false];
  for (let index = 0; index < content.length; index += 1) {
    const sign = content[index];
    if (isInString && sign === '\\') index += 1;
    else if (sign === '"') isInString = !isInString;
    else if (!isInString && (sign === '[' || sign === '{')) depth += 1;
    else if (!isInString && (sign === ']' || sign === '}')) depth -= 1;
    if (depth > deepest) return true;
  }
  return false;
}
