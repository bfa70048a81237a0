import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { deployer, emulate, project, tenantry, writeFiles } from './support/tenantry.ts';
import type { Files } from './support/large-files.ts';
import { isLong, someOf } from '../support/long.ts';
import { quickClock } from '../support/quick-clock.ts';
import { leaksIn, textsBelow } from './support/leaks.ts';

const count = 40;
const names = Array.from({ length: count }, (_, index) => `S${index}`);
// Characters that quoting, JSON, HTML and URLs each write in their own way; a key of a network ACL is Base64 and nothing else.
const valueOf = (name: string, round: number): string => {
  const random = createHash('sha256').update(`${name}${round}`).digest('base64');
  return name === 'S17' ? random : `${random.slice(0, 20)}"<&'%${name}`;
};

/** A tenant with a secret in every field that holds one, in texts around others, and in files. */
const yaml = `
tenant: { friendly_name: 'Parcels ##S14##' }
clients:
  - { name: Service, app_type: non_interactive, client_secret: '##S7##', client_metadata: { key: '##S18##' } }
${names
  .slice(28)
  .map((name) => `  - { name: Client of ${name}, app_type: spa, description: 'with ##${name}## in it' }`)
  .join('\n')}
resourceServers:
  - { name: Legacy, identifier: https://legacy.test, signing_alg: HS256, signing_secret: '##S11##' }
roles:
  - { name: Courier, description: 'x ##S12## y' }
  - { name: Keeper, description: '##S25##' }
databases:
  - name: people
    options: { configuration: { KEY: '##S1##' }, customScripts: { login: ./login.js } }
connections:
  - { name: work, strategy: oidc, options: { client_id: a, client_secret: '##S0##', issuer: https://a.test/, type: back_channel } }
organizations:
  - { name: north, metadata: { key: '##S20##' } }
emailProvider: { name: sendgrid, default_from_address: a@b.test, credentials: { api_key: '##S2##' } }
emailTemplates:
  - { template: verify_email, body: ./mail.html, from: a@b.test, subject: 'S ##S22##', syntax: liquid, enabled: true }
phoneProviders:
  - name: twilio
    configuration: { default_from: '+49123456789', sid: AC0, delivery_methods: [text] }
    credentials: { auth_token: '##S3##' }
actions:
  - name: Enrich
    code: ./code.js
    deployed: true
    supported_triggers: [{ id: post-login, version: v3 }]
    secrets: [{ name: KEY, value: '##S4##' }]
actionModules:
  - { name: helper, code: '// ##S6##', secrets: [{ name: KEY, value: '##S26##' }] }
flowVaultConnections:
  - { name: Partner, app_id: HTTP, setup: { type: BEARER, token: '##S10##' } }
logStreams:
  - name: Watch
    type: http
    sink: { httpEndpoint: https://w.test, httpAuthorization: '##S8##', httpContentType: application/json, httpContentFormat: JSONLINES }
  - { name: Dog, type: datadog, sink: { datadogApiKey: '##S9##', datadogRegion: eu } }
eventStreams:
  - name: People
    subscriptions: [{ event_type: user.created }]
    destination:
      type: webhook
      configuration:
        webhook_endpoint: https://p.test
        webhook_authorization: { method: basic, username: auth0, password: '##S19##' }
networkACLKeys:
  - { name: Edge, alg: hmac-sha256, value: '##S17##' }
attackProtection:
  captcha:
    active_provider_id: hcaptcha
    hcaptcha: { site_key: a, secret: '##S15##' }
guardianFactorProviders:
  - { name: phone, provider: twilio, auth_token: '##S16##', sid: AC0, from: '+49123456789' }
prompts:
  customText: { en: { login: { login: { title: 'Welcome ##S21##' } } } }
branding: { logo_url: 'https://x.test/##S27##' }
pages:
  - { name: error_page, html: ./error.html }
`;

const files: Files = {
  'tenant.yaml': yaml,
  'login.js': 'function login() { return `##S24##`; }\n',
  'mail.html': '<p>##S23## {{ user.email }}</p>\n',
  'code.js': 'exports.onExecutePostLogin = async () => {\n  const key = `##S5##`;\n};\n',
  'error.html': '<p title="##S13##">error</p>\n',
};

