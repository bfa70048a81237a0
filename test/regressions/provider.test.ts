import { expect, it } from 'vitest';
import { goalOfFiles } from '../../src/goals.ts';
import { applyOf, emulated, planOf, projectOf, textOf } from '../support/project.ts';
import { changesOf } from './support.ts';

const at = { default_from_address: 'a@b.test' };
const smtp = { smtp_host: 'mail.test', smtp_port: 25, smtp_user: 'a', smtp_pass: 'the-password' };
const settings = { headers: { 'X-SES-Configuration-Set': 'set' } };

it('settings of an email provider that the files leave out stay when its credentials change', async () => {
  const tenant = emulated();
  const provider = { name: 'smtp', ...at, credentials: smtp };
  await applyOf({ tenant: { emailProvider: { ...provider, settings } } }, tenant);
  const changed = { emailProvider: { ...provider, credentials: { ...smtp, smtp_host: 'other.test' } } };
  expect(await applyOf({ tenant: changed }, tenant)).toMatchObject([{ status: 'done' }]);
  const { body } = await tenant.request('GET', '/emails/provider?fields=settings,credentials&include_fields=true');
  expect(body).toMatchObject({ settings, credentials: { smtp_host: 'other.test' } });
});

it('they stay with another provider, too, and the files may say others', async () => {
  const tenant = emulated();
  const settingsNow = async (): Promise<unknown> =>
    (await tenant.request('GET', '/emails/provider?fields=settings&include_fields=true')).body;
  const provider = { name: 'smtp', ...at, credentials: smtp };
  await applyOf({ tenant: { emailProvider: { ...provider, settings } } }, tenant);
  const other = { name: 'mandrill', ...at, credentials: { api_key: 'the-key' } };
  expect(await changesOf(tenant, { tenant: { emailProvider: other } })).toEqual(['update emailProvider']);
  await applyOf({ tenant: { emailProvider: other } }, tenant);
  expect(await settingsNow()).toEqual({ settings });
  const declared = { ...provider, settings: { message: { view_content_link: true } } };
  await applyOf({ tenant: { emailProvider: declared } }, tenant);
  expect(await settingsNow()).toEqual({ settings: { ...settings, ...declared.settings } });
});

const action = {
  name: 'Send',
  code: 'exports.onExecuteCustomPhoneProvider = async () => {};',
  supported_triggers: [{ id: 'custom-phone-provider', version: 'v1' }],
  deployed: true,
};

it.each([
  ['configuration', { credentials: {} }],
  ['credentials', { configuration: { delivery_methods: ['text'] } }],
])(
  'the %s of a former phone provider is not that of another one, which is said before anything is written',
  async (missing, given) => {
    const tenant = emulated();
    const configuration = { sid: 'AC1', default_from: '+15550100', delivery_methods: ['text'] };
    const twilio = { name: 'twilio', configuration, credentials: { auth_token: 'the-token' } };
    await applyOf({ tenant: { actions: [action], phoneProviders: [twilio] } }, tenant);
    const other = planOf({ tenant: { actions: [action], phoneProviders: [{ name: 'custom', ...given }] } }, tenant);
    await expect(other).rejects.toThrow(`${missing} has to be declared when name changes`);
  },
);

it('a user that the API answers beside the key of SendGrid is valid in a file and plans nothing', () => {
  const emailProvider = { name: 'sendgrid', credentials: { api_user: 'mailer', api_key: 'k' } };
  const goal = goalOfFiles(projectOf({ tenant: { emailProvider } }), 'local');
  expect(textOf(goal.diagnostics)).toBe('');
});
