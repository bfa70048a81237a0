import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** Where a browser is on this machine; `CHROMIUM` names another one. */
export const executable = [
  process.env['CHROMIUM'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path !== '' && existsSync(path));

/** Says why tests are skipped where there is no browser. */
export const skipped = executable === undefined ? ' (skipped: there is no chromium here, CHROMIUM names one)' : '';

/** Starts the browser. */
export function browser(): Promise<Browser> {
  if (executable === undefined) throw new Error('there is no browser');
  return chromium.launch({ executablePath: executable, args: ['--no-sandbox'] });
}

/** What a page did besides being shown: nothing of it is wanted. */
export interface Noise {
  requests: string[];
  console: string[];
  errors: string[];
  dialogs: string[];
}

/** The address of a file, or of what is served. */
const addressOf = (path: string): string => (path.startsWith('http') ? path : `file://${path}`);

/** Opens a file, or what is served at a URL. A violation of the policy is a message on the console. */
export async function open(
  of: Browser,
  path: string,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; noise: Noise }> {
  const context = await of.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const noise: Noise = { requests: [], console: [], errors: [], dialogs: [] };
  page.on('request', (request) => noise.requests.push(request.url()));
  page.on('console', (message) => noise.console.push(message.text()));
  page.on('pageerror', (error) => noise.errors.push(error.message));
  page.on('dialog', (dialog) => {
    noise.dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await page.goto(addressOf(path));
  return { page, noise };
}

/** What a page may have done: it asked for itself. */
export function silence(path: string): Noise {
  return { requests: [addressOf(path)], console: [], errors: [], dialogs: [] };
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What of a page is hard to use for somebody, by all rules of axe: each finding with its first place. */
export async function barriers(of: Browser, path: string, options: BrowserContextOptions = {}): Promise<string[]> {
  const { page } = await open(of, path, { ...options, bypassCSP: true });
  // What is not on the screen is not painted, and axe looks at what is.
  await page.addStyleTag({ content: '.e{content-visibility:visible!important}' });
  await page.evaluate(axe);
  const found = await page.evaluate<string[]>(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.length + ' ' + nodes[0].html + ' ' + nodes[0].failureSummary))`,
  );
  await page.context().close();
  return found;
}
