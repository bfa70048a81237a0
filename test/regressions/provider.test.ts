import { expect, it } from 'vitest';
import { applyOf, emulated } from '../support/project.ts';

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
