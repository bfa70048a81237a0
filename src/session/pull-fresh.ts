import { join } from 'node:path';
import { catalogOf } from '../catalog/catalog.ts';
import { edit } from '../edit/edit.ts';
import { hasErrors } from '../model/diagnostic.ts';
import type { Json } from '../model/json.ts';
import { fieldOf } from '../model/tree.ts';
import { adopt } from '../pull/adopt.ts';
import { environmentFiles } from '../pull/environments.ts';
import { noBaseline } from '../pull/file-form.ts';
import { tenantFiles } from '../pull/write.ts';
import type { Split } from '../pull/write.ts';
import { readAll } from '../read/read-all.ts';
import type { OnRead } from '../read/watch.ts';
import { writeAll } from '../record/write-all.ts';
import type { FileToWrite } from '../record/write-all.ts';
import { baseline } from '../resources/baselines.ts';
import { resourceTypes } from '../resources/index.ts';
import { fileOfSection, folderOfType } from '../resources/layout.ts';
import { environmentForms, formsOf } from './adopt.ts';
import type { Adoption } from './adopt.ts';
import type { Session } from './connect.ts';
import { messages } from './messages.ts';
import { staged } from './stage.ts';
import { stateFolder } from './workspace.ts';
import type { Workspace } from './workspace.ts';

/** How a tenant is brought into a folder that has no files of it yet. */
export interface FreshOptions {
  split: Split;
  /** Whether what goes without saying is written out. */
  isAll: boolean;
  onRead?: OnRead;
}

/** What a fresh pull has found, and the files that it would write. */
export type Fresh = Adoption & { folder: string; edits: FileToWrite[] };

/** Whether a folder has no files of a tenant yet, only those of its environments. */
export function isFresh({ project: { loaded } }: Workspace): boolean {
  return loaded.documents.length === 0 && loaded.own.size === 0;
}

/** Reads all of a tenant and makes files of it that plan nothing; nothing is written yet. Throws a `Failure` or a `UsageError`. */
export async function pullFresh(session: Session, { split, isAll, onRead }: FreshOptions): Promise<Fresh> {
  const { workspace, files } = session;
  const { loaded } = workspace.project;
  const { environment, tenant } = files.target.config;
  const wrong = files.diagnostics.filter(({ code }) => code !== 'nothing-to-load');
  if (hasErrors(wrong))
    throw messages.environmentWrong(environment.name, wrong.map(({ message }) => message).join('; '));
  const snapshot = await readAll(files.target, { ...session.connection, onRead });
  const { name, domain, policy } = environment;
  const read = [{ name, domain, snapshot }];
  const catalog = catalogOf(resourceTypes);
  const forms = formsOf(read, catalog);
  const selected = forms.map((form) => ({
    ...form,
    resources: form.resources.filter(
      ({ type, address, body }) => !files.target.selection.isExcluded({ type: type.name, address, body }),
    ),
  }));
  const adopted = adopt(environmentForms(read, selected), {
    catalog,
    baseline: isAll ? noBaseline : baseline,
    said: { same: [], notSame: [] },
  });
  const layout = { split, sections: fileOfSection, folders: folderOfType };
  const written = tenantFiles(adopted.shared, layout, { keywords: [...loaded.keywordNames] });
  const ambiguous = forms.flatMap((form) => form.ambiguous.map((one) => ({ environment: name, ...one })));
  const open = ambiguous.filter(({ address }) => !policy.exclude.includes(address));
  if (open.length > 0) throw messages.excludeFirst(open.map(({ address, ids }) => `${address} (${ids.join(', ')})`));
  const names = written.secrets.map((secret) => secret.name);
  const defaults = defaultsWith(loaded.defaults, names);
  const texts = new Map([...written.files, ...(defaults === undefined ? [] : [['defaults.yaml', defaults] as const])]);
  const folder = join(workspace.surroundings.cwd, loaded.folder);
  using stage = staged(tenant, workspace.surroundings);
  stage.copy(folder);
  stage.write(texts);
  stage.prove(name, snapshot);
  const before = (path: string): string | undefined =>
    path === 'defaults.yaml' ? loaded.defaults?.source.text : undefined;
  return {
    tenant,
    adopted,
    ...written,
    files: texts,
    ambiguous,
    unreadable: snapshot.unreadable.map(({ type, reason }) => ({ environment: name, type, reason })),
    settings: [],
    folder: loaded.folder,
    edits: [...texts].map(([path, after]) => ({ path: join(folder, path), before: before(path), after })),
  };
}

/** Writes what a fresh pull has found, all or nothing. Throws a `UsageError`. */
export function writeFresh({ workspace }: Session, { edits }: Fresh): void {
  writeAll(stateFolder(workspace.surroundings), edits);
}

/** The file that the environments share with these secrets in it; nothing when there is nothing to add. */
function defaultsWith(
  defaults: Workspace['project']['loaded']['defaults'],
  secrets: readonly string[],
): string | undefined {
  if (secrets.length === 0) return undefined;
  if (defaults === undefined)
    return environmentFiles([], { environments: [], keywords: [] }, secrets).get('defaults.yaml');
  const existing = defaults.root === undefined ? undefined : fieldOf(defaults.root, 'secrets');
  const known = existing?.type === 'map' ? existing.entries.map(({ key }) => key) : [];
  const missing = secrets.filter((name) => !known.includes(name)).map((name): [string, Json] => [name, { env: name }]);
  if (missing.length === 0) return undefined;
  const edits =
    existing?.type === 'map'
      ? missing.map(([name, value]) => ({ do: 'set', path: ['secrets', name], value }) as const)
      : [{ do: 'set', path: ['secrets'], value: Object.fromEntries(missing) } as const];
  return edit(defaults.source.text, edits).text;
}
