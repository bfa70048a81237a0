import { expect, it } from 'vitest';
import { bodiesOf, textOf } from '../../src/emulator/body.ts';
import { parseJwt } from '../../src/emulator/jwt.ts';
import { keyRing } from '../../src/emulator/key-ring.ts';

it('an emulator that is started again signs first with the key that it had, and gives its next one another name', async () => {
  const [names, others] = await Promise.all(
    [keyRing(), keyRing()].map(async (ring) =>
      bodiesOf((await ring.published())['keys']).map(({ kid }) => textOf(kid)),
    ),
  );
  // What an API has kept of the one before is right of the first key, and is not taken for the second.
  const both = names?.filter((name) => others?.includes(name));
  expect(both).toEqual(['emulator-signing-key-rs256', 'emulator-signing-key-rs512', 'emulator-signing-key-ps256']);
});

it('signs with the newest key after two rotations at once', async () => {
  const ring = keyRing();
  await Promise.all([ring.rotate(), ring.rotate()]);
  const kid = parseJwt(ring.sign('RS256', 'JWT', {}))?.header['kid'];
  expect(kid).toMatch(/^emulator-signing-key-3-[\w-]+-rs256$/);
  expect(bodiesOf((await ring.published())['keys']).map((key) => key['kid'])).toContain(kid);
});
