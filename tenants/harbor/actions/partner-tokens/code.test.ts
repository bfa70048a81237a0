// The same as code.test.yaml, in JavaScript: for who has a test runner already.
import { fileURLToPath } from 'node:url';
import { loadAction } from 'tenantry/testing';
import { afterAll, describe, expect, it } from 'vitest';

const harbor = fileURLToPath(new URL('../..', import.meta.url));
const audience = 'https://parcels.dev.harbor.example';
const action = await loadAction(harbor, 'Partner Tokens', { env: 'dev' });
afterAll(() => action.close());

describe('partner tokens', () => {
  it('leaves our own machines alone', async () => {
    const { claims, denied } = await action.run({ client: 'Dispatch Service', audience });
    expect(claims).toEqual({});
    expect(denied).toBeUndefined();
  });

  it('names the partner in a claim', async () => {
    const { claims, token } = await action.run({ client: 'Nordfracht Partner', audience });
    expect(claims).toEqual({ [`${audience}/partner`]: 'nordfracht' });
    expect(token).toMatchObject({ aud: audience, scope: 'read:parcels scan:parcels', ...claims });
  });

  it('gives a suspended partner nothing', async () => {
    const secrets = { SUSPENDED_PARTNERS: 'sudfracht, nordfracht' };
    const { claims, denied } = await action.run({ client: 'Nordfracht Partner', audience }, { secrets });
    expect(denied).toEqual({ code: 'invalid_request', reason: 'The partner nordfracht is suspended.' });
    expect(claims).toEqual({});
  });
});
