import { canonicalLive } from '../canonical/live.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { catalogOf } from '../catalog/catalog.ts';
import { bareDomain } from '../model/domain.ts';
import type { Address } from '../model/address.ts';
import { compareText } from '../model/json.ts';
import { strip } from '../model/path.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { adopt } from '../pull/adopt.ts';
import type { Adopted } from '../pull/adopt.ts';
import type { EnvironmentForm, Said } from '../pull/align.ts';
import { environmentFiles } from '../pull/environments.ts';
import type { CredentialNames, EnvironmentSettings } from '../pull/environments.ts';
import { fileForm, noBaseline } from '../pull/file-form.ts';
import type { FileForm, FileResource } from '../pull/file-form.ts';
import type { NamedSecret } from '../pull/secret-names.ts';
import { wordsOf } from '../pull/words.ts';
import { tenantFiles } from '../pull/write.ts';
import type { Split } from '../pull/write.ts';
import { readAll } from '../read/read-all.ts';
import type { OnRead } from '../read/watch.ts';
import { baseline } from '../resources/baselines.ts';
import { resourceTypes } from '../resources/index.ts';
import { fileOfSection, folderOfType } from '../resources/layout.ts';
import { demands } from '../validate/demands.ts';
import type { RateFigures } from '../auth0/rate-limiter.ts';
import { connect } from './connect.ts';
import type { SessionOptions } from './connect.ts';
import { messages } from './messages.ts';
import { schemaCompiler } from './schemas.ts';
import { staged } from './stage.ts';
import type { Surroundings } from './surroundings.ts';
import { filesOf } from './workspace.ts';
import type { Workspace } from './workspace.ts';

/** Which tenants are adopted, and how. */
export interface AdoptRequest {
  tenant: string;
  environments: readonly { name: string; domain: string }[];
  said: Said;
  /** Names of keywords that the user does not like, and better ones. */
  names: ReadonlyMap<string, string>;
  split: Split;
  /** Whether what goes without saying is written out. */
  isAll: boolean;
}

/** What several tenants would be as files; nothing is written yet. */
export interface Adoption {
  tenant: string;
  adopted: Adopted;
  /** The texts by their paths from the tenant's folder. */
  files: Map<string, string>;
  secrets: NamedSecret[];
  /** Files that are named and whose content only the user has. */
  toProvide: string[];
  unreadable: { environment: string; type: string; reason: string }[];
  /** Names that a tenant has more than once. */
  ambiguous: { environment: string; address: Address; ids: string[] }[];
  settings: EnvironmentSettings[];
}

/** What was read of one environment. */
export interface ReadEnvironment {
  name: string;
  domain: string;
  snapshot: Snapshot;
}

/** What is watched while tenants are read. */
export type Watching = SessionOptions & {
  onRead?: OnRead;
  /** Told of each connection what it has sent and waits for. */
  onConnect?: (figures: () => RateFigures) => void;
};

/** Reads tenants and makes one set of files for them, which plans nothing on any of them. Throws a `Failure` or a `UsageError`. */
export async function adoptTenants(
  request: AdoptRequest,
  surroundings: Surroundings,
  options: Watching = {},
): Promise<Adoption> {
  const settings = request.environments.map((one): EnvironmentSettings => ({
    ...one,
    credentials: one.domain === 'local' ? undefined : credentialNames(one.name, surroundings.env),
    exclude: [],
  }));
  using stage = staged(request.tenant, surroundings);
  stage.write(environmentFiles(settings, { environments: [], keywords: [] }, []));
  const read = await readEnvironments(stage.open(), settings, options);
  return adoptRead(request, settings, read, surroundings);
}

/** The same for what was read of the tenants before. */
export function adoptRead(
  request: AdoptRequest,
  given: readonly EnvironmentSettings[],
  read: readonly ReadEnvironment[],
  surroundings: Surroundings,
): Adoption {
  const catalog = catalogOf(resourceTypes);
  const { said, names, isAll, split, tenant } = request;
  const forms = formsOf(read, catalog);
  const adopted = adopt(environmentForms(read, forms), {
    catalog,
    baseline: isAll ? noBaseline : baseline,
    said,
    names,
  });
  const ambiguous = read.flatMap(({ name }, index) =>
    (forms[index]?.ambiguous ?? []).map((one) => ({ environment: name, ...one })),
  );
  const settings = given.map((one) => ({
    ...one,
    exclude: ambiguous.filter(({ environment }) => environment === one.name).map(({ address }) => address),
  }));
  const written = filesFor(adopted, settings, split);
  using stage = staged(tenant, surroundings);
  stage.write(written.files);
  for (const { name, snapshot } of read) stage.prove(name, snapshot);
  const unreadable = read.flatMap(({ name, snapshot }) =>
    snapshot.unreadable.map(({ type, reason }) => ({ environment: name, type, reason })),
  );
  return { tenant, adopted, ...written, unreadable, ambiguous, settings };
}

