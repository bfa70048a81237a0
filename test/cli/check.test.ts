import { cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkRules } from '../../src/check/rules/index.ts';
import { ruleFormats } from '../../src/report/formats/index.ts';
import { acme, at, check, failed, hs256, local, said, waiver } from './support/checks.ts';
import { folderOf, tenantry, writeFiles } from './support/tenantry.ts';

it('a tenant with planted mistakes has those findings and no others', async () => {
  const cwd = folderOf({});
  cpSync('test/cli/planted', cwd, { recursive: true });
  const folder = join(cwd, 'tenants/acme');
  const ids = checkRules.map(({ id }) => id);
  const planted = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:yaml|js)$/.test(name))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
    .flatMap((line) => /(?:#|\/\/) (.*)$/.exec(line)?.[1]?.match(/[a-z-]+\/[a-z\d-]+/g) ?? [])
    .filter((id) => ids.includes(id));
  const result = await tenantry('check acme --env prod --on plan --format json'.split(' '), { cwd });
  expect(result.code, result.stderr).toBe(3);
  const found = said(result).cases.filter(({ state, severity }) => state === 'failed' && severity !== 'info');
  expect(found.map(({ name }) => name).sort()).toEqual(planted.sort());
  expect(planted.length).toBeGreaterThanOrEqual(60);
  expect(
    said(result).cases.filter(({ state, lines }) => state === 'unknown' && /--on plan/.test(lines.join())),
  ).toEqual([]);
});

it('the exit code is 0, or 3 for findings that matter, and no format changes it', async () => {
  const cwd = acme();
  expect(await check(cwd, ['--rule', 'apis/token-lifetime'])).toMatchObject({ code: 0 });
  expect(await check(cwd, ['--rule', 'apis/token-lifetime', '--fail-on', 'warning'])).toMatchObject({ code: 3 });
  for (const format of ruleFormats) {
    const { code, stdout } = await check(cwd, ['--rule', 'apis/hs256', '--format', format]);
    expect(code, format).toBe(3);
    expect(stdout, format).toContain(format === 'html' || format === 'markdown' ? 'HS256' : 'apis/hs256');
  }
});

it('a finding has its place, its severity, the value, what to do and the fix', async () => {
  const { stdout } = await check(acme(), ['--rule', 'apis/hs256', '--rule', 'apis/token-lifetime', '--format', 'text']);
  expect(stdout).toContain(
    '✗ apis/hs256  error  resourceServers/https://parcels.example  tenants/acme/tenant.yaml:4:18\n',
  );
  expect(stdout).toContain(
    '! apis/token-lifetime  warning  resourceServers/https://parcels.example  tenants/acme/tenant.yaml:5:21\n',
  );
  expect(stdout).toContain('token_lifetime is 604800: tokens live long');
  expect(stdout).toContain('fix: token_lifetime: 86400');
  expect(stdout).toMatch(/^acme\/prod: 2 rules: 2 failed$/m);
});

it('the kind of an environment and its settings decide how much a finding matters', async () => {
  const severities = async (environment: string, args: string[] = []): Promise<string[]> =>
    said(await check(acme(environment), args)).cases.flatMap(({ name, state, severity }) =>
      state === 'failed' && /hs256|lifetime/.test(name) ? [`${name} ${severity}`] : [],
    );
  expect(await severities('domain: local\n')).toEqual(['apis/hs256 warning', 'apis/token-lifetime info']);
  expect(
    await severities(
      `${local}checks: { rules: { apis/hs256: off, apis/token-lifetime: { severity: error, max: 3600 } } }\n`,
    ),
  ).toEqual(['apis/token-lifetime error']);
  expect(await severities(`${local}checks: { rules: { apis/token-lifetime: { max: 604800 } } }\n`)).toEqual([
    'apis/hs256 error',
  ]);
  expect(await severities(`${local}checks: { profiles: [security] }\n`)).toEqual([]);
  expect(await severities(local, ['--profile', 'security'])).toEqual([]);
});

it('what is off or in no profile is looked at when it is named', async () => {
  const cwd = acme(`${local}checks: { rules: { apis/hs256: off, apis/unencrypted: warning } }\n`);
  expect(failed(await check(cwd, ['--rule', 'apis/hs256']))).toHaveLength(1);
  const result = await check(cwd);
  expect(said(result).cases.map(({ name }) => name)).toContain('apis/unencrypted');
});

it('what cannot be told is no pass: with --strict it fails', async () => {
  const cwd = acme();
  expect(await check(cwd, ['--rule', 'tenant/support'])).toMatchObject({ code: 0 });
  const strict = await check(cwd, ['--rule', 'tenant/support', '--strict']);
  expect(strict.code).toBe(3);
  expect(said(strict).cases).toMatchObject([{ state: 'unknown', lines: ['needs --on plan: tenant'] }]);
});

