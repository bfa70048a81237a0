import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planReport } from '../../src/report/plan.ts';
import { bare, written } from '../support/report.ts';
import { browser, executable, skipped } from './browser.ts';
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

describe.skipIf(executable === undefined)(`measured${skipped}`, () => {
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
      let [elements, filter, close, wall] = [0, Infinity, Infinity, Infinity];
      const opened = await bestOf(async () => {
        const page = await chromium.newPage({ viewport: { width: 1280, height: 900 } });
        // The time of the thread and not that of the clock: it is the same whatever else the machine does.
        const session = await page.context().newCDPSession(page);
        await session.send('Performance.enable', { timeDomain: 'threadTicks' });
        await page.goto(`file://${path}`);
        await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))');
        const { metrics } = await session.send('Performance.getMetrics');
        const busy = metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Infinity;
        const loaded = await page.evaluate<number>(`performance.getEntriesByType('navigation')[0].loadEventEnd / 1000`);
        wall = Math.min(wall, loaded);
        elements = await page.evaluate<number>('document.querySelectorAll("*").length');
        filter = Math.min(filter, await page.evaluate<number>(timed(`document.querySelector('#g4').click()`)));
        close = Math.min(close, await page.evaluate<number>(timed(`document.querySelector('#close').click()`)));
        await page.close();
        return busy;
      });
      const figures = { changes, made, opened, wall, elements, filter, close };
      process.stdout.write(`${JSON.stringify(figures)}\n`);
      expect(made).toBeLessThanOrEqual(render);
      expect(opened).toBeLessThanOrEqual(load);
    },
  );
});

/** The shortest of five times in seconds: those that the work says it took, or else those of the processor, whatever else runs. */
async function bestOf(work: () => Promise<number | void>): Promise<number> {
  let best = Infinity;
  for (let time = 0; time < 5; time++) {
    const start = process.cpuUsage();
    const said = await work();
    best = Math.min(best, said ?? process.cpuUsage(start).user / 1_000_000);
  }
  return best;
}

/** A script that says how many seconds it takes until what it does is painted. */
function timed(script: string): string {
  return `new Promise((resolve) => { const start = performance.now(); ${script}; requestAnimationFrame(() => setTimeout(() => resolve((performance.now() - start) / 1000))); })`;
}
