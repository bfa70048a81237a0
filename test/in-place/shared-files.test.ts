import { expect, it, onTestFinished } from 'vitest';
import { folderOf } from './support/folder.ts';

const tenant = `emailTemplates:
  - { template: verify_email, body: ./emails/mail.html, from: '', subject: Verify, syntax: liquid, enabled: true }
  - { template: welcome_email, body: ./emails/mail.html, from: '', subject: Welcome, syntax: liquid, enabled: true }
`;

it('a file that two resources name is changed when the tenant has one text in both, and is left while it has two', async () => {
  const folder = await folderOf({
    'tenant.yaml': tenant,
    'emails/mail.html': '<p>Hello</p>\n',
    'environments/dev.yaml': 'domain: local\n',
  });
  onTestFinished(() => folder.close());
  const write = async (template: string, body: string): Promise<void> => {
    const { status } = await folder.tenant.request('PATCH', `/email-templates/${template}`, { body });
    expect(status).toBe(200);
  };
  await write('verify_email', '<p>Hello you</p>\n');
  const one = await folder.pull();
  expect([one.texts.size, one.left, one.lines.join('\n')]).toEqual([
    0,
    1,
    expect.stringContaining('emailTemplates/welcome_email takes the text from tenants/acme/emails/mail.html, too'),
  ]);
  await write('welcome_email', '<p>Hello all</p>\n');
  expect([(await folder.pull()).left, folder.read('emails/mail.html')]).toEqual([2, '<p>Hello</p>\n']);
  await write('welcome_email', '<p>Hello you</p>\n');
  expect([(await folder.pull()).left, folder.read('emails/mail.html')]).toEqual([0, '<p>Hello you</p>\n']);
});