it('a waiver accepts what it names until its last day is over; then it fails again, and so does the waiver', async () => {
  const cwd = acme(waiver(", on: 'resourceServers/*'"));
  const before = await check(cwd, [], at('2027-03-31T23:59:59Z'));
  expect(before.code).toBe(0);
  expect(said(before).cases.find(({ name }) => name === 'apis/hs256')).toMatchObject({
    state: 'waived',
    lines: [expect.stringContaining('HS256') as unknown, 'until 2027-03-31, billing', 'It is replaced'],
  });
  const after = await check(cwd, [], at('2027-04-01T00:00:00Z'));
  expect(after.code).toBe(3);
  expect(failed(after)).toEqual(
    expect.arrayContaining([
      'apis/hs256 resourceServers/https://parcels.example',
      'checks/expired-waiver resourceServers/*',
    ]),
  );
});

it('a waiver that accepts nothing is a finding at its place, where all was looked at', async () => {
  const cwd = acme(waiver(', on: resourceServers/Other'));
  const all = await check(cwd, [], at('2027-01-01T00:00:00Z'));
  expect(failed(all)).toEqual(expect.arrayContaining(['checks/unused-waiver resourceServers/Other']));
  const place = said(all).cases.find(({ name }) => name === 'checks/unused-waiver')?.place;
  expect(place).toMatchObject({ file: 'tenants/acme/environments/prod.yaml', line: 5 });
  expect(failed(await check(cwd, ['--rule', 'apis/*'], at('2027-01-01T00:00:00Z')))).not.toContain(
    'checks/unused-waiver resourceServers/Other',
  );
});

