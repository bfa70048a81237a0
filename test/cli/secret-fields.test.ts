import { createHash, generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { stringify } from 'yaml';
import { secretPatterns } from '../../src/secrets/secrets.ts';
import type { Body } from '../../src/model/json.ts';
import { select } from '../../src/model/path.ts';
import { resourceTypes } from '../../src/resources/index.ts';
import { catalogOf } from '../../src/catalog/catalog.ts';
import { sectionOf } from '../../src/catalog/resource-type.ts';
import { isDeep } from '../support/deep.ts';
import { quickClock } from '../support/quick-clock.ts';
import { echo } from './support/echo.ts';
import { leaksIn, textsBelow } from './support/leaks.ts';
import { deployer, emulate, project, tenantry, writeFiles } from './support/tenantry.ts';

const names: string[] = [];

/** A place for another secret. */
function secret(): string {
  names.push(`S${names.length}`);
  return `##S${names.length - 1}##`;
}

const key = { name: 'first', credential_type: 'public_key', alg: 'RS256' };
const stream = (name: string, type: string, sink: Body): Body => ({ name, type, sink });
const hook = (name: string, login: Body): Body => ({
  name,
  subscriptions: [{ event_type: 'user.created' }],
  destination: {
    type: 'webhook',
    configuration: { webhook_endpoint: 'https://p.test', webhook_authorization: login },
  },
});
const push = (provider: string, fields: Body): Body => ({ name: 'push-notification', provider, ...fields });

/** A tenant with a secret in every place that the catalog has for one. */
const tenant: Body = {
  emailProvider: {
    name: 'smtp',
    default_from_address: 'a@b.test',
    credentials: { smtp_host: 'm.test', smtp_port: 25, smtp_user: 'u', smtp_pass: secret() },
  },
  phoneProviders: [
    {
      name: 'twilio',
      configuration: { default_from: '+49123456789', sid: 'AC0', delivery_methods: ['text'] },
      credentials: { auth_token: secret() },
    },
  ],
  resourceServers: [
    { name: 'Old', identifier: 'https://o.test', signing_alg: 'HS256', signing_secret: secret() },
    {
      name: 'Encrypted',
      identifier: 'https://e.test',
      token_encryption: { format: 'compact-nested-jwe', encryption_key: { alg: 'RSA-OAEP-256', pem: '##PEM##' } },
    },
  ],
  clients: [
    {
      name: 'Service',
      app_type: 'non_interactive',
      client_secret: secret(),
      encryption_key: { pub: secret(), cert: secret(), subject: 'CN=a' },
    },
    {
      name: 'Signer',
      app_type: 'non_interactive',
      jwt_configuration: { alg: 'RS256' },
      client_authentication_methods: { private_key_jwt: { credentials: [{ ...key, pem: '##PEM##' }] } },
    },
  ],
  databases: [{ name: 'people', options: { configuration: { KEY: secret(), OTHER: secret() } } }],
  connections: [
    {
      name: 'oidc',
      strategy: 'oidc',
      options: { client_id: 'a', client_secret: secret(), issuer: 'https://a.test/', type: 'back_channel' },
    },
    { name: 'apple', strategy: 'apple', options: { client_id: 'a', app_secret: secret() } },
    {
      name: 'sms',
      strategy: 'sms',
      options: {
        twilio_sid: 'AC0',
        twilio_token: secret(),
        from: '+49123456789',
        gateway_authentication: { method: 'bearer', subject: 'a', audience: 'b', secret: secret() },
      },
    },
    {
      name: 'google',
      strategy: 'google-apps',
      options: {
        client_id: 'a',
        client_secret: secret(),
        domain: 'a.test',
        admin_access_token: secret(),
        admin_refresh_token: secret(),
      },
    },
    {
      name: 'saml',
      strategy: 'samlp',
      options: {
        signInEndpoint: 'https://a.test/saml',
        signing_key: { key: secret(), cert: 'c' },
        signingKey: { key: secret(), cert: 'c' },
        decryptionKey: { key: secret(), cert: 'c' },
      },
    },
    {
      name: 'ping',
      strategy: 'pingfederate',
      options: { pingFederateBaseUrl: 'https://p.test', decryptionKey: secret() },
    },
  ],
  actions: [
    {
      name: 'Enrich',
      code: '//',
      deployed: true,
      supported_triggers: [{ id: 'post-login', version: 'v3' }],
      secrets: [{ name: 'KEY', value: secret() }],
    },
  ],
  actionModules: [{ name: 'helper', code: '//', secrets: [{ name: 'KEY', value: secret() }] }],
  flowVaultConnections: [
    { name: 'Partner', app_id: 'HTTP', setup: { type: 'BEARER', token: secret() } },
    { name: 'Sheet', app_id: 'STRIPE', setup: { type: 'KEY_PAIR', private_key: secret(), public_key: secret() } },
  ],
  attackProtection: {
    captcha: {
      active_provider_id: 'hcaptcha',
      hcaptcha: { site_key: 'a', secret: secret() },
      friendly_captcha: { site_key: 'a', secret: secret() },
      arkose: { site_key: 'a', secret: secret() },
      recaptcha_v2: { site_key: 'a', secret: secret() },
      recaptcha_enterprise: { site_key: 'a', project_id: 'p', api_key: secret() },
    },
  },
  guardianPushFactorSelectedProvider: { provider: 'direct' },
  guardianFactorProviders: [
    { name: 'phone', provider: 'twilio', auth_token: secret(), sid: 'AC0', from: '+49123456789' },
    { name: 'duo', provider: 'duo', ikey: 'DI1', skey: secret(), host: 'api-1.duosecurity.com' },
    push('apns', { bundle_id: 'com.a.b', sandbox: true, p12: secret() }),
    push('fcm', { server_key: secret() }),
    push('fcmv1', { server_credentials: secret() }),
    push('sns', {
      aws_access_key_id: 'AKIA1',
      aws_secret_access_key: secret(),
      aws_region: 'eu-west-1',
      sns_apns_platform_application_arn: 'arn:one',
      sns_gcm_platform_application_arn: 'arn:two',
    }),
  ],
  networkACLKeys: [{ name: 'Edge', alg: 'hmac-sha256', value: '##ACL##' }],
  logStreams: [
    stream('Hook', 'http', {
      httpEndpoint: 'https://w.test',
      httpAuthorization: secret(),
      httpContentType: 'application/json',
      httpContentFormat: 'JSONLINES',
      httpCustomHeaders: [{ header: 'X-One', value: secret() }],
    }),
    stream('Dog', 'datadog', { datadogApiKey: secret(), datadogRegion: 'eu' }),
    stream('Splunk', 'splunk', {
      splunkDomain: 's.test',
      splunkPort: '8088',
      splunkSecure: true,
      splunkToken: secret(),
    }),
    stream('Segment', 'segment', { segmentWriteKey: secret() }),
    stream('Panel', 'mixpanel', {
      mixpanelRegion: 'us',
      mixpanelProjectId: '1',
      mixpanelServiceAccountUsername: 'u',
      mixpanelServiceAccountPassword: secret(),
    }),
  ],
  eventStreams: [
    hook('Basic', { method: 'basic', username: 'u', password: secret() }),
    hook('Bearer', { method: 'bearer', token: secret() }),
    hook('Header', { method: 'custom_header', header_key: 'X-Key', header_value: secret() }),
  ],
};

// Characters that quoting, JSON, HTML and URLs each write in their own way.
const valueOf = (name: string, round: number): string =>
  `${createHash('sha256').update(`fields ${name} ${round}`).digest('base64').slice(0, 20)}"<&'%${name}`;
const aclKey = (round: number): string => createHash('sha256').update(`key ${round}`).digest('base64');
const pem = (): string =>
  String(generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' }));

it('has a secret in every place that the catalog has for one', () => {
  const missing = [...catalogOf(resourceTypes).values()].flatMap((type) =>
    secretPatterns(type)
      .filter((pattern) => {
        const section = tenant[/^\w+/.exec(sectionOf(type.root))?.[0] ?? ''] ?? null;
        return !select(section, `**.${pattern}`).some(({ value }) => JSON.stringify(value).includes('##'));
      })
      .map((pattern) => `${type.name} ${pattern}`),
  );
  expect(missing).toEqual([]);
  expect(names.length).toBeGreaterThan(40);
});

it('secrets are in nothing that is printed or kept when the API echoes them in its errors', async () => {
  const clock = quickClock();
  const { url, echoing, tokens } = await echo((await emulate()).url);
  const environment = (domain: string): string =>
    stringify({
      domain,
      policy: { delete: true },
      secrets: Object.fromEntries([...names, 'PEM', 'ACL'].map((name) => [name, { env: `PLANTED_${name}` }])),
    });
  const cwd = project({ 'tenant.yaml': stringify(tenant), 'environments/dev.yaml': environment(url) });
  const pems = [pem(), pem()];
  const planted = new Map<string, string>([['the secret of the deployer', deployer.AUTH0_CLIENT_SECRET]]);
  const seen: [string, string][] = [];
  const run = async (
    round: number,
    args: string[],
    credentials: Record<string, string> = deployer,
  ): Promise<number | null> => {
    const values = [
      ...names.map((name) => [name, valueOf(name, round)]),
      ['PEM', pems[round - 1] ?? ''],
      ['ACL', aclKey(round)],
    ] as const;
    for (const [name = '', value = ''] of values) planted.set(`${name} (${round})`, value);
    const env = Object.fromEntries(values.map(([name, value]) => [`PLANTED_${name}`, value]));
    const { code, stdout, stderr } = await tenantry(args, {
      cwd,
      clock,
      env: { ...credentials, ...env },
    });
    seen.push([`${args.join(' ')} (${echoing.how})`, `${stdout}${stderr}`]);
    return code;
  };
  const at = ['acme', '--env', 'dev'];

  for (const how of ['json', 'html', 'form'] as const) {
    echoing.how = how;
    expect(await run(1, ['apply', ...at, '--yes'])).toBe(1);
  }
  expect(seen[0]?.[1]).toContain('(secret)');
  expect(seen[1]?.[1]).toContain('(secret)');
  echoing.how = 'not at all';
  expect(await run(1, ['apply', ...at, '--yes'])).toBe(0);
  for (const format of ['text', 'json', 'markdown', 'html'])
    expect(await run(2, ['plan', ...at, '--format', format])).toBe(2);
  expect(await run(2, ['plan', ...at, '--out', 'plan.json'])).toBe(2);
  echoing.how = 'json';
  await run(2, ['apply', '--plan', 'plan.json', '--yes', '--format', 'json']);
  await run(2, ['rollback', ...at, '--yes']);
  echoing.how = 'not at all';
  expect(await run(2, ['apply', ...at, '--yes'])).toBe(0);
  await run(1, ['rollback', ...at, '--yes']);
  await run(1, ['drift', ...at]);
  await run(1, ['history', '--format', 'json']);

  // What proves who the deployer is, right or wrong, where the token is asked for and where it is used.
  echoing.how = 'reads';
  const wrong = valueOf('deployer', 1);
  planted.set('a wrong secret of the deployer', wrong).set('a token', valueOf('token', 1));
  expect(await run(1, ['plan', ...at])).toBe(1);
  expect(await run(1, ['plan', ...at], { ...deployer, AUTH0_CLIENT_SECRET: wrong })).toBe(1);
  expect(await run(1, ['plan', ...at], { AUTH0_ACCESS_TOKEN: valueOf('token', 1), AUTH0_CLIENT_ID: 'a' })).toBe(1);
  writeFiles(cwd, { 'tenants/acme/environments/dev.yaml': environment('http://127.0.0.1:1') });
  expect(await run(1, ['plan', ...at], { ...deployer, AUTH0_CLIENT_SECRET: wrong })).toBe(1);

  for (const token of tokens) planted.set(`the token ${token.slice(0, 8)}`, token);
  const kept = ['.tenantry', 'plan.json'].flatMap((path) => textsBelow(join(cwd, path)));
  expect(kept.length).toBeGreaterThan(20);
  expect(leaksIn([...seen, ...kept], planted)).toEqual([]);
}, 900_000);

/** Values of the kinds that break quoting, patterns and masks; `h` is 16 characters that nothing else has. */
const odd: readonly ((h: string, index: number) => string)[] = [
  (h) => `^(.*)+[a-z]$\\d{2}|x-${h}`,
  (h) => `first line of ${h}\nsecond line of ${h}\n`,
  (h) => `pä$$wörd-🔑-${h}`,
  (h) => `"'\`${h}\`'"`,
  (h) => `: - {a: &b *c} # ${h} !x | > %`,
  (h) => `\\n\\u0041\\"${h}\t`,
  (h) => Buffer.from(h).toString('base64'),
  (_h, index) => `§${index.toString(36).padStart(2, '0')}§`,
  (h) => h.slice(0, 8),
  (h) => `${h}${h}`,
  (h) => `##NOT_ONE##${h}@@X@@{{y}}$&$1`,
  (h) => `  ${h}  `,
  (h) => `<b>${h}&amp;</b>%2F+`,
];
/** Words of reports and of our own formats: what is the tenant's is masked, and the rest stays what it is. */
const words = ['create', 'clients', 'update', 'changes', 'Service', 'fields'];

it.each(Array.from({ length: isDeep ? 12 : 1 }, (_, seed) => seed))(
  'secrets of odd kinds are in nothing that is printed, written or kept, and JSON stays JSON (%i)',
  async (seed) => {
    const clock = quickClock();
    const { url, echoing } = await echo((await emulate()).url);
    const secrets = Object.fromEntries([...names, 'PEM', 'ACL'].map((name) => [name, { env: `PLANTED_${name}` }]));
    const environment = stringify({ domain: url, policy: { delete: true }, secrets });
    const cwd = project({ 'tenant.yaml': stringify(tenant), 'environments/dev.yaml': environment });
    const planted = new Map<string, string>();
    const env: Record<string, string> = { PLANTED_PEM: pem(), PLANTED_ACL: aclKey(seed) };
    for (const [index, name] of names.entries()) {
      const h = createHash('sha256').update(`odd ${seed} ${name}`).digest('hex').slice(0, 16);
      const at = index + seed * 5;
      const isWord = at % 9 === 8;
      const value = isWord ? (words[at % words.length] ?? '') : (odd[at % odd.length]?.(h, index) ?? '');
      env[`PLANTED_${name}`] = value;
      if (!isWord) planted.set(`${name}: ${value}`, value.trim());
    }
    const seen: [string, string][] = [];
    const run = async (...args: string[]): Promise<string> => {
      const { stdout, stderr } = await tenantry(args, { cwd, clock, env: { ...deployer, ...env } });
      seen.push([`${args.join(' ')} (${echoing.how})`, `${stdout}${stderr}`]);
      return stdout;
    };
    const at = ['acme', '--env', 'dev'];
    await run('validate', 'acme', '--format', 'json');
    for (const how of ['json', ...(isDeep ? (['html', 'form'] as const) : [])] as const) {
      echoing.how = how;
      await run('apply', ...at, '--yes');
    }
    echoing.how = 'not at all';
    for (const format of isDeep ? ['text', 'markdown', 'html'] : ['markdown'])
      await run('plan', ...at, '--format', format);
    expect(JSON.parse(await run('plan', ...at, '--format', 'json'))).toMatchObject({
      changes: expect.any(Array) as unknown,
    });
    await run('plan', ...at, '--out', 'plan.json');
    await run('show', 'plan.json');
    await run('apply', ...at, '--yes');
    await run('drift', ...at);
    await run('pull', ...at);
    writeFiles(cwd, { 'tenants/fresh/environments/dev.yaml': `domain: ${url}\n` });
    await run('pull', 'fresh', '--env', 'dev');
    expect(JSON.parse(await run('history', '--format', 'json'))).toBeTruthy();
    await run('rollback', ...at, '--yes');

    const kept = ['.tenantry', 'plan.json', 'tenants'].flatMap((path) => textsBelow(join(cwd, path)));
    for (const [path, text] of kept)
      if (path.endsWith('.json')) expect(() => JSON.parse(text) as unknown, path).not.toThrow();
    const short = [...planted].filter(([, value]) => value.length < 6);
    const long = new Map([...planted].filter(([, value]) => value.length >= 6));
    expect(leaksIn([...seen, ...kept], long)).toEqual([]);
    const shown = short.flatMap(([name, value]) =>
      [...seen, ...kept].flatMap(([what, text]) => (text.includes(value) ? [`${name} in ${what}`] : [])),
    );
    expect(shown).toEqual([]);
  },
  900_000,
);

it('secrets that stand in the files themselves are not in what is said of broken files', async () => {
  const literal = valueOf('literal', 1).replaceAll(/["<&'%]/g, '');
  const cwd = project({ 'environments/dev.yaml': 'domain: local\n' });
  const seen: [string, string][] = [];
  for (const text of [
    `clients:\n  - { name: a, client_secret: ${literal}, app_type: [spa }\n`,
    `clients:\n  - name: a\n    client_secret: "${literal}\n`,
    `clients:\n  - name: a\n    client_secret: ${literal}: x\n`,
    `clients:\n  - { name: a, client_secret: [${literal}] }\n`,
    `clients:\n  - { name: a, client_secret: ${literal}, app_type: spaa }\n`,
    `emailProvider:\n  name: smtp\n  credentials:\n    smtp_pass: ${literal}\n   smtp_user: u\n`,
    `emailProvider:\n  name: smtp\n  credentials: { smtp_pass: ${literal}, smtp_user: [u }\n`,
    `actions:\n  - { name: a, secrets: [{ name: K, value: '${literal}' ] }\n`,
  ]) {
    writeFiles(cwd, { 'tenants/acme/tenant.yaml': text });
    for (const args of [['validate'], ['validate', '--format', 'json'], ['plan', '--env', 'dev']]) {
      const { code, stdout, stderr } = await tenantry(args, { cwd });
      expect(code, text).toBe(1);
      seen.push([text, `${stdout}${stderr}`]);
    }
  }
  expect(leaksIn(seen, new Map([['literal', literal]]))).toEqual([]);
});