/** What was read of each environment as files would declare it. */
export function formsOf(read: readonly ReadEnvironment[], catalog: Catalog): FileForm[] {
  const demanded = demands(schemaCompiler());
  return read.map(({ snapshot }) => fileForm(canonicalLive(snapshot, catalog), catalog, demanded));
}

/**
 * The variables of an environment's own client, when the process environment has one of them; else those of `AUTH0_*` are used.
 *
 * Throws a `UsageError` when there are neither.
 */
function credentialNames(name: string, env: Surroundings['env']): CredentialNames | undefined {
  const prefix = name.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_');
  const isSet = (variable: string): boolean => (env[variable] ?? '') !== '';
  const clientId = `${prefix}_AUTH0_CLIENT_ID`;
  const secret = `${prefix}_AUTH0_CLIENT_SECRET`;
  const keys = [`${prefix}_AUTH0_CLIENT_SIGNING_KEY`, `${prefix}_AUTH0_CLIENT_SIGNING_KEY_PATH`];
  const key = keys.find(isSet);
  const others = ['AUTH0_ACCESS_TOKEN', 'AUTH0_CLIENT_ASSERTION', 'AUTH0_CLIENT_ID'];
  if ([clientId, secret, ...keys].some(isSet)) {
    const missing = [clientId, key ?? secret].filter((variable) => !isSet(variable));
    if (missing.length > 0) throw messages.ownCredentialsMissing(name, missing, false);
    return { clientId, secret: key ?? secret, isKey: key !== undefined };
  }
  if (!others.some(isSet)) throw messages.ownCredentialsMissing(name, [clientId, secret], true);
  return undefined;
}

async function readEnvironments(
  workspace: Workspace,
  settings: readonly EnvironmentSettings[],
  options: Watching,
): Promise<ReadEnvironment[]> {
  const readOne = async ({ name, domain }: EnvironmentSettings): Promise<ReadEnvironment> => {
    const files = filesOf(workspace, name);
    const wrong = files.diagnostics.find(
      ({ severity, origin }) => severity === 'error' && origin?.source.path.includes('environments') === true,
    );
    if (wrong !== undefined) throw messages.environmentWrong(name, wrong.message);
    await using session = await connect(workspace, files, options);
    options.onConnect?.(session.connection.figures);
    const snapshot = await readAll(files.target, { ...session.connection, onRead: options.onRead });
    return { name, domain, snapshot };
  };
  return Promise.all(settings.map(readOne));
}

/** What each environment has, without the types that some tenant does not let be read: its files could not have them. */
export function environmentForms(read: readonly ReadEnvironment[], forms: readonly FileForm[]): EnvironmentForm[] {
  const lacking = read.flatMap(({ snapshot }) => snapshot.unreadable.map(({ type }) => type));
  const visible = (resource: FileResource): FileResource[] => {
    const { type, body } = resource;
    if (lacking.includes(type.name)) return [];
    const gone = (type.root.children ?? []).filter(({ name }) => lacking.includes(`${type.name}.${name}`));
    return [
      gone.length === 0
        ? resource
        : {
            ...resource,
            body: strip(
              body,
              gone.map(({ path }) => path),
            ),
          },
    ];
  };
  return read.map(({ name, domain }, index) => ({
    name,
    domain: bareDomain(domain),
    words: wordsOf(name),
    resources: (forms[index]?.resources ?? []).flatMap(visible),
  }));
}

/** All files of the tenant's folder: what is shared, what only one environment has, and the environments. */
function filesFor(
  adopted: Adopted,
  settings: readonly EnvironmentSettings[],
  split: Split,
): { files: Map<string, string>; secrets: NamedSecret[]; toProvide: string[] } {
  const layout = { split, sections: fileOfSection, folders: folderOfType };
  const names = adopted.keywords.map(({ name }) => name);
  const shared = tenantFiles(adopted.shared, layout, { keywords: names });
  const own = [...adopted.own].flatMap(([environment, resources]) => {
    const taken = new Set(shared.secrets.map(({ name }) => name));
    return resources.length === 0 ? [] : [tenantFiles(resources, layout, { keywords: names, taken, environment })];
  });
  const parts = [shared, ...own];
  const secrets = parts.flatMap((part) => part.secrets);
  const variables = [...new Set(secrets.map(({ name }) => name))].sort(compareText);
  const files = [...parts.flatMap((part) => [...part.files]), ...environmentFiles(settings, adopted, variables)];
  return {
    files: new Map(files.toSorted(([a], [b]) => compareText(a, b))),
    secrets,
    toProvide: parts.flatMap((part) => part.toProvide),
  };
}
