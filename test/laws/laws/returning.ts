import assert from 'node:assert/strict';
import { schemaCompiler } from '../../../src/session/schemas.ts';
import { hasErrors } from '../../../src/model/diagnostic.ts';
import type { Body } from '../../../src/model/json.ts';
import { stableText } from '../../../src/model/json.ts';
import { goalOfFiles, goalOfRollback } from '../../../src/goals.ts';
import { plan, snapshot } from '../../../src/pipeline.ts';
import type { DesiredState } from '../../../src/model/resource.ts';
import type { ResourceTypes } from '../../../src/catalog/resource-type.ts';
import { accepts } from '../../../src/validate/accepts.ts';
import { planOf, projectOf, textOf } from '../../support/project.ts';
import type { Emulated } from '../../support/project.ts';
import { fullBodies, samples } from '../bodies.ts';
import type { Row } from '../row.ts';
import { applyAll, execute, changesOf, filesOf, filesWith, freshTenant, withoutResource } from '../run.ts';
import type { RowFiles } from '../run.ts';
import type { Law } from './law.ts';

/** After a run and its rollback the tenant is as it was before, but for secrets. */
export const returning: Law = async (row, resourceTypes) => {
  const [first = row.always, second = row.always] = samples(fullBodies(row), 2);
  const steps: RowFiles[] = [filesOf(row, row.always), filesOf(row, second)];
  const without = withoutResource(row);
  if (without !== undefined) steps.push(filesWith(without));
  for (const files of steps) await backAndForth(row, resourceTypes, first, files);
};

async function backAndForth(row: Row, resourceTypes: ResourceTypes, body: Body, files: RowFiles): Promise<void> {
  const tenant = freshTenant();
  const before = filesOf(row, body);
  await applyAll(before, tenant, resourceTypes);
  // The secrets are those of the files that the rollback finds.
  const { desired } = goalOfFiles(projectOf(before, resourceTypes), 'local');
  await runAndReturn(files, desired, tenant, resourceTypes);
  const { plan: left } = await planOf(before, tenant, resourceTypes);
  const open = left.changes.filter(
    ({ fields }) => fields.length === 0 || fields.some(({ isSecret }) => isSecret !== true),
  );
  assert.deepEqual(changesOf({ ...left, changes: open }), [], `${stableText(body)} -> ${stableText(files.tenant)}`);
}

async function runAndReturn(
  toFiles: RowFiles,
  files: DesiredState,
  tenant: Emulated,
  resourceTypes: ResourceTypes,
): Promise<void> {
  const planned = await planOf(toFiles, tenant, resourceTypes);
  const described = goalOfFiles(projectOf(toFiles, resourceTypes), 'local');
  const before = await snapshot(described, planned.plan, planned, tenant.connection, () => true);
  await execute(planned, tenant);
  const begun = new Set(planned.plan.changes.map(({ address }) => address));
  const accepted = accepts(schemaCompiler(), planned.catalog);
  const run = { plan: planned.plan, snapshot: before, begun, accepts: accepted };
  const { goal } = goalOfRollback({ ...described, desired: files }, run);
  const again = await plan(goal, tenant.connection);
  assert.ok(again.plan !== undefined && !hasErrors(again.diagnostics), textOf(again.diagnostics));
  await execute({ ...again, plan: again.plan }, tenant);
}
