import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { realClock } from '../../../src/auth0/clock.ts';
import { applyFleet, planFleet, worstExit } from '../../../src/session/fleet.ts';
import type { FleetEvents } from '../../../src/session/fleet.ts';
import type { Surroundings } from '../../../src/session/surroundings.ts';
import { findTargets } from '../../../src/session/targets.ts';
import { folderOf } from '../../cli/support/tenantry.ts';

const events: FleetEvents = { begin: () => undefined, end: () => undefined };

/** Two tenants in emulators, with these roles. */
function surroundings(roles: string, signal = new AbortController().signal): Surroundings {
  const cwd = folderOf({
    'tenants/dock/tenant.yaml': roles,
    'tenants/dock/environments/dev.yaml': 'domain: local\n',
    'tenants/harbor/tenant.yaml': roles,
    'tenants/harbor/environments/dev.yaml': 'domain: local\n',
  });
  return { cwd, env: {}, signal, clock: realClock };
}

it('exits as the worst of all: an error, partly done, findings, changes, nothing', () => {
  const severity = [70, 1, 4, 3, 2, 0];
  for (const [index, worst] of severity.entries())
    expect(worstExit(severity.slice(index).map((exit) => ({ exit })))).toBe(worst);
  expect(worstExit([])).toBe(0);
});

it('applies no more than what was shown: what has come since is refused, and what is gone is left out', async () => {
  const around = surroundings('roles: [{ name: One }, { name: Two }]\n');
  const { listed, targets } = await findTargets(around);
  const planned = await planFleet(around, listed, 'apply', {}, events);
  const path = (tenant: string): string => join(around.cwd, `tenants/${tenant}/tenant.yaml`);
  writeFileSync(path('dock'), readFileSync(path('dock'), 'utf8').replace('{ name: One }', '{ name: Other }'));
  writeFileSync(path('harbor'), 'roles: [{ name: Two }]\n');
  const applied = await applyFleet(around, planned, targets.order, { maxFailures: 1 }, events);
  expect(applied.map(({ target, outcome, exit }) => [target.id, outcome, exit])).toEqual([
    ['dock-dev', 'refused', 1],
    ['harbor-dev', 'applied', 0],
  ]);
  expect(applied[0]?.error).toMatchObject({ code: 'more-than-shown' });
  expect(String(applied[0]?.error)).toContain('create roles/Other');
});

it('begins nothing when it is stopped before', async () => {
  const stop = new AbortController();
  const around = surroundings('roles: [{ name: One }]\n', stop.signal);
  const { listed, targets } = await findTargets(around);
  const planned = await planFleet(around, listed, 'apply', {}, events);
  stop.abort();
  const applied = await applyFleet(around, planned, targets.order, {}, events);
  expect(applied.map(({ outcome }) => outcome)).toEqual(['not started', 'not started']);
  const none = await planFleet(around, listed, 'plan', {}, events);
  expect(none.map(({ outcome }) => outcome)).toEqual(['not started', 'not started']);
});

it('takes at most so many at once, and tells when each begins and ends', async () => {
  const around = surroundings('roles: []\n');
  const { listed } = await findTargets(around);
  const said: string[] = [];
  await planFleet(
    around,
    listed,
    'plan',
    { parallel: 1 },
    {
      begin: ({ id }) => void said.push(`begin ${id}`),
      end: ({ target: { id }, outcome }) => void said.push(`end ${id} ${outcome}`),
    },
  );
  expect(said).toEqual(['begin dock-dev', 'end dock-dev nothing', 'begin harbor-dev', 'end harbor-dev nothing']);
});
