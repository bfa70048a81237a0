import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { mapHtml } from '../../src/report/map/html.ts';
import { planReport } from '../../src/report/plan.ts';
import { largeMap, viewOf } from '../support/maps.ts';
import { bare, written } from '../support/report.ts';
import { browser, executable, open, silence, skipped } from './browser.ts';
import { planWith } from './samples.ts';

// The short form of page.long.test.ts and map.long.test.ts.
it.skipIf(executable === undefined)(
  `a report and a map open in a browser, ask for nothing and say nothing on the console${skipped}`,
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tenantry-page-'));
    const chromium = await browser();
    onTestFinished(async () => {
      await chromium.close();
      rmSync(folder, { recursive: true });
    });
    const pages = {
      plan: await written(planReport(planWith(12), 'plan', bare), 'html'),
      map: mapHtml(viewOf(largeMap(12))),
    };
    for (const [name, html] of Object.entries(pages)) {
      const path = join(folder, `${name}.html`);
      writeFileSync(path, html);
      const { page, noise } = await open(chromium, path);
      expect(noise).toEqual(silence(path));
      expect(await page.locator('main').isVisible()).toBe(true);
    }
  },
);
