import { describe, expect, it } from 'vitest';
import type { Action } from '../../../src/model/change.ts';
import type { Diagnostic } from '../../../src/model/diagnostic.ts';
import { error, warning } from '../../../src/model/diagnostic.ts';
import type { Plan } from '../../../src/model/plan.ts';
import { sourceOf } from '../../../src/model/tree.ts';
import { refusalReport, validationReport } from '../../../src/report/diagnostics.ts';
import { messages } from '../../../src/report/messages.ts';
import type { Wording } from '../../../src/report/messages.ts';
import { outcomesReport } from '../../../src/report/outcomes.ts';
import type { Result } from '../../../src/report/outcomes.ts';
import { planReport } from '../../../src/report/plan.ts';
import type { Report } from '../../../src/report/view.ts';
import { applyOf, emulated, planOf } from '../../support/project.ts';
import type { Files } from '../../support/project.ts';
import { findings } from '../../schemas/validators.ts';
import { bare, written } from '../../support/report.ts';
import { statementsOf, visible } from './words.ts';

/** Deletes, unless they are protected. */
const environment = { domain: 'local', policy: { delete: true, protect: ['roles/Kept', 'connections/kept'] } };
const google = { options: { client_id: 'x' } };

const before: Files = {
  environment,
  tenant: {
    tenant: { friendly_name: 'Harbor' },
    roles: [{ name: 'Courier', description: 'Drives' }, { name: 'Kept' }, { name: 'Gone' }],
    connections: [
      { name: 'login', strategy: 'github', ...google },
      { name: 'kept', strategy: 'github', ...google },
    ],
    clients: [{ name: 'Portal', app_type: 'spa', callbacks: ['https://a.test', 'https://b.test'] }],
    pages: [{ name: 'error_page', html: '<p>one</p>\n<p>two</p>\n<p>three</p>\n' }],
  },
};

const after: Files = {
  environment,
  tenant: {
    tenant: { friendly_name: 'Port' },
    roles: [{ name: 'Courier', description: 'Rides' }, { name: 'New `@acme` | <b>x</b> ](y)' }],
    connections: [
      { name: 'login', strategy: 'bitbucket', ...google },
      { name: 'kept', strategy: 'bitbucket', ...google },
    ],
    clients: [{ name: 'Portal', app_type: 'spa', callbacks: ['https://a.test', 'https://c.test'] }],
    pages: [{ name: 'error_page', html: '<p>one</p>\n```\n<p>2 & 3</p>\n<p>three</p>\n' }],
  },
};

/** What of the JSON is looked at. */
interface Published {
  changes: { action: Action; address: string }[];
  summary: Record<'create' | 'update' | 'replace' | 'delete' | 'withheld', number>;
}

const source = sourceOf('tenant.yaml', 'roles:\n  - nmae: "<b>`x`</b>"\n');
const diagnostics: Diagnostic[] = [
  error('unknown-field', 'nmae is not a field', {
    origin: { source, start: 11, end: 15 },
    related: [{ source, start: 0, end: 5 }],
    address: 'roles/Courier',
    hint: 'did you mean name?',
    environments: ['dev', 'prod'],
  }),
  warning('unused', '##X## is not used\nanywhere'),
];

async function changesOf(): Promise<Plan> {
  const tenant = emulated();
  const outcomes = await applyOf(before, tenant);
  expect(outcomes.filter(({ status }) => status !== 'done')).toEqual([]);
  return (await planOf(after, tenant)).plan;
}

const plan = await changesOf();

/** Some of each status, and what the API has otherwise. */
const result: Result = {
  outcomes: [
    {
      address: 'roles/A',
      action: 'create',
      status: 'failed',
      reason: 'refused: <b>\nand more',
      hint: 'try `again`',
    },
    { address: 'roles/B', action: 'update', status: 'skipped', reason: 'roles/A failed' },
    { address: 'roles/C', action: 'delete', status: 'not started' },
    { address: 'customDomains/x.test', action: 'create', status: 'done', hint: 'add the DNS record' },
    { address: 'roles/D', action: 'create', status: 'done' },
    { address: 'roles/Courier', action: 'update', status: 'done' },
  ],
  notConverged: plan.changes.slice(0, 3),
};

