import { generateKeyPairSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { hasErrors } from '../../../src/model/diagnostic.ts';
import { goalOfFiles } from '../../../src/goals.ts';
import { plan as planOfGoal } from '../../../src/pipeline.ts';
import { applyOf, emulated, planOf, projectOf, textOf } from '../../support/project.ts';

const role = (description: string | null): object => ({ roles: [{ name: 'Courier', description }] });

it('a null that the API answers, but does not take, is valid and plans nothing while the tenant has nothing there', async () => {
  const tenant = emulated();
  await applyOf({ tenant: { roles: [{ name: 'Courier' }] } }, tenant);
  expect((await planOf({ tenant: role(null) }, tenant)).plan.changes).toEqual([]);
});

it('a null that would be sent where the API does not take one is refused by the plan', async () => {
  const tenant = emulated();
  await applyOf({ tenant: role('Delivers') }, tenant);
  await expect(planOf({ tenant: role(null) }, tenant)).rejects.toThrow('description cannot be set to null');
});

it('a required field stays required when it has no content', () => {
  const { diagnostics } = goalOfFiles(projectOf({ tenant: { roles: [{ name: null }] } }), 'local');
  expect(hasErrors(diagnostics)).toBe(true);
  expect(textOf(diagnostics)).toContain('name has to be a string, not null');
});

it('a client may have its addons and a profile its overrides set to null, as exports have them', async () => {
  const files = {
    tenant: {
      clients: [{ name: 'Shop', addons: null }],
      connectionProfiles: [{ name: 'Crew', strategy_overrides: null }],
    },
  };
  const tenant = emulated();
  await applyOf(files, tenant);
  expect((await planOf(files, tenant)).plan.changes).toEqual([]);
});

it('what the API answers inside of objects and items may be null or missing, as exports have it', async () => {
  const tenant = emulated();
  const files = {
    tenant: {
      attackProtection: {
        captcha: {
          active_provider_id: 'auth_challenge',
          arkose: { site_key: null, fail_open: false },
          auth_challenge: {},
          hcaptcha: { site_key: '' },
          recaptcha_enterprise: { site_key: '', project_id: null },
        },
      },
      clients: [{ name: 'Shop', token_quota: { client_credentials: null }, mobile: { ios: { team_id: null } } }],
      tenant: { session_cookie: { mode: null } },
    },
  };
  expect(textOf(goalOfFiles(projectOf(files), 'local').diagnostics)).toBe('');
  await applyOf(files, tenant);
  expect((await planOf(files, tenant)).plan.changes).toEqual([]);
});

it.each([
  [
    'a captcha provider',
    {
      attackProtection: {
        captcha: {
          active_provider_id: 'recaptcha_enterprise',
          recaptcha_enterprise: { api_key: 's', project_id: 'p' },
        },
      },
    },
    'recaptcha_enterprise.site_key',
  ],
  [
    'one with an empty key',
    {
      attackProtection: {
        captcha: { active_provider_id: 'arkose', arkose: { site_key: '', secret: 's', fail_open: true } },
      },
    },
    'arkose.site_key',
  ],
  [
    'a package of a module',
    { actionModules: [{ name: 'helper', code: 'exports.a = 1;', dependencies: [{ name: 'lodash' }] }] },
    'dependencies[0].version',
  ],
])('%s that would be sent without what requests need is refused by the plan', async (_what, tenant, place) => {
  await expect(planOf({ tenant }, emulated())).rejects.toThrow(`${place} is missing`);
});

it('an unknown field stays one when it has no content', () => {
  const { diagnostics } = goalOfFiles(
    projectOf({ tenant: { attackProtection: { captcha: { hcaptcha: { sitekey: null } } } } }),
    'local',
  );
  expect(textOf(diagnostics)).toContain('captcha.hcaptcha.sitekey');
});

it('a file that is not there is an error for what is created with it, and nothing else follows from it', async () => {
  const keyed = {
    clients: [
      {
        name: 'Partner',
        jwt_configuration: { alg: 'RS256' },
        client_authentication_methods: {
          private_key_jwt: { credentials: [{ name: 'k', credential_type: 'public_key', pem: './k.pem' }] },
        },
      },
    ],
  };
  const tenant = emulated();
  const goal = goalOfFiles(projectOf({ tenant: keyed }), 'local');
  expect(goal.diagnostics.map(({ severity, code }) => `${severity} ${code}`)).toEqual(['warning file-missing']);
  const { plan, diagnostics } = await planOfGoal(goal, tenant.connection);
  expect(plan).toBeUndefined();
  expect(diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message)).toEqual([
    'the file ./k.pem is needed now: clients/Partner/credentials/k is created with what is in it',
  ]);
  expect(tenant.writes()).toEqual([]);

  const { publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  await applyOf({ tenant: keyed, files: { 'k.pem': publicKey } }, tenant);
  expect((await planOf({ tenant: keyed }, tenant)).plan.changes).toEqual([]);
});
