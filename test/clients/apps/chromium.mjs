// The browser of the machine, without a screen.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const places = [process.env.CHROMIUM ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Where it is; undefined when there is none. */
export const executablePath = places.find((path) => path !== '' && existsSync(path));

/**
 * Starts it with a profile of its own. It is no private window: these keep what a frame of another site remembers from it, and silent logins
 * are such frames. It trusts the certificate of the emulator as somebody does who went on past the warning.
 */
export async function startChromium() {
  const profile = mkdtempSync(join(tmpdir(), 'tenantry-profile-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    args: ['--no-sandbox'],
    ignoreHTTPSErrors: true,
  });
  const close = async () => {
    await context.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  return { context, close };
}
