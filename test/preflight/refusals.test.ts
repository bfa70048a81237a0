import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { refusals } from '../../src/emulator/refusals.ts';
import { goalOfFiles } from '../../src/goals.ts';
import { hasErrors } from '../../src/model/diagnostic.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import { plan } from '../../src/pipeline.ts';
import { applyOf, emulated, projectOf } from '../support/project.ts';
import { foreseen } from './refusals.ts';
import type { Foreseen } from './row.ts';

const rows = Object.entries(foreseen).flatMap(([id, row]) => (typeof row === 'string' ? [] : [{ id, ...row }]));

/** What is said before anything is written, and the writes, of which there must be none. */
async function told({ files, live, requests = [], environment, scopes }: Foreseen): Promise<{
  diagnostics: Diagnostic[];
  writes: string[];
}> {
  const before = emulated({ buildMilliseconds: 0 });
  for (const [method, path, body] of requests) await before.request(method, path, body);
  if (live !== undefined) {
    const outcomes = await applyOf({ tenant: live }, before);
    assert.deepEqual(
      outcomes.filter(({ status }) => status !== 'done'),
      [],
    );
  }
  const tenant = emulated({ state: before.emulator.snapshot(), ...(scopes && { scopes }) });
  const goal = goalOfFiles(projectOf({ tenant: files, ...(environment && { environment }) }), 'local');
  if (hasErrors(goal.diagnostics)) return { diagnostics: goal.diagnostics, writes: tenant.writes() };
  const { diagnostics } = await plan(goal, tenant.connection);
  return { diagnostics, writes: tenant.writes() };
}

describe('a refusal of the API is said before the first write', () => {
  it.each(rows)('$id: $code', async ({ code, severity = 'error', ...row }) => {
    const { diagnostics, writes } = await told({ code, ...row });
    expect(diagnostics.map((one) => `${one.severity} ${one.code}`)).toContain(`${severity} ${code}`);
    expect(writes).toEqual([]);
  });
});

it('each refusal has a check that foresees it, or a reason why none can', () => {
  expect(Object.keys(foreseen).sort()).toEqual(Object.keys(refusals).sort());
  expect(Object.values(foreseen).filter((row) => row === '')).toEqual([]);
});

it('each check that is named exists', () => {
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
  const text = sources.map((path) => readFileSync(`src/${path}`, 'utf8')).join('\n');
  expect(rows.map(({ code }) => code).filter((code) => !text.includes(`'${code}'`))).toEqual([]);
});
