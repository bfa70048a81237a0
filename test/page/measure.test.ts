import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planReport } from '../../src/report/plan.ts';
import { isDeep } from '../support/deep.ts';
import { bare, written } from '../support/report.ts';
import { browser, executable, open, skipped } from './browser.ts';
import { planWith } from './samples.ts';

/** What a page of so many changes may be at most: MiB, KiB compressed, and seconds to make it and to open it. */
const limits = [
  { changes: 60, size: 0.15, packed: 12, render: 0.21, load: 0.45 },
  { changes: 1000, size: 0.6, packed: 42, render: 0.36, load: 1 },
  { changes: 5000, size: 2.55, packed: 170, render: 0.75, load: 1.65 },
] as const;

it.each(limits)(
  'the page of $changes changes has at most $size MiB, and $packed KiB compressed',
  async ({ changes, size, packed }) => {
    const page = await written(planReport(planWith(changes), 'plan', bare), 'html');
    expect(Buffer.byteLength(page) / 2 ** 20).toBeLessThanOrEqual(size);
    expect(gzipSync(page).byteLength / 2 ** 10).toBeLessThanOrEqual(packed);
  },
);

describe.skipIf(executable === undefined || !isDeep)(`as long as nothing else runs${skipped}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'tenantry-page-'));
  let chromium: Browser;
  beforeAll(async () => {
    chromium = await browser();
  });
  afterAll(async () => {
    await chromium.close();
    rmSync(folder, { recursive: true });
  });

  it.each(limits)(
    'a page of $changes changes is made in $render s and open in $load s',
    async ({ changes, render, load }) => {
      const plan = planWith(changes);
      const path = join(folder, `${changes}.html`);
      const made = await bestOf(async () => writeFileSync(path, await written(planReport(plan, 'plan', bare), 'html')));
      let [elements, filter, close] = [0, Infinity, Infinity];
      const opened = await bestOf(async () => {
        const { page } = await open(chromium, path);
        const seconds = await page.evaluate<number>(
          `performance.getEntriesByType('navigation')[0].loadEventEnd / 1000`,
        );
        elements = await page.evaluate<number>('document.querySelectorAll("*").length');
        filter = Math.min(filter, await page.evaluate<number>(timed(`document.querySelector('#g4').click()`)));
        close = Math.min(close, await page.evaluate<number>(timed(`document.querySelector('#close').click()`)));
        await page.context().close();
        return seconds;
      });
      const figures = { changes, made, opened, elements, filter, close };
      process.stdout.write(`${JSON.stringify(figures)}\n`);
      expect(made).toBeLessThanOrEqual(render);
      expect(opened).toBeLessThanOrEqual(load);
    },
  );
});

/** The shortest of five times in seconds: of the work, or what it says it took. */
async function bestOf(work: () => Promise<number | void>): Promise<number> {
  let best = Infinity;
  for (let time = 0; time < 5; time++) {
    const start = performance.now();
    const said = await work();
    best = Math.min(best, said ?? (performance.now() - start) / 1000);
  }
  return best;
}

/** A script that says how many seconds it takes until what it does is painted. */
function timed(script: string): string {
  return `new Promise((resolve) => { const start = performance.now(); ${script}; requestAnimationFrame(() => setTimeout(() => resolve((performance.now() - start) / 1000))); })`;
}
