import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { someRows } from '../support/long.ts';
import { code, environment, files, replaced, repository } from '../support/fleet.ts';
import type { Files } from '../support/fleet.ts';

describe('since a commit', () => {
  it('nothing has changed when nothing has, and files that only look changed are no change', async () => {
    const { why, root, git } = repository();
    expect(await why()).toEqual({});
    // As after a copy: other times, the same content.
    for (const path of Object.keys(files)) writeFileSync(join(root, path), readFileSync(join(root, path)));
    expect(await why()).toEqual({});
    expect(git('status', '--porcelain')).toBe('');
  });

  const changed = someRows<[string, Files, Record<string, string>]>([
    ['a comment', replaced('tenants/harbor/tenant.yaml', 'roles:', '# The roles\nroles:'), {}],
    [
      'the order of a list without order',
      replaced('tenants/harbor/tenant.yaml', '{ value: read }, { value: write }', '{ value: write }, { value: read }'),
      {},
    ],
    ['a file that nothing reads', { 'tenants/harbor/README.md': '# Harbor\n', 'README.md': '# Fleet\n' }, {}],
    [
      'the pace and the ring',
      replaced('tenants/harbor/environments/dev.yaml', 'domain', 'rate_share: 0.5\nring: first\ndomain'),
      {},
    ],
    [
      'an environment file',
      replaced('tenants/harbor/environments/dev.yaml', 'https://harbor-dev', 'https://api'),
      { 'harbor-dev': 'configuration' },
    ],
    [
      'a policy',
      {
        'tenants/harbor/environments/prod.yaml': `${files['tenants/harbor/environments/prod.yaml']}policy: { delete: true }\n`,
      },
      { 'harbor-prod': 'configuration' },
    ],
    [
      'credentials',
      {
        'tenants/harbor/environments/prod.yaml': `${files['tenants/harbor/environments/prod.yaml']}credentials: { client_id: { env: A }, client_secret: { env: B } }\n`,
      },
      { 'harbor-prod': 'configuration' },
    ],
    [
      'a resource',
      replaced('tenants/harbor/tenant.yaml', 'Courier', 'Driver'),
      { 'harbor-dev': 'configuration', 'harbor-prod': 'configuration' },
    ],
    [
      'the code of an action',
      { 'tenants/harbor/actions/greet.js': `// Hello\n${code}` },
      { 'harbor-dev': 'configuration', 'harbor-prod': 'configuration' },
    ],
    ['a file outside of the folder', { 'shared/a.js': `// Hello\n${code}` }, { 'dock-dev': 'configuration' }],
    ['another file there', { 'shared/b.js': code }, {}],
    [
      'a default',
      replaced('tenants/harbor/defaults.yaml', 'Drives', 'Rides'),
      { 'harbor-dev': 'configuration', 'harbor-prod': 'configuration' },
    ],
    [
      'a default that one environment has for itself',
      {
        ...replaced('tenants/harbor/defaults.yaml', 'Drives', 'Rides'),
        ...replaced('tenants/harbor/environments/dev.yaml', 'keywords: {', 'keywords: { LABEL: Drives,'),
      },
      { 'harbor-prod': 'configuration' },
    ],
    [
      'from where a secret is taken',
      replaced('tenants/harbor/defaults.yaml', 'env: TOKEN', 'env: OTHER'),
      { 'harbor-dev': 'configuration', 'harbor-prod': 'configuration' },
    ],
    [
      'a new tenant',
      { 'tenants/pier/tenant.yaml': 'roles: []\n', 'tenants/pier/environments/dev.yaml': environment('pier') },
      { 'pier-dev': 'new' },
    ],
    ['a new environment', { 'tenants/dock/environments/prod.yaml': environment('dock') }, { 'dock-prod': 'new' }],
    [
      'files that are wrong now',
      { 'tenants/harbor/more.yaml': 'clinets: []\n' },
      { 'harbor-dev': 'is-invalid', 'harbor-prod': 'is-invalid' },
    ],
    [
      'the version of the package',
      replaced('package.json', '"tenantry": "1.0.0"', '"tenantry": "1.0.1"'),
      { 'dock-dev': 'tool', 'harbor-dev': 'tool', 'harbor-prod': 'tool' },
    ],
    ['the version of another package', replaced('package.json', '"other": "1.0.0"', '"other": "1.0.1"'), {}],
    [
      'the version of the action',
      replaced('.github/workflows/plan.yml', '0123', '4567'),
      { 'dock-dev': 'tool', 'harbor-dev': 'tool', 'harbor-prod': 'tool' },
    ],
    ['something else in a workflow', replaced('.github/workflows/plan.yml', 'jobs:', 'on: push\njobs:'), {}],
  ]);

  it.each(changed)('%s', async (_what, changes, expected) => {
    expect(await repository(changes).why()).toEqual(expected);
  });

  it('what is committed counts like what is not', async () => {
    const { why, commit } = repository({ 'tenants/harbor/actions/greet.js': `// Hello\n${code}` });
    commit();
    const expected = { 'harbor-dev': 'configuration', 'harbor-prod': 'configuration' };
    expect(await why({ changedSince: 'HEAD~1' })).toEqual(expected);
    expect(await why()).toEqual({});
  });

  it('a file that was moved is no change; a tenant that was renamed is a new one, and the old one is gone', async () => {
    const { root, ask } = repository();
    renameSync(join(root, 'tenants/harbor/tenant.yaml'), join(root, 'tenants/harbor/all.yaml'));
    expect(await ask({ changedSince: 'HEAD' })).toMatchObject({ count: 0, total: 3, why: {}, gone: [] });
    renameSync(join(root, 'tenants/dock'), join(root, 'tenants/quay'));
    rmSync(join(root, 'tenants/harbor/environments/prod.yaml'));
    expect(await ask({ changedSince: 'HEAD' })).toMatchObject({
      count: 1,
      total: 2,
      why: { 'quay-dev': 'new' },
      gone: ['dock/dev', 'harbor/prod'],
    });
  });

  it('a tree that did not validate before has changed, also where it says the same', async () => {
    const { write: change, why, commit } = repository({ 'tenants/dock/more.yaml': 'clinets: []\n' });
    commit();
    change({ 'tenants/dock/more.yaml': '# nothing\n' });
    expect(await why()).toEqual({ 'dock-dev': 'was-invalid' });
  });

  it('values of keywords from outside, and of secrets, count for both sides alike', async () => {
    const { write: change, why } = repository();
    change(replaced('tenants/harbor/environments/dev.yaml', 'https://harbor-dev', 'https://api'));
    expect(await why({}, { TENANTRY_KEYWORD_API: 'https://same.example' })).toEqual({});
    expect(await why({ set: ['API=https://same.example'] })).toEqual({});
    expect(await why({}, { TOKEN: 'a-secret-of-the-runner' })).toEqual({ 'harbor-dev': 'configuration' });
  });

  it('a secret in a file that git does not keep is the same on both sides', async () => {
    const { write: change, why, commit } = repository();
    change({
      '.gitignore': '*.secret\n',
      ...replaced('tenants/harbor/defaults.yaml', 'env: TOKEN', 'file: token.secret'),
    });
    commit();
    change({ 'tenants/harbor/token.secret': 'not-to-be-seen-1\n' });
    expect(await why()).toEqual({});
    change({ 'tenants/harbor/tenant.yaml': `# Hello\n${files['tenants/harbor/tenant.yaml']}` });
    expect(await why()).toEqual({});
  });

  it('code that is built and that git ignores counts as changed, as nobody knows what it was', async () => {
    const { write: change, why, commit } = repository();
    change({
      '.gitignore': 'built/\n',
      ...replaced('tenants/harbor/tenant.yaml', './actions/greet.js', './built/greet.js'),
      'tenants/harbor/built/greet.js': code,
    });
    commit();
    expect(await why()).toEqual({ 'harbor-dev': 'configuration', 'harbor-prod': 'configuration' });
  });

  it('is found in a folder of a larger repository, from wherever it is called, and through links', async () => {
    const { root, write: change, commit, ask } = repository();
    mkdirSync(join(root, 'auth/tenants'), { recursive: true });
    renameSync(join(root, 'tenants'), join(root, 'auth/tenants'));
    renameSync(join(root, 'shared'), join(root, 'auth/shared'));
    commit();
    change({ 'auth/shared/a.js': `// Hello\n${code}`, 'auth/tenants/harbor/actions/greet.js': `// Hello\n${code}` });
    const link = `${root}-link`;
    symlinkSync(root, link);
    onTestFinished(() => rmSync(link));
    for (const [cwd, allowPath] of [
      [join(root, 'auth'), ['shared']],
      [join(root, 'auth/tenants/harbor'), ['../../shared']],
      [join(link, 'auth'), ['shared']],
    ] as const)
      expect((await ask({ changedSince: 'HEAD', allowPath: [...allowPath] }, {}, cwd)).why, cwd).toEqual({
        'dock-dev': 'configuration',
        'harbor-dev': 'configuration',
        'harbor-prod': 'configuration',
      });
  });

  it('leaves the working tree, the index and the temporary folder as they were', async () => {
    const { root, write: change, git, why } = repository();
    change({ 'tenants/harbor/actions/greet.js': '// staged\n', 'tenants/dock/new.yaml': 'roles: []\n' });
    git('add', 'tenants/harbor');
    change({ 'tenants/harbor/actions/greet.js': '// not staged\n' });
    const status = git('status', '--porcelain');
    const temporary = mkdtempSync(join(tmpdir(), 'tenantry-test-'));
    vi.stubEnv('TMPDIR', temporary);
    onTestFinished(() => {
      vi.unstubAllEnvs();
      rmSync(temporary, { recursive: true });
    });
    const index = readFileSync(join(root, '.git/index'));
    await why();
    expect(readFileSync(join(root, '.git/index')).equals(index)).toBe(true);
    expect(readdirSync(temporary)).toEqual([]);
    expect(git('status', '--porcelain')).toBe(status);
  });

  it('everything is new since the commit that GitHub names before a new branch', async () => {
    const { why } = repository();
    expect(await why({ changedSince: '0'.repeat(40) })).toEqual({
      'dock-dev': 'new',
      'harbor-dev': 'new',
      'harbor-prod': 'new',
    });
  });
});