it('a waiver may be for one application, and acknowledges what is looked at by hand', async () => {
  const tenant =
    'clients:\n  - { name: A, jwt_configuration: { alg: HS256 } }\n  - { name: B, jwt_configuration: { alg: HS256 } }\n';
  const until = 'reason: so, owner: me, until: 2099-01-01';
  const cwd = acme(
    `${local}checks:\n  waivers:\n    - { rule: clients/jwt-hs256, app: A, ${until} }\n    - { rule: tenant/admin-mfa, ${until} }\n`,
    tenant,
  );
  const result = await check(cwd);
  expect(failed(result)).toEqual(['clients/jwt-hs256 clients/B']);
  expect(said(result).cases.find(({ name }) => name === 'tenant/admin-mfa')).toMatchObject({ state: 'waived' });
  const one = await check(cwd, ['--app', 'B']);
  expect(failed(one)).toEqual(['clients/jwt-hs256 clients/B']);
  expect(said(one).cases.every(({ name }) => /^(?:clients|grants|quota|keys)\//.test(name))).toBe(true);
  expect(await check(cwd, ['--app', 'a'])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('did you mean A?') as unknown,
  });
});

it.each([
  ['checks: { waivers: [{ rule: apis/hs256, owner: me, until: 2027-01-01 }] }', 'checks.waivers[0].reason is missing'],
  ['checks: { waivers: [{ rule: apis/hs256, reason: x, until: 2027-01-01 }] }', 'checks.waivers[0].owner is missing'],
  ['checks: { waivers: [{ rule: apis/hs256, reason: x, owner: me }] }', 'checks.waivers[0].until is missing'],
  ['checks: { waivers: [{ rule: apis/hs256, reason: " ", owner: me, until: 2027-01-01 }] }', 'reason'],
  ['checks: { waivers: [{ rule: apis/hs256, reason: x, owner: me, until: 2027-02-30 }] }', 'until is not a date'],
  ['checks: { waivers: [{ rule: apis/hs265, reason: x, owner: me, until: 2027-01-01 }] }', 'did you mean apis/hs256?'],
  ['checks: { rules: { apis/hs265: off } }', 'did you mean apis/hs256?'],
  ['checks: { rules: { apis/token-lifetime: { maxx: 1 } } }', 'did you mean max?'],
  ['checks: { rules: { apis/hs256: eror } }', 'did you mean error?'],
  ['checks: { profile: [m2m] }', 'did you mean profiles?'],
  ['kind: productoin', 'did you mean production?'],
  ['policy: { require_check: true }', 'did you mean require_checks?'],
])('%s is told with its place, and nothing is checked', async (line, told) => {
  const { code, stderr } = await check(acme(`domain: local\n${line}\n`));
  expect(code).toBe(1);
  expect(stderr).toContain(told);
  expect(stderr).toMatch(/environments\/prod\.yaml:2:\d+ error/);
});

it.each([
  [['--rule', 'apis/hs265'], 'did you mean apis/hs256?'],
  [['--rule', 'hs256'], 'did you mean apis/hs256?'],
  [['--explain', 'apis/hs265'], 'did you mean apis/hs256?'],
  [['--profile', 'm2n'], 'one of'],
  [['--prune-baseline'], '--baseline'],
])('%j is refused', async (args, told) => {
  const { code, stderr } = await check(acme(), args);
  expect(code).toBe(1);
  expect(stderr).toContain(told);
});

it('a baseline accepts what was there, tells what is there no longer, and gets shorter', async () => {
  const cwd = acme();
  const args = ['--baseline', 'baseline.json'];
  const first = await check(cwd, args);
  expect(first.code).toBe(3);
  const kept = readFileSync(join(cwd, 'baseline.json'), 'utf8');
  const second = await check(cwd, args);
  expect(second.code, second.stderr).toBe(0);
  expect(readFileSync(join(cwd, 'baseline.json'), 'utf8')).toBe(kept);
  writeFiles(cwd, {
    'tenants/acme/tenant.yaml':
      hs256.replace('HS256', 'RS256').replace('604800', '604801') +
      '  - { name: New, identifier: https://new.example, signing_alg: HS256 }\n',
  });
  const third = await check(cwd, args);
  expect(third.code).toBe(3);
  expect(failed(third)).toEqual([
    'apis/hs256 resourceServers/https://new.example',
    'checks/stale-baseline resourceServers/https://parcels.example',
  ]);
  const before = readFileSync(join(cwd, 'baseline.json'), 'utf8');
  await check(cwd, [...args, '--prune-baseline', '--rule', 'logs/stream']);
  expect(readFileSync(join(cwd, 'baseline.json'), 'utf8'), 'what was not looked at').toBe(before);
  const pruned = await check(cwd, [...args, '--prune-baseline']);
  expect(failed(pruned)).toEqual(['apis/hs256 resourceServers/https://new.example']);
  const { findings } = JSON.parse(readFileSync(join(cwd, 'baseline.json'), 'utf8')) as { findings: { rule: string }[] };
  expect(findings.map(({ rule }) => rule)).not.toContain('apis/hs256');
  writeFiles(cwd, { 'baseline.json': '{}' });
  expect(await check(cwd, args)).toMatchObject({ code: 1 });
});

it('--fix writes one value into the files, shows what it changed, and checks what is left', async () => {
  const tenant = `${hs256}    enforce_policies: true # keep this\n    token_dialect: '##DIALECT##'\nclients:\n  - name: A\n    grant_types: [refresh_token]\n    refresh_token: { rotation_type: rotating, expiration_type: non-expiring }\n`;
  const cwd = acme(`${local}keywords: { DIALECT: access_token }\n`, tenant);
  const rules = ['apis/token-lifetime', 'apis/authz-dialect-without-rbac', 'clients/refresh-token-rotation'].flatMap(
    (id) => ['--rule', id],
  );
  const result = await check(cwd, [...rules, '--fix']);
  const text = readFileSync(join(cwd, 'tenants/acme/tenant.yaml'), 'utf8');
  expect(text).toBe(tenant.replace('604800', '86400').replace('non-expiring', 'expiring'));
  expect(result.stderr).toContain('-    token_lifetime: 604800\n+    token_lifetime: 86400\n');
  expect(result.stderr).toContain('1 value left');
  expect(failed(result)).toEqual(['apis/authz-dialect-without-rbac resourceServers/https://parcels.example']);
  expect(result.code).toBe(3);
});

it('an apply is refused while the checks that its policy requires fail, and nothing is written', async () => {
  const required = `${local}checks: { rules: { apis/hs256: error, logs/stream: off, email/provider: off, email/templates: off, domains/none: off } }\npolicy: { require_checks: true }\n`;
  const cwd = acme(required, hs256);
  const refused = await tenantry(['apply', 'acme', '--env', 'prod', '--yes'], { cwd });
  expect(refused.code, refused.stderr).toBe(3);
  expect(refused.stdout).toContain('apis/hs256');
  expect(refused.stderr).toContain('Nothing was applied');
  const plan = await tenantry(['plan', 'acme', '--env', 'prod'], { cwd });
  expect(plan.stdout).toContain('1 to create');
  writeFileSync(
    join(cwd, 'tenants/acme/environments/prod.yaml'),
    required.replace('hs256: error', 'hs256: warning').replace('kind: production\n', ''),
  );
  expect(await tenantry(['apply', 'acme', '--env', 'prod', '--yes'], { cwd })).toMatchObject({ code: 0 });
});

it('the files alone are looked at where there are no credentials, and the plan where there are', async () => {
  const cwd = acme(local.replace('local', 'acme.eu.auth0.com'));
  const words = ['check', 'acme', '--env', 'prod', '--format', 'json', '--rule', 'apis/*'];
  expect(JSON.parse((await tenantry(words, { cwd })).stdout)).toMatchObject({ on: 'files' });
  writeFiles(cwd, { 'tenants/acme/environments/prod.yaml': local });
  expect(JSON.parse((await tenantry(words, { cwd })).stdout)).toMatchObject({ on: 'plan' });
  const live = await tenantry([...words, '--on', 'live', '--profile', 'all'], { cwd });
  // Nothing of the files is applied.
  expect(failed(live)).toEqual(['apis/management-api-user-access resourceServers/https://local/api/v2/']);
});

it('--explain prints the page of a rule, without a tenant', async () => {
  const { code, stdout } = await tenantry(['check', '--explain', 'apis/token-lifetime']);
  expect(code).toBe(0);
  expect(stdout).toContain('## apis/token-lifetime');
  expect(stdout).toContain('Option `max`');
});
