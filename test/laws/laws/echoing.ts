import assert from 'node:assert/strict';
import { goalOfFiles } from '../../../src/goals.ts';
import { hasErrors } from '../../../src/model/diagnostic.ts';
import { isBody, omit, stableText } from '../../../src/model/json.ts';
import { projectOf, textOf } from '../../support/project.ts';
import { fullBodies, samples } from '../bodies.ts';
import { reader } from '../by-hand.ts';
import { applyAll, expectChanges, filesOf, freshTenant } from '../run.ts';
import type { Law } from './law.ts';

/** What rows put together of several answers, by type: files have it in another form. */
const parts: Readonly<Record<string, readonly string[]>> = {
  branding: ['templates'],
  clients: ['credentials'],
  connections: ['enabled_clients'],
  databases: ['enabled_clients'],
  guardianFactorProviders: ['provider'],
  selfServiceProfiles: ['customText'],
};

/** A resource as GET answers it, with ids where files have names and all that the server sets, is valid and plans nothing. */
export const echoing: Law = async (row, resourceTypes) => {
  const [made = row.always] = samples(fullBodies(row), 1);
  const tenant = freshTenant();
  await applyAll(filesOf(row, made), tenant, resourceTypes);
  const live = (await row.live(reader(tenant))) ?? null;
  if (!isBody(live)) return;
  const files = filesOf(row, { ...made, ...omit(live, parts[row.type] ?? []) });
  const { diagnostics } = goalOfFiles(projectOf(files, resourceTypes), 'local');
  assert.ok(!hasErrors(diagnostics), `${textOf(diagnostics)}\n${stableText(live)}`);
  await expectChanges(files, tenant, resourceTypes, [], stableText(live));
};
