import { chmodSync, existsSync, lstatSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { connect as connectTo } from '../auth0/connect.ts';
import type { Credentials } from '../auth0/connect.ts';
import { canonicalLive } from '../canonical/live.ts';
import { typeOf } from '../catalog/catalog.ts';
import type { FilesGoal } from '../goals.ts';
import { hasErrors } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { compareText, pick } from '../model/json.ts';
import type { KeptLive, TenantSnapshot } from '../model/snapshot.ts';
import { readOf } from '../pipeline.ts';
import { readScopeOf } from '../read/read-scope.ts';
import type { OnRead } from '../read/watch.ts';
import { writeWhole } from '../record/disk.ts';
import { keptResources } from '../record/snapshot.ts';
import { largestSnapshot, readTenantSnapshot, snapshotFormat, tenantSnapshotText } from '../record/tenant-snapshot.ts';
import { liveMasker } from '../secrets/mask.ts';
import { withWritten } from '../secrets/places.ts';
import { noMemory } from '../secrets/secret-memory.ts';
import type { Offline, Session } from './connect.ts';
import { planMessages } from './plan-messages.ts';
import type { Workspace } from './workspace.ts';

/** The folder of the snapshots in that of a tenant; what begins with a dot is none of its files. */
const folderOfSnapshots = '.snapshots';

/** What was kept, and where. */
export interface KeptSnapshot {
  type: 'kept';
  path: string;
  at: string;
  count: number;
  /** Whether the file that is there says the same already: it stays, and so does its time. */
  isSame: boolean;
  diagnostics: Diagnostic[];
}

/** The tenant could not be read. */
export interface NotKept {
  type: 'refused';
  diagnostics: Diagnostic[];
}

/** The file of the snapshot of an environment, from the working directory. */
function pathOf({ project: { loaded }, surroundings: { cwd } }: Workspace, environment: string): string {
  const path = join(loaded.folder, folderOfSnapshots, `${environment}.json`);
  return relative(cwd, join(cwd, path));
}

/** Keeps what the files of an environment read of its tenant, without secrets, beside them. Throws a `UsageError`. */
export async function keepSnapshot(session: Session, onRead?: OnRead): Promise<KeptSnapshot | NotKept> {
  const { files, workspace, connection, mask } = session;
  const { cwd, clock } = workspace.surroundings;
  const { tenant, environment } = files.target.config;
  const { snapshot, diagnostics } = await readOf(files, connection, onRead);
  if (hasErrors(diagnostics)) return { type: 'refused', diagnostics };
  const { managed, named } = readScopeOf(files.desired, files.target.catalog, files.target.selection);
  const at = new Date(clock.now()).toISOString();
  const lists = [...files.desired.managed.lists];
  const kept: TenantSnapshot = {
    format: snapshotFormat,
    tenant,
    environment: environment.name,
    at,
    read: [...[...managed].map(({ name }) => name), ...lists].sort(compareText),
    named: [...named].map(({ name }) => name).sort(compareText),
    resources: resourcesOf(session, snapshot),
    unreadable: snapshot.unreadable,
  };
  const path = pathOf(workspace, environment.name);
  const text = (time: string): string => mask(tenantSnapshotText({ ...kept, at: time }));
  const before = textAt(join(cwd, path));
  const old = before === undefined ? undefined : timeIn(before);
  const isSame = old !== undefined && text(old) === before;
  if (!isSame) write(join(cwd, path), path, text(at));
  return { type: 'kept', path, at: isSame ? old : at, count: kept.resources.length, isSame, diagnostics };
}

/** The resources of a tenant without secrets; of what is excluded the names alone. */
function resourcesOf({ files, mask }: Session, snapshot: Parameters<typeof canonicalLive>[0]): KeptLive[] {
  const { catalog, selection } = files.target;
  const { desired } = files;
  const live = canonicalLive(snapshot, catalog, desired.resources.values());
  const isClean = (text: string): boolean => mask(text) === text;
  const all = [...live.resources.values()];
  return keptResources(all, live, catalog, { desired, isClean }).map(({ lost: _lost, ...resource }, index) => {
    const type = typeOf(catalog, resource.type);
    const declared = desired.resources.get(resource.address);
    const [original] = all.slice(index, index + 1);
    const system = original?.system;
    const body = selection.isExcluded(resource)
      ? pick(resource.body, type.identity.keys)
      : withWritten(type, resource.body, original?.body ?? {}, declared?.source?.traces ?? []);
    return { ...resource, body, ...(system === undefined ? {} : { system }) };
  });
}

/** Writes a snapshot, and not through links. Throws a `UsageError`. */
function write(full: string, path: string, text: string): void {
  if (isLink(dirname(full)) || isLink(full)) throw planMessages.snapshotLink(path);
  writeWhole(full, text);
  chmodSync(full, 0o644);
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

/** The text of a file; nothing of a link, of a device, and of what is larger than any snapshot. */
function textAt(full: string): string | undefined {
  const found = lstatSync(full, { throwIfNoEntry: false });
  return found?.isFile() === true && found.size <= largestSnapshot ? readFileSync(full, 'utf8') : undefined;
}

function timeIn(text: string): string | undefined {
  return /^ "at": "([^"]*)",$/m.exec(text)?.[1];
}

