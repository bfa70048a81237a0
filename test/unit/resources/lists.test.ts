import { expect, it } from 'vitest';
import type { Body, Json } from '../../../src/model/json.ts';
import { emulated, planOf } from '../../support/project.ts';
import type { Before, Emulated } from '../../support/project.ts';

const roles = Array.from({ length: 7 }, (_, index) => ({ name: `role ${index}`, description: 'x' }));
const files = { tenant: { roles } };

/** A tenant with the roles, whose answer to a listing of them is made by `answer` from the real one. */
async function withRoles(answer: (found: Body, url: URL) => Response): Promise<Emulated> {
  const before: Before = async (request) => {
    const url = new URL(request.url);
    if (request.method !== 'GET' || url.pathname !== '/api/v2/roles') return undefined;
    const whole = await tenant.request('GET', '/roles?per_page=100&include_totals=true');
    return answer(whole.body as Body, url);
  };
  const tenant = emulated({}, before);
  for (const role of roles) await tenant.request('POST', '/roles', role);
  return tenant;
}

const isPlanned = async (tenant: Emulated): Promise<string[]> =>
  (await planOf(files, tenant)).plan.changes.map(({ address }) => address);

it('pages may hold less than what was asked for: all are read that there are', async () => {
  const tenant = await withRoles((found, url) => {
    const start = 3 * Number(url.searchParams.get('page'));
    return Response.json({ ...found, start, limit: 3, roles: (found['roles'] as Json[]).slice(start, start + 3) });
  });
  expect(await isPlanned(tenant)).toEqual([]);
});

it.each([
  ['an object without a list', () => Response.json({ message: 'hello' })],
  ['nothing', () => new Response(null, { status: 200 })],
  ['null', () => Response.json(null)],
  ['a page', () => new Response('<html><title>Sign in</title></html>', { headers: { 'content-type': 'text/html' } })],
  ['a page that claims to be JSON', () => new Response('<title>Sign in</title>')],
  ['the half of it', (found: Body) => new Response(JSON.stringify(found).slice(0, 100))],
])('a listing that is answered with %s is not taken for empty', async (_what, answer) => {
  await expect(isPlanned(await withRoles(answer))).rejects.toThrow(
    /^roles cannot be read: the API answered 200, but not with what was asked for(: Sign in)?$/,
  );
});

it('a listing that fails is named', async () => {
  const tenant = await withRoles(() => Response.json({ message: 'Oops' }, { status: 500 }));
  await expect(isPlanned(tenant)).rejects.toThrow('roles cannot be read: the API answered 500: Oops');
});

/** A tenant of which one object is answered by `said`. */
const withAnswer = (path: string, said: () => Response): Emulated =>
  emulated({}, (request) =>
    Promise.resolve(
      request.method === 'GET' && new URL(request.url).pathname === `/api/v2${path}` ? said() : undefined,
    ),
  );

const single: readonly [type: string, path: string, tenant: Body][] = [
  ['tenant', '/tenants/settings', { tenant: { friendly_name: 'A' } }],
  ['branding', '/branding', { branding: { logo_url: 'https://a.example/a.png' } }],
  ['emailProvider', '/emails/provider', { emailProvider: null }],
  [
    'emailTemplates',
    '/email-templates/verify_email',
    { emailTemplates: [{ template: 'verify_email', enabled: true }] },
  ],
  [
    'attackProtection',
    '/attack-protection/captcha',
    { attackProtection: { captcha: { active_provider_id: 'arkose' } } },
  ],
  ['prompts.customText', '/prompts/login/custom-text/en', { prompts: { customText: { en: { login: {} } } } }],
  ['guardianPolicies', '/guardian/policies', { guardianPolicies: { policies: [] } }],
];

it.each(
  single.flatMap(([type, path, tenant]) =>
    [null, 'Sign in', 5, [null, 5], [{}]].map((said) => [type, JSON.stringify(said), path, tenant, said] as const),
  ),
)('%s that is answered with %s is not taken for empty', async (type, _what, path, tenant, said) => {
  await expect(
    planOf(
      { tenant },
      withAnswer(path, () => Response.json(said)),
    ),
  ).rejects.toThrow(new RegExp(`^${type}.* cannot be read: the API answered 200, but not with what was asked for`));
});
