import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { digest } from '../../../src/model/inputs.ts';
import type { Json } from '../../../src/model/json.ts';
import { readJournal } from '../../../src/record/journal.ts';
import { planAgain } from '../../../src/record/messages.ts';
import { planFormat, readPlanFile } from '../../../src/record/plan-file.ts';
import { planOfRun, runFormat, runsIn } from '../../../src/record/runs.ts';

const create = { address: 'roles/Courier', type: 'roles', action: 'create', fields: [] };
const plan = { tenant: 'acme', environment: 'dev', domain: 'local', changes: [create], requests: 1, unchanged: 0 };
const step = { do: 'create', address: 'roles/Courier', deferred: [], dependsOn: [] };
const saved = {
  format: planFormat,
  tool: '0.1.0',
  inputs: { files: {}, keywords: {} },
  preconditions: {},
  plan: { ...plan, waves: [[step]] },
};
const header = { tenant: 'acme', environment: 'dev', domain: 'local', what: 'apply', by: 'ada', startedAt: '2026' };
const start = { at: '2026', event: 'start', address: 'roles/Courier', do: 'create' };

const planText = (content: Json): string =>
  JSON.stringify({ ...(content as object), checksum: digest(content) }, undefined, 1);

function folderOf(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'tenantry-shape-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

it('a plan is read as it was written', () => {
  expect(readPlanFile('plan.json', planText(saved))).toEqual(saved);
});

it.each([
  [{ ...saved, tool: 1 }, 'tool has to be a string'],
  [{ ...saved, inputs: { files: { 'a.yaml': 1 }, keywords: {} } }, 'inputs.files["a.yaml"] has to be a string'],
  [{ ...saved, plan: null }, 'plan has to be an object'],
  [{ ...saved, plan }, 'plan.waves has to be an array'],
  [
    { ...saved, plan: { ...saved.plan, changes: [create, { ...create, action: 'burn' }] } },
    'plan.changes[1].action has to be one of create, update, replace, delete, none',
  ],
  [
    { ...saved, plan: { ...saved.plan, changes: [{ ...create, action: 'update' }] } },
    'plan.changes[0].fieldsToSend has to be an array',
  ],
  [
    { ...saved, plan: { ...saved.plan, changes: [{ ...create, withheld: { guard: 'delete' } }] } },
    'plan.changes[0].withheld.reason has to be a string',
  ],
  [
    { ...saved, plan: { ...saved.plan, waves: [[step, { ...step, do: 'update' }]] } },
    'plan.waves[0][1].fields has to be an array',
  ],
])('a plan of another shape is refused with the place: %#', (content, wanted) => {
  const read = (): unknown => readPlanFile('plan.json', planText(content));
  expect(read).toThrow(`plan.json is damaged: ${wanted}`);
  expect(read).toThrow(expect.objectContaining({ code: 'plan-damaged' }));
});

it('a plan of the format before is refused: it has to be made again', () => {
  const read = (): unknown => readPlanFile('plan.json', planText({ ...saved, format: planFormat - 1 }));
  expect(read).toThrow(expect.objectContaining({ code: 'plan-format', hint: planAgain }));
});

it('a journal is read up to a line that was cut off, and behind it', async () => {
  const done = { ...start, event: 'done', id: 'rol_1', secrets: { password: 'x' } };
  const end = { at: '2026', event: 'end', counts: { done: 1 } };
  const lines = [JSON.stringify(start), '{"at":"20', JSON.stringify(done), JSON.stringify(end), ''];
  const folder = folderOf({ 'journal.jsonl': lines.join('\n') });
  expect(await readJournal(join(folder, 'journal.jsonl'))).toEqual([start, done, end]);
  expect(await readJournal(join(folder, 'other.jsonl'))).toEqual([]);
});

it.each([
  [{ ...start, event: 'begin' }, 'event has to be one of start, done, failed, log, end'],
  [{ ...start, address: 7 }, 'address has to be a string'],
  [{ at: '2026', event: 'end' }, 'counts has to be an object'],
  ['start', 'it has to be an object'],
])('a line of a journal that is no entry is refused with file, line and place: %#', async (entry, wanted) => {
  const folder = folderOf({ 'journal.jsonl': `${JSON.stringify(start)}\n${JSON.stringify(entry)}\n` });
  const path = join(folder, 'journal.jsonl');
  await expect(readJournal(path)).rejects.toThrow(`${path}:2 is damaged: ${wanted}`);
});

it('a run whose header was cut off never began, and one with another header is refused', async () => {
  const root = folderOf({});
  mkdirSync(join(root, '1'));
  writeFileSync(join(root, '1', 'run.json'), '{"tenant":');
  expect(await runsIn(root, () => true)).toEqual([]);
  writeFileSync(join(root, '1', 'run.json'), JSON.stringify({ ...header, by: null }));
  await expect(runsIn(root, () => true)).rejects.toThrow(
    `${join(root, '1', 'run.json')} is damaged: by has to be a string`,
  );
});

it('a snapshot of another shape, or a record of the format before, is refused', () => {
  const kept = { address: 'roles/Courier', type: 'roles', key: 'Courier', body: {}, lost: [['a', 0], [true]] };
  const folder = folderOf({
    'plan.json': planText(saved),
    'snapshot.json': JSON.stringify({ resources: [kept] }),
  });
  const run = { id: '1', folder, header: { ...header, format: runFormat }, entries: [] };
  expect(() => planOfRun(run)).toThrow(
    `${join(folder, 'snapshot.json')} is damaged: resources[0].lost[1][0] has to be a string or a number`,
  );
  expect(() => planOfRun({ ...run, header })).toThrow(
    expect.objectContaining({ code: 'run-format', message: expect.stringMatching(/format 1,/) as string }),
  );
});
