// An application of Next.js, built as it is for production, signs people in with Auth0's own library.
// ISSUER names the tenant, NEXT the origin of the application, which listens.
import assert from 'node:assert/strict';
import { makeAgent } from './agent.mjs';
import { executablePath, startChromium } from './chromium.mjs';
import { judged, skipped, until } from './judge.mjs';

const library = ['@auth0/nextjs-auth0', 'next'];
const { ISSUER: issuer, NEXT: origin } = process.env;

await until(
  'the application of Next.js',
  () =>
    fetch(origin).then(
      ({ ok }) => ok,
      () => false,
    ),
  60_000,
);

await judged(library, 'signs in, renews by a refresh token, and signs out', async () => {
  const agent = makeAgent();
  const start = await agent.go(`${origin}/auth/login?login_hint=ada@people.example`);
  assert.match(start.text, /ada@people\.example/);
  const claimsOf = async (path) => {
    const { status, text } = await agent.go(`${origin}${path}`);
    assert.equal(status, 200, text);
    return JSON.parse(Buffer.from(JSON.parse(text).token.split('.')[1], 'base64url').toString());
  };
  const first = await claimsOf('/parcels');
  assert.deepEqual(first.permissions, ['read:parcels']);
  assert.equal((await claimsOf('/parcels')).jti, first.jti);
  const second = await claimsOf('/parcels?refresh');
  assert.notEqual(second.jti, first.jti);
  assert.equal(second.sub, first.sub);
  const profile = await agent.go(`${origin}/auth/profile`);
  assert.equal(JSON.parse(profile.text).name, 'Ada');
  const end = await agent.go(`${origin}/auth/logout`);
  assert.equal(end.url.origin, origin);
  assert.match(end.text, /Sign in/);
  assert.equal((await agent.go(`${origin}/auth/profile`)).status, 401);
});

async function inChromium() {
  const { context, close } = await startChromium();
  try {
    await judged(library, 'signs in in a browser, on the page where somebody chooses', async () => {
      const page = await context.newPage();
      await page.goto(origin);
      await page.getByRole('link', { name: 'Sign in' }).click();
      await page.waitForURL(new RegExp(`^${issuer}`));
      await page.getByRole('button', { name: /Ada/ }).click();
      await page.waitForURL(new RegExp(`^${origin}`));
      assert.equal(await page.locator('#user').textContent(), 'ada@people.example');
      await page.goto(`${origin}/auth/logout`);
      assert.equal(page.url(), `${origin}/`);
      assert.equal(await page.getByRole('link', { name: 'Sign in' }).count(), 1);
    });
  } finally {
    await close();
  }
}

if (executablePath === undefined)
  skipped(library.join(), 'in a browser', 'there is no Chromium here; CHROMIUM names one');
else await inChromium();
