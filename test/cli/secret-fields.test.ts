import { createHash, generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { stringify } from 'yaml';
import { secretPatterns } from '../../src/secrets/secrets.ts';
import { parseJson } from '../../src/model/json.ts';
import { select } from '../../src/model/path.ts';
import { resourceTypes } from '../../src/resources/index.ts';
import { catalogOf } from '../../src/catalog/catalog.ts';
import { sectionOf } from '../../src/catalog/resource-type.ts';
import { isLong } from '../support/long.ts';
import { quickClock } from '../support/quick-clock.ts';
import { echo } from './support/echo.ts';
import { leaksIn, textsBelow } from './support/leaks.ts';
import { names, tenant } from './support/secret-tenant.ts';
import { deployer, emulate, project, tenantry, writeFiles } from './support/tenantry.ts';

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

it.runIf(isLong)(
  'secrets are in nothing that is printed or kept when the API echoes them in its errors',
  async () => {
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
  },
  900_000,
);

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

it.each(Array.from({ length: isLong ? 12 : 1 }, (_, seed) => seed))(
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
    for (const how of ['json', ...(isLong ? (['html', 'form'] as const) : [])] as const) {
      echoing.how = how;
      await run('apply', ...at, '--yes');
    }
    echoing.how = 'not at all';
    for (const format of isLong ? ['text', 'markdown', 'html'] : ['markdown'])
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
    const broken = kept.filter(([path, text]) => path.endsWith('.json') && parseJson(text) === undefined);
    expect(broken.map(([path]) => path)).toEqual([]);
    // Shorter ones are in every other word: they are masked in fields for secrets, and not in what a tenant says back.
    const long = new Map([...planted].filter(([, value]) => value.length >= 6));
    expect(leaksIn([...seen, ...kept], long)).toEqual([]);
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
