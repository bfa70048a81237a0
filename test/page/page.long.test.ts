import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Case } from '../../src/model/case.ts';
import { error, warning } from '../../src/model/diagnostic.ts';
import type { Plan } from '../../src/model/plan.ts';
import { sourceOf } from '../../src/model/tree.ts';
import { casesReport } from '../../src/report/cases.ts';
import { validationReport } from '../../src/report/diagnostics.ts';
import { outcomesReport } from '../../src/report/outcomes.ts';
import { planReport } from '../../src/report/plan.ts';
import type { Report } from '../../src/report/view.ts';
import { bare, written } from '../support/report.ts';
import { barriers, browser, executable, skipped, open, silence } from './browser.ts';
import { planWith } from './samples.ts';

const hostile = [
  '<script>document.title="planted"</script><img src="https://evil.test/x.png" onerror="alert(1)">',
  '</style></title></script></textarea><style>*{display:none}</style><link rel=stylesheet href=https://evil.test/x.css>',
  `"onmouseover="alert(1)" x='`,
  '<base href="https://evil.test/"><form action="https://evil.test/"><meta http-equiv="refresh" content="0;url=https://evil.test/">',
  'bidi \u202Etxt\u2066 zero\u200B bell\u0007 escape\u001B[31m line\u2028 null\u0000 half\uD800',
  '<svg onload=alert(1)><a href="javascript:alert(1)">x</a>{{constructor.constructor("alert(1)")()}}',
];

const place = { file: 'tenants/acme/tenant.yaml', line: 1, column: 1, length: 1 };

/** A plan with these texts wherever a text can be. */
function hostilePlan(): Plan {
  const plan = planWith(12);
  const changes = hostile.map((text, index) => ({
    address: `roles/${text}`,
    type: text,
    action: 'update' as const,
    fieldsToSend: [text],
    ...(index % 2 === 0 ? { withheld: { guard: text, reason: text } } : {}),
    moved: `roles/${text}`,
    place: { ...place, file: text },
    fields: [
      { path: text, as: 'value' as const, before: text, after: `${text} ` },
      { path: 'code', as: 'lines' as const, before: `exports.x = 1;\n${text}\n`, after: `exports.x = 2;\n${text}!\n` },
    ],
  }));
  const waves = [changes.map(({ address }) => ({ do: 'update' as const, address, dependsOn: [], fields: [] }))];
  return {
    ...plan,
    tenant: hostile[0] ?? '',
    environment: hostile[1] ?? '',
    changes: [...plan.changes, ...changes],
    waves,
  };
}

const source = sourceOf('tenant.yaml', 'roles:\n  - nmae: "<b>`x`</b>"\n');
const diagnostics = [
  error('unknown-field', 'nmae is not a field', {
    origin: { source, start: 11, end: 15 },
    hint: 'did you mean name?',
    environments: ['dev'],
  }),
  warning('unused', '##X## is not used'),
];
const cases: Case[] = [
  {
    suite: 'Portal',
    name: 'has a lifetime',
    state: 'failed',
    lines: ['expected 3600', 'found 86400'],
    hint: 'set it',
    place,
    milliseconds: 12,
  },
  { suite: 'Portal', name: 'has an audience', state: 'passed', lines: [] },
  { suite: 'Depot', name: 'has scopes', state: 'passed', lines: [], milliseconds: 3 },
  { suite: 'Depot', name: 'has roles', state: 'skipped', lines: ['no roles'] },
];
const plan = planWith(60);
const drift: Plan = {
  ...plan,
  changes: plan.changes.map((change, index) => ({
    ...change,
    fields: change.fields.map((field) => ({
      ...field,
      cause: index % 2 === 0 ? ('live' as const) : ('files' as const),
    })),
  })),
};
const reports: Record<string, Report> = {
  plan: planReport(plan, 'plan', bare, diagnostics),
  drift: planReport(drift, 'drift', bare),
  outcomes: outcomesReport(
    plan,
    {
      outcomes: plan.changes.slice(0, 9).map(({ address, action }, index) => ({
        address,
        action,
        status: (['done', 'failed', 'skipped', 'not started'] as const)[index % 4] ?? 'done',
        ...(index % 4 === 1 ? { reason: 'the API said no', hint: 'look at it' } : {}),
      })),
      notConverged: plan.changes.slice(0, 3),
    },
    bare,
  ),
  validation: validationReport('acme', ['dev', 'prod'], diagnostics, bare),
  cases: casesReport(
    {
      title: 'acme/dev',
      cases,
      table: { columns: ['client', 'tokens'], rows: [[{ text: 'Portal' }, { text: '2' }]] },
      remarks: ['A remark.'],
    },
    bare,
  ),
  nothing: planReport({ ...plan, changes: [], waves: [] }, 'plan', bare),
  hostile: planReport(hostilePlan(), 'plan', bare, [
    error('code', hostile[0] ?? '', { hint: hostile[1], address: hostile[2] }),
  ]),
};

