import assert from 'node:assert/strict';
import type { Body } from '../../../src/model/json.ts';
import type { Outcome } from '../../../src/model/outcome.ts';
import type { Plan } from '../../../src/model/plan.ts';
import { formats } from '../../../src/report/formats/index.ts';
import type { FormatName } from '../../../src/report/formats/index.ts';
import { outcomesReport } from '../../../src/report/outcomes.ts';
import { planReport } from '../../../src/report/plan.ts';
import { someOf } from '../../support/long.ts';
import { planOf, runPlan } from '../../support/project.ts';
import { bare, written } from '../../support/report.ts';
import { fullBodies, samples, withValue } from '../bodies.ts';
import { planted } from '../row.ts';
import type { Row } from '../row.ts';
import { applyAll, execute, filesOf, filesWith, freshTenant, waveOf } from '../run.ts';
import type { Law } from './law.ts';

/** No planted secret in any output. */
export const secrecy: Law = async (row, resourceTypes) => {
  if (row.secrets === undefined) return;
  for (const body of samples(fullBodies(row), someOf(2))) {
    assert.ok(JSON.stringify(body).includes(planted), 'a secret is planted');
    const tenant = freshTenant();
    const planned = await planOf(filesOf(row, body), tenant, resourceTypes);
    const outputs = await outputsOf(planned.plan, await runPlan(planned, tenant));
    for (const other of [...samples(fullBodies(row), someOf(6), 7), row.always])
      outputs.push(...(await outputsOf((await planOf(filesOf(row, other), tenant, resourceTypes)).plan, [])));
    for (const output of outputs) assert.ok(!output.includes(planted), `a secret is shown: ${around(output)}`);
  }
};

/** A create that lacks a field which the API insists on is refused before anything is written. */
export const requiredOnCreate: Law = async (row, resourceTypes) => {
  for (const field of Object.keys(row.always)) {
    const tenant = freshTenant();
    const files = filesOf(row, withValue(row.always, [field], undefined));
    const planned = await planOf(files, tenant, resourceTypes).catch(() => undefined);
    if (planned === undefined) {
      assert.deepEqual(tenant.writes(), []);
      continue;
    }
    const reasons = (await runPlan(planned, tenant)).map(({ reason = '' }) => reason);
    assert.deepEqual(
      reasons.filter((reason) => reason.includes('Payload validation error')),
      [],
      `without ${field}`,
    );
  }
};

async function outputsOf(plan: Plan, outcomes: Outcome[]): Promise<string[]> {
  const reports = [
    planReport(plan, 'plan', bare),
    planReport(plan, 'drift', bare),
    outcomesReport(plan, { outcomes }, bare),
  ];
  const names = Object.keys(formats) as FormatName[];
  const texts = reports.flatMap((report) => names.map((format) => written(report, format)));
  return [JSON.stringify(plan), ...(await Promise.all(texts))];
}

function around(output: string): string {
  const at = output.indexOf(planted);
  return output.slice(Math.max(0, at - 100), at + 40);
}

/** Created after what it refers to, deleted before. */
export const orderOfChanges: Law = async (row, resourceTypes) => {
  for (const body of samples(fullBodies(row), someOf(2))) {
    const tenant = freshTenant();
    const files = filesOf(row, body);
    const created = await planOf(files, tenant, resourceTypes);
    for (const [late, early] of [...ownOrder(row, body), ...childOrder(row, created.plan)]) {
      const [after, before] = [waveOf(created.plan, late), waveOf(created.plan, early)];
      assert.ok(after > before && before >= 0, `${late} is created after ${early}`);
    }
    await execute(created, tenant);
    const lists = Object.keys(files.tenant).filter((section) => Array.isArray(files.tenant[section]));
    if (row.gone === 'never' || lists.length === 0) continue;
    const removed = await planOf(filesWith(Object.fromEntries(lists.map((name) => [name, []]))), tenant, resourceTypes);
    for (const [early, late] of ownOrder(row, body)) {
      const [before, after] = [waveOf(removed.plan, early), waveOf(removed.plan, late)];
      assert.ok(before < 0 || after < 0 || before < after, `${early} is deleted before ${late}`);
    }
    await execute(removed, tenant);
  }
};

/** The resource with each of those that it has to be behind and that its body names. */
function ownOrder(row: Row, body: Body): [string, string][] {
  const named = (address: string): boolean => JSON.stringify(body).includes(keyIn(address));
  const { after = [] } = row;
  return after.filter((address) => named(address) || !after.some(named)).map((address) => [row.address, address]);
}

function childOrder(row: Row, plan: Plan): [string, string][] {
  return Object.values(row.children ?? {}).flatMap(({ name, after = [] }) => {
    const children = plan.changes
      .map(({ address }) => address)
      .filter((address) => address.startsWith(`${row.address}/${name}`));
    return after.flatMap((other) => {
      const naming = children.filter((address) => address.slice(row.address.length).includes(keyIn(other)));
      return (after.length === 1 ? children : naming).map((address): [string, string] => [address, other]);
    });
  });
}

function keyIn(address: string): string {
  return address.slice(address.indexOf('/') + 1);
}

function fullBody(row: Row): Body {
  return samples(fullBodies(row), 1)[0] ?? row.always;
}

/** One failure skips only its dependents, and applying again finishes the job. */
export const blastRadius: Law = async (row, resourceTypes) => {
  const files = filesOf(row, fullBody(row));
  const probe = await planOf(files, freshTenant(), resourceTypes);
  const steps = probe.plan.waves.flat();
  for (const [index] of steps.entries()) {
    let writes = -1;
    let verb = '';
    const tenant = freshTenant((request) => {
      if (request.method === 'GET' || request.url.endsWith('/oauth/token')) return undefined;
      writes += 1;
      const refusal = { statusCode: 400, message: 'refused by the test' };
      if (writes === index) verb = request.method === 'POST' ? 'create' : 'update';
      return writes === index ? Response.json(refusal, { status: 400 }) : undefined;
    });
    const outcomes = await runPlan(await planOf(files, tenant, resourceTypes), tenant);
    const withStatus = (wanted: Outcome['status']): string[] =>
      outcomes.filter(({ status }) => status === wanted).map(({ address }) => address);
    const failed = withStatus('failed');
    const lost = new Set<string>();
    for (const step of steps) {
      const isFailed =
        failed.includes(step.address) &&
        (step.do === verb || !steps.some((other) => other.address === step.address && other.do === verb));
      if (isFailed || step.dependsOn.some((need) => lost.has(need))) lost.add(step.address);
    }
    const dependents = [...lost].filter((address) => !failed.includes(address));
    assert.deepEqual(withStatus('skipped').sort(), dependents.sort());
    // What comes after something that no field of it refers to is tried all the same.
    const after = [...(row.after ?? []), ...Object.values(row.children ?? {}).flatMap((child) => child.after ?? [])];
    const tried = after.some((other) => failed.includes(other)) ? [row.address] : [];
    const others = failed.filter((address) => !tried.some((known) => `${address}/`.startsWith(`${known}/`)));
    // Children that go in one request fail together.
    const requests = new Set(others.map((address) => (address.startsWith(`${row.address}/`) ? row.address : address)));
    assert.ok(requests.size <= 1, `${others.join(', ')} failed, not one of them`);
    tenant.emulator.requests.length = 0;
    await applyAll(files, tenant, resourceTypes);
  }
};
