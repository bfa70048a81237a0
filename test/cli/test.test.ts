import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOf, inside, tenantry } from './support/tenantry.ts';

const code = `exports.onExecuteCredentialsExchange = async (event, api) => {
  const { team } = event.client.metadata;
  if (!team) {
    api.access.deny('invalid_request', 'There is no team.');
    return;
  }
  api.accessToken.setCustomClaim('##API##/team', team); console.log(team);
};
`;

const tests = `action: Teams
event: { audience: '##API##', client: Dispatch }
tests:
  names the team:
    expect: { claims: { '##API##/team': dispatch } }
  refuses without a team:
    event: { client: { metadata: { team: '' } } }
    expect: { denied: /team/ }
`;

const files = {
  'acme/environments/dev.yaml': 'domain: acme-dev.eu.auth0.com\nkeywords: { API: https://dev.test }\n',
  'acme/environments/prod.yaml': 'domain: acme.eu.auth0.com\nkeywords: { API: https://prod.acme.test }\n',
  'acme/tenant.yaml': `clients: [{ name: Dispatch, client_metadata: { team: dispatch } }]
resourceServers: [{ name: API, identifier: '##API##' }]
actions:
  - name: Teams
    code: ./teams.js
    runtime: node${Number(process.versions.node.split('.')[0]) >= 22 ? '18' : '22'}
    supported_triggers: [{ id: credentials-exchange, version: v2 }]
`,
  'acme/teams.js': code,
  'acme/teams.test.yaml': tests,
};

