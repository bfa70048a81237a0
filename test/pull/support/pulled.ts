import { arrange } from '../../../src/canonical/comparable.ts';
import { canonicalLive } from '../../../src/canonical/live.ts';
import type { LiveState } from '../../../src/canonical/live.ts';
import { catalogOf, typeOf } from '../../../src/catalog/catalog.ts';
import { goalOfFiles } from '../../../src/goals.ts';
import type { Body } from '../../../src/model/json.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import { strip } from '../../../src/model/path.ts';
import { fileForm, withoutBaseline } from '../../../src/pull/file-form.ts';
import type { Baseline } from '../../../src/pull/file-form.ts';
import { withSecretMarks } from '../../../src/pull/secret-places.ts';
import { plan } from '../../../src/pipeline.ts';
import { tenantFiles } from '../../../src/pull/write.ts';
import type { Split, TenantFiles } from '../../../src/pull/write.ts';
import { readAll } from '../../../src/read/read-all.ts';
import { baseline as recorded } from '../../../src/resources/baselines.ts';
import { resourceTypes } from '../../../src/resources/index.ts';
import { fileOfSection, folderOfType } from '../../../src/resources/layout.ts';
import { selectionOf } from '../../../src/selection.ts';
import { projectOf, textOf } from '../../support/project.ts';
import type { Emulated, Files } from '../../support/project.ts';
import { changesOf } from '../../laws/run.ts';
import { demands } from '../../../src/validate/demands.ts';
import { schemaCompiler } from '../../../src/session/schemas.ts';
import { policyWith } from '../../support/stages.ts';

export const catalog = catalogOf(resourceTypes);

const demanded = demands(schemaCompiler());

/** What another tenant cannot have by the files: the thumbprint of another key, and it has all methods once one is named. */
const others = ['token_encryption.encryption_key.thumbprint_sha256', 'options.authentication_methods'];

/** All that an emulated tenant has, or all of some types. */
export async function snapshotOf({ connection }: Emulated, only: string[] = []): Promise<Snapshot> {
  return readAll({ catalog, selection: selectionOf(policyWith({ include: only }), catalog) }, connection);
}

/** The same in canonical form. */
export async function liveOf(tenant: Emulated, only?: string[]): Promise<LiveState> {
  return canonicalLive(await snapshotOf(tenant, only), catalog);
}

/** The files that a pull would write of an emulated tenant. */
export async function pulled(
  tenant: Emulated,
  { baseline = recorded, split = 'none', only }: { baseline?: Baseline; split?: Split; only?: string[] } = {},
): Promise<TenantFiles> {
  const { resources } = fileForm(await liveOf(tenant, only), catalog, demanded);
  const kept = resources.flatMap((resource) => withoutBaseline(resource, baseline) ?? []);
  return tenantFiles(kept, { split, sections: fileOfSection, folders: folderOfType });
}

/** Pulled files as those of a test's tenant, with a value for each secret and for each file to provide. */
export function filesFrom({ files, secrets, toProvide }: TenantFiles, provided: string): Files {
  const { 'tenant.yaml': tenant = '', ...others } = Object.fromEntries(files);
  const values = secrets.map(({ name }): [string, string] => [
    name,
    `${name.toLowerCase()}-value-of-thirty-two-characters-or-more`,
  ]);
  return {
    tenant,
    environment: { domain: 'local', policy: { delete: true }, keywords: Object.fromEntries(values) },
    files: { ...others, ...Object.fromEntries(toProvide.map((path) => [path, provided])) },
  };
}

/** The changes that pulled files plan on a tenant, while nobody has said what the secrets are; with the errors. */
export async function changesOn({ connection }: Emulated, { files, secrets }: TenantFiles): Promise<string[]> {
  const { 'tenant.yaml': tenant = '', ...others } = Object.fromEntries(files);
  const names = secrets.map(({ name }): [string, object] => [name, { env: name }]);
  const environment = { domain: 'local', policy: { delete: true }, secrets: Object.fromEntries(names) };
  const project = projectOf({ tenant, environment, files: others });
  const goal = goalOfFiles({ ...project, sources: { ...project.sources, secrets: 'wanted' } }, 'local');
  const planned = await plan(goal, connection);
  const wrong = [...goal.diagnostics, ...planned.diagnostics].filter(({ severity }) => severity === 'error');
  return [
    ...wrong.map((one) => textOf([one])),
    ...(planned.plan === undefined ? ['no plan'] : changesOf(planned.plan)),
  ];
}

/** What a tenant has by address, without secrets. */
export async function bodiesOf(tenant: Emulated, only?: string[]): Promise<Record<string, Body>> {
  const { resources } = await liveOf(tenant, only);
  const all = [...resources.values()].filter(({ system }) => system === undefined);
  const bodies = all.map(({ address, type: name, body }): [string, Body] => {
    const type = typeOf(catalog, name);
    return [address, arrange(type, withSecretMarks(type, strip(body, others)))];
  });
  return Object.fromEntries(bodies);
}
