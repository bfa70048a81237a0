import { expect, it } from 'vitest';
import { applyOf, emulated } from '../support/project.ts';

it('what was created before its child failed is told as partly done, and what was not sent at all is not', async () => {
  const tenant = emulated({}, (request) =>
    request.method === 'POST' && /\/credentials$|\/roles$/.test(new URL(request.url).pathname)
      ? Response.json({ statusCode: 400, message: 'no' }, { status: 400 })
      : undefined,
  );
  const credentials = [{ name: 'k', credential_type: 'public_key', pem: 'x' }];
  const client = {
    name: 'A',
    jwt_configuration: { alg: 'RS256' },
    client_authentication_methods: { private_key_jwt: { credentials } },
  };
  const outcomes = await applyOf({ tenant: { clients: [client], roles: [{ name: 'R' }] } }, tenant);
  expect(outcomes.map(({ address, status, isPartlyDone }) => [address, status, isPartlyDone])).toEqual([
    ['clients/A', 'skipped', true],
    ['clients/A/credentials/k', 'failed', undefined],
    ['roles/R', 'failed', undefined],
  ]);
});
