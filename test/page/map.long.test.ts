import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mapHtml } from '../../src/report/map/html.ts';
import { mapSvg } from '../../src/report/map/svg.ts';
import { emptyMap, hostileMap, hostileNames, largeMap, viewOf } from '../support/maps.ts';
import { barriers, browser, executable, open, silence, skipped } from './browser.ts';

const maps = {
  hostile: viewOf(hostileMap()),
  large: viewOf(largeMap(1000)),
  small: viewOf(largeMap(12)),
  empty: viewOf(emptyMap()),
};
type Name = keyof typeof maps;
const names: Name[] = ['hostile', 'large', 'small', 'empty'];

describe.skipIf(executable === undefined)(`the page of a map in a browser${skipped}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'tenantry-map-'));
  const fileOf = (name: Name): string => join(folder, `${name}.html`);
  let chromium: Browser;
  beforeAll(async () => {
    for (const name of names) writeFileSync(fileOf(name), mapHtml(maps[name]));
    writeFileSync(join(folder, 'hostile.svg'), mapSvg(maps.hostile));
    chromium = await browser();
  });
  afterAll(async () => {
    await chromium.close();
    rmSync(folder, { recursive: true });
  });
  const boxes = (page: Page): Promise<number> => page.locator('.stage [data-b]').count();
  const shownRows = (page: Page): Promise<number> => page.locator('.team tr[data-n]:not([hidden])').count();

  it.each(names)('of %s asks for nothing, says nothing on the console and runs nothing that is in it', async (name) => {
    const { page, noise } = await open(chromium, fileOf(name));
    await page.evaluate(
      'for (const one of document.querySelectorAll(".stage [data-b]")) one.dispatchEvent(new MouseEvent("click", { bubbles: true }))',
    );
    expect(noise).toEqual(silence(fileOf(name)));
    expect(await page.title()).not.toBe('planted');
    expect(
      await page.evaluate('document.querySelectorAll("img, base, iframe, link, [onerror], [onload], [style]").length'),
    ).toBe(0);
    await page.context().close();
  });

  it('of 1,000 clients has less than 3 MB', () => {
    expect(statSync(fileOf('large')).size).toBeLessThan(3_000_000);
  });

  it('of 1,000 clients opens within two seconds', async () => {
    const times: number[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      const { page } = await open(chromium, fileOf('large'));
      times.push(await page.evaluate<number>('performance.getEntriesByType("navigation")[0].loadEventEnd'));
      await page.context().close();
    }
    expect(Math.min(...times)).toBeLessThan(2000);
  });

  it.each(['light', 'dark'] as const)('axe finds nothing: %s', async (colorScheme) => {
    for (const name of names) expect(await barriers(chromium, fileOf(name), { colorScheme }), name).toEqual([]);
    expect(await barriers(chromium, fileOf('small'), { colorScheme, viewport: { width: 390, height: 800 } })).toEqual(
      [],
    );
  });

  it('hostile names are seen as they are, in the picture and in the list', async () => {
    const { page } = await open(chromium, fileOf('hostile'));
    const list = await page.evaluate<string>('document.querySelector("main").textContent');
    expect(list).toContain(hostileNames[0]);
    expect(list).not.toMatch(/(?!\n)[\p{Cc}\p{Cs}\u2028\u202E]/u);
    const labels = await page.evaluate<string[]>(
      '[...document.querySelectorAll(".stage [data-b]")].map((one) => one.querySelector("title").textContent)',
    );
    expect(labels.some((label) => label.includes(hostileNames[0] ?? ''))).toBe(true);
    const { page: alone, noise } = await open(chromium, join(folder, 'hostile.svg'));
    expect(noise).toEqual(silence(join(folder, 'hostile.svg')));
    expect(await alone.evaluate('document.documentElement.localName')).toBe('svg');
    await page.context().close();
    await alone.context().close();
  });

  it('finding, a team and what a plan changes narrow the picture and the list down, and all comes back', async () => {
    const { page } = await open(chromium, fileOf('large'));
    const before = await boxes(page);
    expect(await shownRows(page)).toBe(1000);
    await page.fill('#find', 'service 77');
    await expect.poll(() => shownRows(page)).toBe(19);
    await page.click('#reset');
    expect([await boxes(page), await shownRows(page)]).toEqual([before, 1000]);
    await page.selectOption('#team', '3');
    expect(await shownRows(page)).toBe(maps.large.nodes.filter(({ team }) => team === 3).length);
    expect(await page.locator('.team:not([hidden])').count()).toBe(1);
    await page.click('#reset');
    await page.check('#changed');
    expect(await shownRows(page)).toBe(7);
    expect(await page.locator('#found').textContent()).toContain('7 clients');
    await page.context().close();
  });

  it('by keys a box is chosen, shows its neighbours, is opened and left again', async () => {
    const { page } = await open(chromium, fileOf('large'));
    const box = page.locator('.stage .client').first();
    await box.focus();
    await page.keyboard.press('Enter');
    expect(await box.getAttribute('aria-pressed')).toBe('true');
    expect(await page.locator('.stage .api.on').count()).toBeGreaterThan(0);
    expect(await page.locator('#card').isVisible()).toBe(true);
    const before = await boxes(page);
    await page.locator('#card .said button').press('Enter');
    expect(await boxes(page)).toBeGreaterThan(before);
    await page.locator('.stage .client').first().focus();
    await page.keyboard.press(' ');
    await page.keyboard.press('Escape');
    expect(await page.locator('#card').isVisible()).toBe(false);
    await page.context().close();
  });

  it('without scripts there are picture, findings and list, and nothing that does not work', async () => {
    const { page } = await open(chromium, fileOf('small'), { javaScriptEnabled: false });
    expect(await page.locator('.stage svg').isVisible()).toBe(true);
    expect(await page.locator('form').isVisible()).toBe(false);
    expect(await page.locator('.team tr[data-n]').count()).toBe(12);
    await page.context().close();
  });

  it('at 390 pixels nothing but the picture and wide tables is wider than the page', async () => {
    const { page } = await open(chromium, fileOf('hostile'), { viewport: { width: 390, height: 800 } });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    await page.context().close();
  });
});