describe('tenantry test', () => {
  it('runs the tests for every environment in which the code is another, and says where one fails', async () => {
    const cwd = folderOf(files);
    const passed = await tenantry(['test', 'acme'], { cwd });
    expect(passed.stdout).toMatch(/^Teams \(credentials-exchange, node\d+\) in dev {2}2, /);
    expect(passed.stdout).toContain(' in prod  2, ');
    expect(passed.stdout).toMatch(/acme: 4 passed\n$/);
    expect(passed.stdout).toMatch(/Teams runs on Node\.js \d+ at Auth0, and the tests ran on Node\.js \d+\./);
    expect(passed.code).toBe(0);

    writeFileSync(join(cwd, 'acme/teams.js'), code.replace("'There is no team.'", "'Nothing.'"));
    const failed = await tenantry(['test', 'acme', '--env', 'prod', '--filter', 'without'], { cwd });
    expect(failed.stdout).toContain('✗ refuses without a team  acme/teams.test.yaml:6:3');
    expect(failed.stdout).toContain('expected  denied = "/team/"');
    expect(failed.stdout).toContain(
      'happened  denied = {"code":"invalid_request","reason":"Nothing."}   acme/teams.js:4:16',
    );
    expect(failed.stdout).toMatch(/acme\/prod: 1 of 1 failed\n$/);
    expect(failed.code).toBe(3);
  });

  it('writes the forms that test runners and pipelines read', async () => {
    const cwd = folderOf({ ...files, 'acme/teams.js': code.replace('team);', '1);') });
    const call = async (format: string): Promise<string> => {
      const { stdout, code: exit } = await tenantry(['test', 'acme', '--env', 'dev', '--format', format], { cwd });
      expect(exit, format).toBe(3);
      return stdout;
    };
    expect(await call('junit')).toMatch(
      /<testsuites name="acme\/dev" tests="2" failures="1"[^]*<testcase name="names the team"[^>]*file="acme\/teams.test.yaml" line="4"[^>]*><failure message="expected/,
    );
    expect(await call('github')).toMatch(/^::error file=acme\/teams.test.yaml,line=4,col=3,title=Teams/);
    expect(JSON.parse(await call('json'))).toMatchObject({ tenant: 'acme', summary: { passed: 1, failed: 1 } });
    expect(await call('markdown')).toContain('### 1 suite with failures');
    expect(await call('html')).toContain('<title>acme/dev: 1 of 2 failed</title>');
  });

  it('counts the lines of files, whatever replaced their markers', async () => {
    const env = 'domain: acme-dev.eu.auth0.com\nkeywords: { API: https://dev.test, LONG: "one\\ntwo\\nthree" }\n';
    const long = code.replace('const { team }', 'const text = `##LONG##`;\n  const { team }');
    const cwd = folderOf({
      ...files,
      'acme/environments/dev.yaml': env,
      'acme/teams.js': long,
      'acme/teams.test.yaml':
        'action: Teams\ntests: { names the team: { event: { client: Dispatch }, expect: { also: any } } }\n',
    });
    rmSync(join(cwd, 'acme/environments/prod.yaml'));
    const { stdout, stderr, code: exit } = await tenantry(['test', '--coverage=lcov', 'acme'], { cwd });
    expect(stdout).toContain('acme/teams.js: 71 % of 7 lines run, not 5-6');
    expect(exit).toBe(0);
    expect(stderr).toContain('Coverage: .tenantry/coverage/lcov.info, .tenantry/coverage/index.html');
    expect(readFileSync(join(cwd, '.tenantry/coverage/lcov.info'), 'utf8')).toBe(
      'TN:\nSF:acme/teams.js\nDA:1,1\nDA:2,1\nDA:3,1\nDA:4,1\nDA:5,0\nDA:6,0\nDA:8,1\nLF:7\nLH:5\nend_of_record\n',
    );
    expect(readFileSync(join(cwd, '.tenantry/coverage/index.html'), 'utf8')).toContain(
      '<tr class="missed"><td>5</td><td>0x</td>',
    );
  });

  it('writes what happened into the tests that do not say what they expect, with keywords', async () => {
    const written = tests.replace(/\n {4}expect: .*dispatch } }/, ' # soon').replace(/\n {4}expect: { denied.*/, '');
    const cwd = folderOf({ ...files, 'acme/teams.test.yaml': written });
    const before = await tenantry(['test', 'acme'], { cwd });
    expect(before.stdout).toContain('the test does not say what it expects');
    expect(before.code).toBe(3);
    const after = await tenantry(['test', 'acme', '--update'], { cwd });
    expect(after.stderr).toContain('Tests that say now what they expect:\n  names the team\n  refuses without a team');
    expect(after.code).toBe(0);
    const text = readFileSync(join(cwd, 'acme/teams.test.yaml'), 'utf8');
    expect(text).toContain("'##API##/team': dispatch");
    expect(text).toContain('reason: There is no team.');
    expect((await tenantry(['test', 'acme', '--update'], { cwd })).stderr).toContain('nothing was written');
    expect(readFileSync(join(cwd, 'acme/teams.test.yaml'), 'utf8')).toBe(text);
  });

  it('says how to begin when there are no tests', async () => {
    const { 'acme/teams.test.yaml': _none, ...others } = files;
    const cwd = folderOf(others);
    const { stderr, code: exit } = await tenantry(['test', 'acme'], { cwd });
    expect(exit).toBe(0);
    expect(stderr).toContain('acme has no tests. A first one, to be written to acme/teams.test.yaml:');
    const first = stderr.split('\n').flatMap((line) => /^ {2}(.*)$/.exec(line)?.[1] ?? []);
    writeFileSync(join(cwd, 'acme/teams.test.yaml'), `${first.join('\n')}\n`);
    expect((await tenantry(['test', 'acme', '--update'], { cwd })).code).toBe(0);
  });

  it('runs nothing when a file is wrong', async () => {
    const cwd = folderOf({ ...files, 'acme/other.test.yaml': 'action: Tems\ntests: { a: }\n' });
    const { stdout, stderr, code: exit } = await tenantry(['test', 'acme'], { cwd });
    expect(stderr).toContain('acme/other.test.yaml:1:9 error the files have no action Tems [test-unknown]');
    expect(stderr).toContain('did you mean Teams?');
    expect(stdout).toBe('');
    expect(exit).toBe(1);
  });

  it('takes tests by their files and by what they test, with the only tenant unnamed', async () => {
    const cwd = folderOf(Object.fromEntries(Object.entries(files).map(([path, text]) => [`tenants/${path}`, text])));
    for (const args of [['Teams'], ['acme', 'Teams'], ['tenants/acme/teams.test.yaml'], ['acme', 'teams.test.yaml']])
      expect((await tenantry(['test', ...args], { cwd })).code, args.join(' ')).toBe(0);
    const { stderr, code: exit } = await tenantry(['test', 'Taems'], { cwd });
    expect(stderr).toContain('there are no tests for Taems\n  did you mean Teams?');
    expect(exit).toBe(1);
  });

  it('runs again what a change touches, until it is ended', async () => {
    const { 'acme/environments/prod.yaml': _prod, ...others } = files;
    const more = { 'acme/b.js': code, 'acme/b.test.yaml': tests.replace('Teams', 'Others') };
    const tenant = `${files['acme/tenant.yaml']}${files['acme/tenant.yaml'].slice(files['acme/tenant.yaml'].indexOf('  - name: Teams')).replace('Teams', 'Others').replace('teams.js', 'b.js')}`;
    const cwd = folderOf({ ...others, ...more, 'acme/tenant.yaml': tenant });
    const { result, stop, stdout } = inside(['test', 'acme', '--watch'], { cwd });
    let out = '';
    stdout.on('data', (text: Buffer) => (out += text.toString()));
    const until = async (wanted: RegExp): Promise<void> => {
      for (const end = Date.now() + 60_000; !wanted.test(out);) {
        if (Date.now() > end) throw new Error(`not seen: ${wanted.source}\n${out}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    };
    try {
      await until(/acme: 4 passed/);
      out = '';
      writeFileSync(join(cwd, 'acme/b.js'), code.replace("'There is no team.'", "'Nothing.'"));
      await until(/acme: 1 of 2 failed/);
      expect(out).not.toContain('Teams');
      out = '';
      writeFileSync(join(cwd, 'acme/b.js'), code);
      await until(/acme: 2 passed/);
    } finally {
      stop();
    }
    expect((await result).code).toBe(0);
  }, 200_000);

  it('runs with the packages that an action depends on, and says which are missing or others', async () => {
    const dependent = files['acme/tenant.yaml'].replace(
      '    runtime',
      '    dependencies: [{ name: lucky, version: 1.2.3 }]\n    runtime',
    );
    const needing = `const { number } = require('lucky');\n${code.replace('team);', 'team + number);')}`;
    const cwd = folderOf({
      ...files,
      'acme/tenant.yaml': dependent,
      'acme/teams.js': needing,
      'acme/teams.test.yaml': tests.replace('dispatch }', 'dispatch7 }'),
    });
    const missing = await tenantry(['test', 'acme'], { cwd });
    expect(missing.stderr).toContain('the package lucky@1.2.3 is not installed');
    expect(missing.stderr).toContain('tenantry test --install');
    expect(missing.code).toBe(1);
    const folder = join(cwd, 'node_modules/lucky');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{"name":"lucky","version":"1.2.4"}');
    writeFileSync(join(folder, 'index.js'), 'exports.number = 7;');
    const other = await tenantry(['test', 'acme'], { cwd });
    expect(other.stderr).toContain('warning the tests run with lucky@1.2.4, and Auth0 with 1.2.3');
    expect(other.stdout).toMatch(/acme: 4 passed\n$/);
  });
});