const reports: [string, Report][] = [
  ['a plan', planReport(plan, 'plan', bare, diagnostics)],
  ['drift', planReport(plan, 'drift', bare, diagnostics)],
  ['a plan without changes', planReport({ ...plan, changes: [], waves: [] }, 'plan', bare)],
  ['no drift', planReport({ ...plan, changes: [], waves: [] }, 'drift', bare)],
  ['a refusal', refusalReport('test/local', diagnostics, bare)],
  ['a validation', validationReport('test', ['dev', 'prod'], diagnostics, bare)],
  ['outcomes', outcomesReport(plan, result, bare)],
  [
    'an apply that stands alone',
    outcomesReport(plan, { ...result, took: { seconds: 12.3, requests: 41, run: '2026-1' } }, bare),
  ],
];

describe('every format says the same', () => {
  it.each(reports)('of %s', async (_what, report) => {
    const headings = report.groups
      .filter((group) => report.entries.some((entry) => entry.group === group))
      .map(({ heading }) => heading);
    const text = statementsOf((await written(report)).replaceAll(/^Withheld, and left as it is:$/gm, ''));
    const expected = [...new Set([...text, ...headings])].sort();
    expect([...statementsOf(visible.markdown(await written(report, 'markdown')))].sort()).toEqual(expected);
    expect([...statementsOf(visible.html(await written(report, 'html')))].sort()).toEqual(expected);
  });

  it.each(reports)('and the JSON of %s is as the schema of it says', async (what, report) => {
    const schema = what === 'outcomes' ? 'apply' : what === 'a validation' ? 'validate' : 'plan';
    expect(findings(`schemas/output/${schema}.schema.json`, JSON.parse(await written(report, 'json')))).toEqual([]);
  });

  it.each(['plan', 'drift'] as const)(
    'and the JSON of a %s has each change that is told, and no other',
    async (wording) => {
      const report = planReport(plan, wording, bare);
      const { changes, summary } = JSON.parse(await written(report, 'json')) as Published;
      const heads = changes.map(({ action, address }) => `${messages.change(action, wording)} ${address}`);
      const told = report.entries.map(({ head }) => head.map(({ text }) => text).join(''));
      expect(told.length).toBe(heads.length);
      for (const head of heads) expect(told.filter((text) => text.startsWith(head))).toHaveLength(1);
      for (const action of ['create', 'update', 'replace', 'delete'] as const)
        expect(report.counts).toContain(messages.changeCount(summary[action], action, wording));
      expect(report.counts).toContain(`${summary.withheld} withheld`);
    },
  );

  it('and the JSON of a plan has the warnings and errors that come with it', async () => {
    const json = JSON.parse(await written(planReport(plan, 'plan', bare, diagnostics), 'json')) as object;
    expect(json).toMatchObject({ diagnostics: [{ code: 'unused' }, { code: 'unknown-field', place: { line: 2 } }] });
  });
});

it('the plan of these tests has changes of every action', () => {
  const actions = plan.changes.map(({ action, withheld }) => (withheld === undefined ? action : `${action}, withheld`));
  expect([...new Set(actions)].sort()).toEqual([
    'create',
    'delete',
    'delete, withheld',
    'replace',
    'replace, withheld',
    'update',
  ]);
});

it.each(['text', 'markdown', 'html'] as const)(
  'drift as %s never says that something is to be done',
  async (format) => {
    const said = [...statementsOf(visible[format](await written(planReport(plan, 'drift', bare), format)))];
    expect(said.filter((line) => line.startsWith('missing roles/New'))).toHaveLength(1);
    expect(said.filter((line) => line.startsWith('not in the files roles/Gone'))).toHaveLength(1);
    expect(
      said.filter((line) => /^(?:create|update|replace|delete) |to (?:create|update|replace|delete)/i.test(line)),
    ).toEqual([]);
  },
);

it('a drift of which all is withheld is drift, and a plan of it has no changes', async () => {
  const withheld = { ...plan, changes: plan.changes.filter((change) => change.withheld !== undefined), waves: [] };
  const lastLine = async (wording: Wording): Promise<string> =>
    (await written(planReport(withheld, wording, bare))).split('\n').at(-1) ?? '';
  expect(await lastLine('drift')).toBe(
    `test/local: 2 withheld (changed for good, not in the files), ${plan.unchanged} unchanged`,
  );
  expect(await lastLine('plan')).toBe(`test/local: no changes (2 withheld, ${plan.unchanged} unchanged)`);
});
