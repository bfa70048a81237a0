import { expect, it } from 'vitest';
import { catalogOf, typeOf } from '../../../src/catalog/catalog.ts';
import { compareBodies, describe } from '../../../src/compare/fields.ts';
import type { Body } from '../../../src/model/json.ts';
import { resourceTypes } from '../../../src/resources/index.ts';
import { secretValues } from '../../../src/secrets/secrets.ts';
import { desiredState } from '../../support/stages.ts';

const catalog = catalogOf(resourceTypes);

/** Bodies with a secret and its neighbours, and the strings of them that are secrets. */
const table: { type: string; body: Body; secrets: string[] }[] = [
  {
    type: 'emailProvider',
    body: {
      name: 'smtp',
      credentials: { smtp_host: 'localhost', smtp_port: 2525, smtp_user: 'mailer', smtp_pass: 'hunter2-hunter2' },
    },
    secrets: ['hunter2-hunter2'],
  },
  {
    type: 'emailProvider',
    body: { name: 'mailgun', credentials: { api_key: 'key-of-mailgun', domain: 'mail.example', region: 'eu' } },
    secrets: ['key-of-mailgun'],
  },
  {
    type: 'emailProvider',
    body: { name: 'ms365', credentials: { tenantId: 'directory', clientId: 'app', clientSecret: 'of the app' } },
    secrets: ['of the app'],
  },
  {
    type: 'flowVaultConnections',
    body: { name: 'Partner', setup: { type: 'BASIC_AUTH', username: 'somebody', password: 'of somebody' } },
    secrets: ['of somebody'],
  },
  {
    type: 'flowVaultConnections',
    body: { name: 'Hook', setup: { type: 'WEBHOOK', url: 'https://hooks.example/T0/secret' } },
    secrets: ['https://hooks.example/T0/secret'],
  },
  {
    type: 'connections',
    body: { name: 'saml', options: { signingKey: { key: 'private', cert: 'public' } } },
    secrets: ['private'],
  },
  { type: 'clients', body: { name: 'A', encryption_key: { pub: 'of it', subject: 'CN=a' } }, secrets: ['of it'] },
];

it.each(table)('only what is a secret is masked, and not what stands beside it: $type $secrets', (row) => {
  const { type: name, body, secrets } = row;
  const type = typeOf(catalog, name);
  expect(secretValues(desiredState({ [`${name}/x`]: body }), catalog).filter((value) => value !== 'x')).toEqual(
    secrets,
  );

  const strings = JSON.stringify(body).match(/(?<=:)"[^"]+"/g) ?? [];
  const shown = JSON.stringify([describe(type, body), compareBodies(type, body, {}).map(({ field }) => field)]);
  const hidden = secrets.map((secret) => JSON.stringify(secret));
  for (const text of strings) expect(shown.includes(text), `${text} is shown`).toBe(!hidden.includes(text));
});