const names = Object.keys(reports);

describe.skipIf(executable === undefined)(`in a browser${skipped}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'tenantry-page-'));
  const fileOf = (name: string): string => join(folder, `${name}.html`);
  let chromium: Browser;
  beforeAll(async () => {
    for (const [name, report] of Object.entries(reports)) writeFileSync(fileOf(name), await written(report, 'html'));
    chromium = await browser();
  });
  afterAll(async () => {
    await chromium.close();
    rmSync(folder, { recursive: true });
  });

  it.each(names)(
    'the page of %s asks for nothing, says nothing on the console and runs nothing that is in it',
    async (name) => {
      const { page, noise } = await open(chromium, fileOf(name));
      await page.evaluate(
        'for (const one of document.querySelectorAll("details")) one.open = true; scrollTo(0, document.body.scrollHeight);',
      );
      await page.waitForTimeout(50);
      expect(noise).toEqual(silence(fileOf(name)));
      expect(await page.title()).not.toBe('planted');
      expect(
        await page.evaluate(
          'document.querySelectorAll("img, base, iframe, link, [onerror], [onload], [style]").length',
        ),
      ).toBe(0);
      expect(
        await page.evaluate('document.querySelectorAll("script").length + document.querySelectorAll("style").length'),
      ).toBe(2);
      await page.context().close();
    },
  );

  it('hostile names are seen as they are, and what hides or turns text is a sign', async () => {
    const { page } = await open(chromium, fileOf('hostile'));
    const text = await page.evaluate('document.querySelector("main").textContent');
    expect(text).toContain(`roles/${hostile[0]}`);
    expect(text).toContain(`roles/${hostile[1]}`);
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\u2028]/u);
    expect(text).toContain('<U+202E>');
    await page.context().close();
  });

  it.each(['light', 'dark'] as const)('axe finds nothing on any page: %s', async (colorScheme) => {
    for (const name of names) expect(await barriers(chromium, fileOf(name), { colorScheme }), name).toEqual([]);
    expect(await barriers(chromium, fileOf('plan'), { colorScheme, viewport: { width: 390, height: 800 } })).toEqual(
      [],
    );
  });

  it.each([390, 1280, 1920])('nothing is wider than the page at %i pixels', async (width) => {
    for (const name of names) {
      const { page } = await open(chromium, fileOf(name), { viewport: { width, height: 900 } });
      await page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true;');
      expect(await page.evaluate('document.documentElement.scrollWidth'), name).toBeLessThanOrEqual(width);
      await page.context().close();
    }
  });

  it('a text stands side by side where there is room, and one below the other where there is none or it is wanted', async () => {
    const columns = `[...document.querySelectorAll('.y')].map((one) => getComputedStyle(one).gridTemplateColumns.split(' ').length)`;
    const copies = `[...document.querySelectorAll('.y > p[aria-hidden]')].filter((one) => one.offsetParent !== null).length`;
    for (const [width, wanted] of [
      [1280, 2],
      [390, 1],
    ] as const) {
      const { page } = await open(chromium, fileOf('plan'), { viewport: { width, height: 900 } });
      expect(new Set(await page.evaluate<number[]>(columns))).toEqual(new Set([wanted]));
      expect((await page.evaluate<number>(copies)) > 0).toBe(wanted === 2);
      await page.evaluate(`document.querySelector('#split').checked = false`);
      expect(new Set(await page.evaluate<number[]>(columns))).toEqual(new Set([1]));
      await page.context().close();
    }
  });

  it('(g) without scripts all is there: the first changes open, filters that work, and neither finding nor keys', async () => {
    const { page, noise } = await open(chromium, fileOf('plan'), { javaScriptEnabled: false });
    expect(await page.locator('main .e').count()).toBe(62);
    const toDelete = page.locator('section', { has: page.getByRole('heading', { name: '7 to delete' }) });
    expect(await toDelete.isVisible()).toBe(true);
    await page.getByLabel('7 to delete').uncheck();
    expect(await toDelete.isVisible()).toBe(false);
    expect(await page.locator('#find').isVisible()).toBe(false);
    await page.locator('main details:not([open]) > summary').first().click();
    expect(noise).toEqual(silence(fileOf('plan')));
    await page.context().close();
  });

  it('what is new is closed at first, and all else open', async () => {
    const { page } = await open(chromium, fileOf('plan'));
    const open0 = await page.evaluate<string[]>(
      `[...document.querySelectorAll('section')].map((one) => one.querySelector('h2').textContent + ': ' + one.querySelectorAll('details[open]').length)`,
    );
    expect(open0).toEqual([
      '1 error: 1',
      '1 warning: 0',
      '7 to delete: 0',
      '1 to replace: 1',
      'Withheld, and left as it is: 0',
      '17 to update: 17',
      '34 to create: 0',
    ]);
    await page.context().close();
  });

  it('keys find, move, open and close', async () => {
    const { page, noise } = await open(chromium, fileOf('plan'));
    const shown = (): Promise<number> =>
      page.evaluate(`[...document.querySelectorAll('main .e')].filter((one) => one.offsetParent !== null).length`);
    await page.keyboard.press('e');
    expect(await page.locator('main details:not([open])').count()).toBe(0);
    await page.keyboard.press('c');
    expect(await page.locator('main details[open]').count()).toBe(0);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    expect(
      await page.evaluate(`document.activeElement.closest('.e') === document.querySelectorAll('main .e')[0]`),
    ).toBe(true);
    await page.keyboard.press('Enter');
    expect(await page.locator('main details[open]').count()).toBe(1);
    await page.keyboard.press('/');
    await page.keyboard.type('CLIENTS/ portal');
    // The page lets no text be run as code, a condition of the browser's included.
    await expect.poll(() => page.locator('#found').textContent()).toBe('6 / 62');
    expect(await shown()).toBe(6);
    await page.keyboard.press('Escape');
    expect(await shown()).toBe(62);
    await page.uncheck('#g6');
    expect(await page.locator('#found').textContent()).toBe('28 / 62');
    expect(noise).toEqual(silence(fileOf('plan')));
    await page.context().close();
  });

  it('words that differ are marked on both sides, and the colours of the language stay', async () => {
    const { page } = await open(chromium, fileOf('plan'));
    const marked = await page.evaluate<string[]>(
      `[...document.querySelectorAll('.x mark')].map((one) => one.parentElement.closest('del, ins').localName + ' ' + one.textContent)`,
    );
    expect(marked).toEqual(expect.arrayContaining(['del v1', 'ins v2', 'del five', 'ins two']));
    const coloured = await page.evaluate<string[]>(
      `[...document.querySelectorAll('.x ins i')].map((one) => one.className + ' ' + one.textContent)`,
    );
    expect(coloured).toEqual(expect.arrayContaining(['k const', 'l {{ url }}', 'g p', 's "no parcels"']));
    await page.context().close();
  });

  it('the order of the steps is a picture with a name, and a list where there is no room for one', async () => {
    const wide = await open(chromium, fileOf('plan'));
    expect(await wide.page.getByRole('img', { name: 'Order: 4 waves' }).isVisible()).toBe(true);
    expect(await wide.page.evaluate(`[...document.querySelectorAll('svg g')].length`)).toBe(24);
    expect(await wide.page.getByText('... 29 more').isVisible()).toBe(true);
    const narrow = await open(chromium, fileOf('plan'), { viewport: { width: 390, height: 800 } });
    expect(await narrow.page.locator('svg').isVisible()).toBe(false);
    expect(await narrow.page.getByText('Wave 4: 7 steps').last().isVisible()).toBe(true);
    await Promise.all([wide.page.context().close(), narrow.page.context().close()]);
  });

  it('prints, with what is not new opened and without what can only be clicked', async () => {
    const { page } = await open(chromium, fileOf('plan'), { colorScheme: 'dark' });
    await page.keyboard.press('c');
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.locator('form').isVisible()).toBe(false);
    expect(await page.evaluate(`getComputedStyle(document.body).backgroundColor`)).toBe('rgb(255, 255, 255)');
    expect(await page.locator('section.update-all details .d').first().isVisible()).toBe(true);
    const pdf = await page.pdf();
    expect(pdf.byteLength).toBeGreaterThan(10_000);
    await page.context().close();
  });
});