function environmentOf(url: string): string {
  const sources = names.map(
    (name) => `  ${name}: ${name === 'S25' ? '{ file: ../../../vault/secret.txt }' : `{ env: PLANTED_${name} }`}`,
  );
  return `domain: ${url}\npolicy: { delete: true }\nsecrets:\n${sources.join('\n')}\n`;
}

it('forty planted secrets are in nothing that is printed or kept, whatever goes wrong', async () => {
  const seen: [what: string, text: string][] = [];
  const clock = quickClock();
  const url = (await emulate()).url;
  const cwd = project({ ...files, 'environments/dev.yaml': environmentOf(url) });
  const planted = (round: number): Record<string, string> =>
    Object.fromEntries(names.map((name) => [`PLANTED_${name}`, valueOf(name, round)]));
  const run = async (round: number, ...args: string[]): Promise<number | null> => {
    writeFiles(cwd, { 'vault/secret.txt': `${valueOf('S25', round)}\n` });
    const { code, stdout, stderr } = await tenantry(args, {
      cwd,
      clock,
      env: { ...deployer, ...planted(round), TENANTRY_ALLOWED_PATHS: join(cwd, 'vault') },
    });
    seen.push([args.join(' '), `${stdout}${stderr}`]);
    return code;
  };
  const at = ['acme', '--env', 'dev'];
  const change = (edit: (text: string) => string): void => writeFiles(cwd, { 'tenants/acme/tenant.yaml': edit(yaml) });

  for (const format of ['json', 'html', 'text', 'markdown'].slice(0, someOf(4)))
    expect(await run(1, 'plan', ...at, '--format', format)).toBe(2);
  expect(await run(1, 'plan', ...at, '--out', 'plan.json')).toBe(2);
  expect(await run(1, 'apply', ...at, '--plan', 'plan.json', '--yes')).toBe(0);
  // Every secret is another one now; the tenant still has the first ones.
  expect(await run(2, 'plan', ...at)).toBe(2);
  expect(await run(2, 'drift', ...at, '--format', 'json')).toBe(2);

  for (const seed of [1, 2].slice(0, someOf(2))) {
    const shaky = await emulate(
      clock,
      '--fault-rate',
      '0.15',
      '--fault-types',
      '429,500,503,reset-before,reset-after',
      '--fault-seed',
      String(seed),
    );
    writeFiles(cwd, { 'tenants/acme/environments/dev.yaml': environmentOf(shaky.url) });
    await run(1, 'apply', ...at, '--yes');
    if (isLong) await run(2, 'apply', ...at, '--yes', '--format', 'json');
    if (isLong) await run(2, 'apply', ...at, '--yes', '--resume');
    await run(1, 'rollback', ...at, '--yes');
  }
  writeFiles(cwd, { 'tenants/acme/environments/dev.yaml': environmentOf(url) });
  // The API says what it does not like, and the parser shows where.
  const mistakes = [
    ["description: 'x ##S12## y'", "description: 'x ##S12## y', colour: '##S12##'"],
    ["'##S1##'", "['##S1##'"],
    ['datadogRegion: eu', "datadogRegion: '##S9##'"],
    ['identifier: https://legacy.test', "identifier: '##S11##'"],
    ['client_id: a', "client_id: [ '##S0##' ]"],
  ] as const;
  for (const [from, to] of mistakes.slice(0, someOf(mistakes.length))) {
    change((text) => text.replace(from, to));
    await run(1, 'validate', 'acme', '--set', `S40=${valueOf('S12', 1)}`);
    await run(1, 'apply', ...at, '--yes');
  }
  change((text) => text);
  writeFiles(cwd, { 'tenants/acme/environments/dev.yaml': environmentOf('http://127.0.0.1:1') });
  expect(await run(1, 'apply', ...at, '--yes')).toBe(1);
  await run(1, 'history');

  const kept = ['.tenantry', 'plan.json'].flatMap((path) => textsBelow(join(cwd, path)));
  expect(kept.length).toBeGreaterThan(isLong ? 20 : 8);
  const values = [1, 2].flatMap((round) => names.map((name) => [`${name} (${round})`, valueOf(name, round)] as const));
  const deployed = new Map([...values, ['the secret of the deployer', deployer.AUTH0_CLIENT_SECRET]]);
  expect(leaksIn([...seen, ...kept], deployed)).toEqual([]);
}, 900_000);
