import { expect, it } from 'vitest';
import { keywordsOf } from '../../src/init/keywords.ts';
import { unneeded } from '../../src/init/messages.ts';
import { environmentOfDomain, environmentOfFile } from '../../src/init/names.ts';
import { translated } from '../../src/init/settings.ts';
import type { Json } from '../../src/model/json.ts';

const known = {
  types: ['tenant', 'clients', 'connections', 'resourceServers', 'roles'],
  endOfLife: ['rules', 'hooks'],
  hasField: (type: string, path: string): boolean => type === 'clients' && ['description', 'a[].b'].includes(path),
};

const of = (settings: Record<string, Json>): ReturnType<typeof translated> =>
  translated([{ path: 'config.json', settings }], known);

it.each<[Record<string, Json>, object]>([
  [{ AUTH0_DOMAIN: 'https://Acme.eu.auth0.com/' }, { domain: 'acme.eu.auth0.com' }],
  [{ AUTH0_ALLOW_DELETE: 'true' }, { policy: { delete: true } }],
  [{ AUTH0_EXCLUDED: ['clients', 'rules'] }, { exclude: ['clients', 'rules'] }],
  [{ AUTH0_EXCLUDED: '["clients"]' }, { exclude: ['clients'] }],
  [{ AUTH0_EXCLUDED_RESOURCE_SERVERS: ['Old'] }, { exclude: ['resourceServers/Old'] }],
  [{ AUTH0_INCLUDED_ONLY: ['clients', 'roles'] }, { include: ['clients', 'roles'] }],
  [{ AUTH0_INCLUDED_CONNECTIONS: ['x'] }, { include: ['connections/x'] }],
  [
    { AUTH0_INCLUDED_ONLY: ['clients', 'connections'], AUTH0_INCLUDED_CONNECTIONS: ['x'] },
    { include: ['clients', 'connections/x'] },
  ],
  [
    { AUTH0_INCLUDED_ONLY: ['clients'], AUTH0_EXCLUDED_CLIENTS: ['x'], AUTH0_EXCLUDED_CONNECTIONS: ['y'] },
    { exclude: ['tenant', 'connections', 'resourceServers', 'roles', 'clients/x'] },
  ],
  [{ AUTH0_EXCLUDE_THIRD_PARTY_CLIENTS: true }, { exclude: ['clients?is_first_party=false'] }],
  [{ AUTH0_EXCLUDE_THIRD_PARTY_CLIENTS: false }, {}],
  [{ EXCLUDED_PROPS: { clients: ['description', 'a.b'] } }, { ignore: { clients: ['description', 'a[].b'] } }],
])('translates %j', (settings, expected) => {
  expect(of(settings).settings).toEqual(expected);
});

it('names every setting that becomes nothing, and leaves to the user what it does not know', () => {
  for (const name of Object.keys(unneeded)) {
    const { settings, notes } = of({ [`AUTH0_${name}`]: true });
    expect(settings).toEqual({});
    expect(notes).toMatchObject([{ about: `AUTH0_${name}`, isLeft: false }]);
  }
  for (const wrong of [
    { AUTH0_NEW: 1 },
    { AUTH0_EXCLUDED: ['no'] },
    { AUTH0_EXCLUDED: 'clients' },
    { AUTH0_DOMAIN: 1 },
  ])
    expect(of(wrong).notes).toMatchObject([{ isLeft: true }]);
  expect(of({ AUTH0_CLIENT_SECRET: 'abc', AUTH0_ACCESS_TOKEN: 'def' }).hidden.sort()).toEqual(['abc', 'def']);
});

it.each<[string, Json]>([
  ['SMTP_PASSWORD', 'x'],
  ['stripeApiKey', 'x'],
  ['GITHUB_TOKEN', 'x'],
  ['ANY', '-----BEGIN PRIVATE KEY-----\nx'],
  ['ANY', 'https://user:pass@host.example'],
  ['DB', { host: 'h', password: 'x' }],
  ['ACTION_SECRETS', [{ name: 'N', value: 'x' }]],
  ['DB_PASSWORD', 12345],
])('keeps the value of %s = %j out of the keywords', (name, value) => {
  const { own, hidden } = keywordsOf([{ environment: 'dev', file: 'f', values: { [name]: value } }], () => false);
  const part = own.get('dev');
  expect(Object.keys(part?.secrets ?? {})).toHaveLength(1);
  expect(Object.values(part?.secrets ?? {})[0]).not.toMatch(/^GITHUB_/);
  for (const text of hidden.keys()) expect(JSON.stringify(part?.keywords)).not.toContain(JSON.stringify(text));
});

it.each<[string, Json]>([
  ['TOKEN_LIFETIME', 3600],
  ['PASSWORD_POLICY', 'good'],
  ['CAPTCHA_SITE_KEY', 'x'],
  ['TOKEN_ENDPOINT', 'https://x.example'],
  ['MONKEY', 'x'],
  ['URLS', ['a', 'b']],
  ['API_KEY', '##OTHER##'],
])('takes %s = %j for a keyword', (name, value) => {
  const { own } = keywordsOf([{ environment: 'dev', file: 'f', values: { [name]: value } }], () => false);
  expect(own.get('dev')).toEqual({ keywords: { [name]: value }, secrets: {} });
});

it('knows an environment by the name of its settings file, or else by its domain', () => {
  const names = ['config-prod.json', 'config.prod.json', 'prod.json', 'auth0-config-eu-prod.json', 'keywords.dev.json'];
  expect(names.map(environmentOfFile)).toEqual(['prod', 'prod', 'prod', 'eu-prod', 'dev']);
  expect(environmentOfFile('config.json')).toBeUndefined();
  expect(environmentOfDomain('acme-staging.eu.auth0.com')).toBe('staging');
  expect(environmentOfDomain('acme.eu.auth0.com')).toBe('acme');
});