describe('a commit that git cannot give', () => {
  it.each(['nowhere', '', '--all', 'HEAD:tenants'])('is refused: %j', async (changedSince) => {
    await expect(repository().ask({ changedSince })).rejects.toMatchObject({ code: 'unknown-revision' });
  });

  it('is named where a remote has it', async () => {
    const { git, ask } = repository();
    git('update-ref', 'refs/remotes/origin/trunk', 'HEAD');
    await expect(ask({ changedSince: 'trunk' })).rejects.toMatchObject({ hint: 'did you mean origin/trunk?' });
  });

  it('is said to be missing from a shallow clone, with how to get it', async () => {
    const { root, write: change, commit, git, ask } = repository();
    const first = git('rev-parse', 'HEAD');
    change({ 'README.md': 'x' });
    commit();
    const clone = `${root}-clone`;
    onTestFinished(() => rmSync(clone, { recursive: true }));
    git('clone', '--quiet', '--depth', '1', `file://${root}`, clone);
    await expect(ask({ changedSince: first }, {}, clone)).rejects.toMatchObject({
      code: 'unknown-revision',
      hint: expect.stringContaining(`git fetch --depth=1 origin ${first}`) as string,
    });
  });

  it('is told apart from no repository and no git', async () => {
    const { root, ask } = repository();
    rmSync(join(root, '.git'), { recursive: true });
    await expect(ask({ changedSince: 'HEAD' })).rejects.toMatchObject({ code: 'no-git' });
    await expect(ask({ changedSince: 'HEAD' }, { PATH: join(root, 'shared') })).rejects.toMatchObject({
      code: 'git-missing',
    });
    expect((await ask()).count).toBe(3);
  });
});
