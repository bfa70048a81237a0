// The browser of the machine, without a screen.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const places = [process.env.CHROMIUM ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Where it is; undefined when there is none. */
export const executablePath = places.find((path) => path !== '' && existsSync(path));

/** Starts it. It trusts the certificate of the emulator as somebody does who went on past the warning. */
export async function startChromium() {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  return { browser, newContext: () => browser.newContext({ ignoreHTTPSErrors: true }) };
}
