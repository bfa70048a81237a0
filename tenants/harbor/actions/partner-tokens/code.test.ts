// An Action is a function of an event and an api: it can be tested like any other.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Handler = (event: object, api: object) => Promise<void>;

const source = readFileSync(new URL('code.js', import.meta.url), 'utf8').replaceAll(
  '##PARCELS_API##',
  'https://parcels.test',
);
const { onExecuteCredentialsExchange } = load(source);

/** Runs the code as Auth0 does: with an `exports` object. */
function load(code: string): { onExecuteCredentialsExchange: Handler } {
  const exports = {};
  // eslint-disable-next-line no-new-func
  new Function('exports', code)(exports);
  return exports as { onExecuteCredentialsExchange: Handler };
}

async function run(
  metadata: Record<string, string>,
  suspended = 'none',
): Promise<{ denied: string[]; claims: Record<string, unknown> }> {
  const denied: string[] = [];
  const claims: Record<string, unknown> = {};
  const api = {
    access: { deny: (_code: string, reason: string) => denied.push(reason) },
    accessToken: { setCustomClaim: (name: string, value: unknown) => (claims[name] = value) },
  };
  await onExecuteCredentialsExchange({ client: { metadata }, secrets: { SUSPENDED_PARTNERS: suspended } }, api);
  return { denied, claims };
}

describe('partner tokens', () => {
  it('leaves our own machines alone', async () => {
    expect(await run({ team: 'dispatch' })).toEqual({ denied: [], claims: {} });
  });

  it('names the partner in a claim', async () => {
    expect(await run({ partner: 'nordfracht' })).toEqual({
      denied: [],
      claims: { 'https://parcels.test/partner': 'nordfracht' },
    });
  });

  it('gives a suspended partner nothing', async () => {
    const { denied, claims } = await run({ partner: 'nordfracht' }, 'sudfracht, nordfracht');
    expect(denied).toEqual(['The partner nordfracht is suspended.']);
    expect(claims).toEqual({});
  });
});
