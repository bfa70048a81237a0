import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEmulator } from '../../src/emulator/emulator.ts';
import { DEPLOYER } from '../../src/emulator/seed.ts';
import { serve } from '../../src/emulator/serve.ts';
import { barriers, browser, executable, open, skipped } from './browser.ts';

// The pages of the emulator that people see: as wide as a phone and as a desk, light and dark.

const HOSTILE = '<script>document.title="planted"</script> \u202Eעברית 🚚 '.padEnd(120, 'an-address-without-a-blank-');
const CALLBACK = 'http://localhost:3999/callback';
const sizes = [
  [390, 'light'],
  [390, 'dark'],
  [320, 'light'],
  [1280, 'dark'],
] as const;

let chromium: Browser;
let url: string;
let close: () => Promise<void>;
let login: string;
let device: { user_code: string };
let pages: Record<string, string>;

interface Made {
  client_id: string;
}

async function asked(path: string, body: object, headers = {}): Promise<unknown> {
  const content = { 'content-type': 'application/json', ...headers };
  const response = await fetch(url + path, { method: 'POST', headers: content, body: JSON.stringify(body) });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(JSON.stringify(answer));
  return answer;
}

beforeAll(async () => {
  const users = [
    { email: 'ada@harbor.example', name: 'Ada Lund' },
    { email: 'hostile@harbor.example', name: HOSTILE },
    ...Array.from({ length: 30 }, (_one, at) => ({ email: `user${at}@harbor.example`, name: `User ${at}` })),
  ];
  const emulator = createEmulator({ users });
  ({ url, close } = await serve(emulator, { port: 0 }));
  const authorization = { authorization: `Bearer ${await deployerToken()}` };
  const own = { token_endpoint_auth_method: 'none', oidc_conformant: true };
  const portal = (await asked(
    '/api/v2/clients',
    { name: 'Customer Portal', app_type: 'spa', callbacks: [CALLBACK], grant_types: ['authorization_code'], ...own },
    authorization,
  )) as Made;
  const grant_types = ['urn:ietf:params:oauth:grant-type:device_code'];
  const scanner = (await asked(
    '/api/v2/clients',
    { name: HOSTILE.replaceAll(/[<>]/g, '&lt;').slice(0, 100), app_type: 'native', grant_types, ...own },
    authorization,
  )) as Made;
  device = (await asked('/oauth/device/code', { client_id: scanner.client_id, scope: 'openid' })) as typeof device;
  const query = {
    client_id: portal.client_id,
    response_type: 'code',
    redirect_uri: CALLBACK,
    scope: 'openid profile email',
    code_challenge: 'a'.repeat(43),
    code_challenge_method: 'S256',
  };
  login = `${url}/authorize?${new URLSearchParams(query).toString()}`;
  pages = {
    'the login': login,
    'a login that names nobody': `${login}&login_hint=${encodeURIComponent(HOSTILE)}`,
    'a login that cannot go on': login.replace('callback', 'elsewhere'),
    'the code of a device': `${url}/activate`,
    'a wrong code': `${url}/activate?user_code=${encodeURIComponent(HOSTILE)}`,
    'the confirmation of a device': `${url}/activate?user_code=${device.user_code}`,
    'a logout that is refused': `${url}/v2/logout?returnTo=https%3A%2F%2Fevil.test`,
  };
  if (executable !== undefined) chromium = await browser();
}, 60_000);

/** A token of the client that every fresh emulator has. */
async function deployerToken(): Promise<string> {
  const answer = await asked('/oauth/token', {
    grant_type: 'client_credentials',
    client_id: DEPLOYER.clientId,
    client_secret: DEPLOYER.clientSecret,
    audience: `https://${new URL(url).host}/api/v2/`,
  });
  return (answer as { access_token: string }).access_token;
}

afterAll(async () => {
  await chromium?.close();
  await close();
});

/** A picture for whoever wants to look: `PICTURES` names a folder. */
async function pictured(page: Page, name: string): Promise<void> {
  const folder = process.env['PICTURES'];
  if (folder !== undefined)
    await page.screenshot({ path: join(folder, `${name.replaceAll(' ', '-')}.png`), fullPage: true });
}

const names = [
  'the login',
  'a login that names nobody',
  'a login that cannot go on',
  'the code of a device',
  'a wrong code',
  'the confirmation of a device',
  'a logout that is refused',
];

describe.runIf(executable !== undefined)(`the pages of the emulator${skipped}`, () => {
  it.each(names.flatMap((name) => sizes.map(([width, scheme]) => [name, width, scheme] as const)))(
    '%s at %i px, %s: nothing is cut off, small or loaded, and axe finds nothing',
    async (name, width, scheme) => {
      const address = pages[name] ?? '';
      const options = { viewport: { width, height: 844 }, colorScheme: scheme };
      const { page, noise } = await open(chromium, address, options);
      await pictured(page, `${name}-${width}-${scheme}`);
      const measured = await page.evaluate<{ wide: number; small: string[]; title: string }>(`({
        wide: document.documentElement.scrollWidth,
        small: [...document.querySelectorAll('button, a, input:not([type=hidden])')]
          .filter((one) => one.getBoundingClientRect().height < 44)
          .map((one) => one.outerHTML),
        title: document.title,
      })`);
      expect(measured.wide).toBeLessThanOrEqual(width);
      expect(measured.small).toEqual([]);
      expect(measured.title).not.toBe('planted');
      expect(noise.requests.filter((one) => !one.startsWith(url) && !one.startsWith('data:'))).toEqual([]);
      expect([noise.errors, noise.dialogs]).toEqual([[], []]);
      await page.context().close();
      expect(await barriers(chromium, address, options)).toEqual([]);
    },
    60_000,
  );

  it('a login is done with the keyboard alone', async () => {
    const { page } = await open(chromium, login, { viewport: { width: 390, height: 844 } });
    await page.keyboard.press('Tab');
    const focused = await page.evaluate<string>('document.activeElement.textContent.trim()');
    expect(focused).toContain('Ada Lund');
    const request = page.waitForRequest((one) => one.url().startsWith(CALLBACK));
    await page.keyboard.press('Enter');
    expect(new URL((await request).url()).searchParams.get('code')).toBeTruthy();
    await page.context().close();
  });

  it('a device is connected with the code as it is typed: in small letters, with blanks around it', async () => {
    const { page } = await open(chromium, `${url}/activate`, { viewport: { width: 390, height: 844 } });
    await page.getByLabel('The code that the device shows').fill(` ${device.user_code.toLowerCase()} `);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Yes, go on' }).click();
    await page.getByRole('button', { name: /Ada Lund/ }).click();
    await page.waitForLoadState();
    await pictured(page, 'a device that is connected');
    expect(await page.getByRole('heading').textContent()).toMatch(/device/i);
    await page.context().close();
  });
});