/**
 * A session without a tenant: what was kept of it stands in its place, and nothing is sent to anybody. Throws a `UsageError`
 * when nothing was kept, or when it is not to be used.
 */
export function connectOffline(workspace: Workspace, files: FilesGoal): Session {
  const secrets = new Set(files.secrets);
  const offline = openSnapshot(workspace, files);
  const refuse = (): never => {
    throw planMessages.noNetwork();
  };
  const credentials: Credentials = { type: 'token', clientId: '', token: '' };
  const connection = connectTo({ domain: 'offline', credentials, fetch: refuse });
  return {
    workspace,
    files,
    connection: { ...connection, grantedScopes: () => Promise.resolve(undefined) },
    runs: [],
    memory: noMemory,
    secrets,
    mask: liveMasker(secrets),
    options: {},
    fetch: refuse,
    outside: refuse,
    issuer: '',
    credentials,
    learn: (secret) => void secrets.add(secret),
    keep: () => undefined,
    warnings: offline.warnings,
    offline,
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

/** What was kept of the tenant of an environment. Throws a `UsageError`. */
function openSnapshot(workspace: Workspace, files: FilesGoal): Offline & { warnings: Diagnostic[] } {
  const { tenant, environment } = files.target.config;
  const { catalog, selection } = files.target;
  const path = pathOf(workspace, environment.name);
  const full = join(workspace.surroundings.cwd, path);
  if (!existsSync(full)) throw planMessages.snapshotMissing(path, tenant, environment.name);
  const text = textAt(full);
  if (text === undefined) throw planMessages.snapshotUnusable(path, 'it is no file, or too large for one');
  const found = readTenantSnapshot(path, text, new Set(catalog.keys()));
  const [of, wanted] = [`${found.tenant}/${found.environment}`, `${tenant}/${environment.name}`];
  if (of !== wanted) throw planMessages.snapshotElsewhere(path, of, wanted);
  const { managed, named } = readScopeOf(files.desired, catalog, selection);
  const [read, known] = [new Set(found.read), new Set([...found.read, ...found.named])];
  const there = new Set(found.resources.map(({ address }) => address));
  const lists = [...files.desired.managed.lists].filter((list) =>
    [...there].some((address) => list.startsWith(`${address}/`)),
  );
  const lacking = [
    ...[...managed].flatMap(({ name }) => (read.has(name) ? [] : [name])),
    ...[...named].flatMap(({ name }) => (known.has(name) ? [] : [name])),
    ...lists.filter((list) => !read.has(list)),
  ];
  return {
    path,
    at: found.at,
    snapshot: { rows: [], unreadable: found.unreadable, ownClientId: undefined, kept: found.resources },
    warnings: lacking.length === 0 ? [] : [planMessages.snapshotLacks(path, found.at, lacking.sort(compareText))],
  };
}
