import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { builtBinary } from '../cli/support/binary.ts';
import { folderOf, project, writeFiles } from '../cli/support/tenantry.ts';

interface Package {
  dependencies?: object;
  exports: Record<string, string | Record<'import' | 'require', { types: string; default: string }>>;
  scripts: Record<string, string>;
  devDependencies: Record<string, string>;
}

const { dependencies, exports, scripts, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Package;

it('the package brings no other with it, and runs nothing when it is installed', () => {
  expect(dependencies).toBeUndefined();
  expect(Object.keys(scripts).filter((name) => /^(?:pre|post)?(?:install|prepare)$/.test(name))).toEqual([]);
  expect(Object.values(devDependencies).filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});

it('the package has the program with the licences of what is packed in it, and no code of ours beside that', () => {
  const paths = packed();
  expect(paths).toEqual(
    expect.arrayContaining(['dist/main.js', 'dist/THIRD-PARTY-NOTICES.txt', 'LICENSE', 'README.md']),
  );
  expect(paths.filter((path) => /^(?:src|test|tools|node_modules)\/|\.env|\.tenantry/.test(path))).toEqual([]);
  const notices = readFileSync('dist/THIRD-PARTY-NOTICES.txt', 'utf8');
  for (const name of ['auth0', 'ajv', 'yaml', 'commander', 'undici'])
    expect(notices).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(\\S+\\)\n\n[^]*?copyright`, 'im'));
});

let known: string[] | undefined;

/** The paths of the files that the package has. */
function packed(): string[] {
  if (known !== undefined) return known;
  const listed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { encoding: 'utf8' });
  const [{ files }] = JSON.parse(listed) as [{ files: { path: string }[] }];
  known = files.map(({ path }) => path);
  return known;
}

beforeAll(() => void builtBinary());

it('the package has what its entries name, and nothing beside the folders that are meant for it', () => {
  const paths = packed();
  const named = Object.entries(exports).flatMap(([name, target]) => {
    if (typeof target === 'string') return name.includes('*') || name === './package.json' ? [] : [target];
    return [target.import, target.require].flatMap(({ types, default: code }) => [types, code]);
  });
  expect(named.length).toBe(16);
  expect(paths).toEqual(expect.arrayContaining(named.map((path) => path.slice(2))));
  expect(paths).toEqual(
    expect.arrayContaining([
      'schemas/tenant.schema.json',
      'schemas/output/plan.schema.json',
      'schemas/resources/clients.schema.json',
    ]),
  );
  const roots = new Set(paths.map((path) => (path.includes('/') ? path.slice(0, path.indexOf('/')) : path)));
  expect([...roots].sort()).toEqual(
    'ARCHITECTURE.md CHANGELOG.md CONTRIBUTING.md LICENSE README.md dist docs examples package.json schemas tenants'
      .split(' ')
      .sort(),
  );
});

it('linters of packages find nothing in it, for modules of both systems', () => {
  const lint = (program: string, ...args: string[]): string =>
    execFileSync(process.execPath, [join('node_modules', program), ...args], {
      encoding: 'utf8',
      stdio: 'pipe',
      env: { ...process.env, FORCE_COLOR: '0' },
    });
  expect(lint('publint/src/cli.js', '--strict')).toContain('All good!');
  // Where it finds something, it ends with an error, too.
  const types = lint(
    '@arethetypeswrong/cli/dist/index.js',
    '--pack',
    '.',
    '--profile',
    'node16',
    '--no-emoji',
    '--format',
    'ascii',
  );
  expect(types.match(/^.*OK \((?:CJS|ESM)\)$/gm)?.length).toBe(8);
  expect(types).not.toMatch(/^node16.*(?:failed|Masquerading|default|wrong|unresolved)/im);
}, 240_000);

it('every entry is the same from both module systems, and loads its code when it is called', () => {
  const said = execFileSync(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      `
      import { createRequire } from 'node:module';
      const require = createRequire(process.cwd() + '/x.js');
      const found = {};
      for (const name of ['tenantry', 'tenantry/emulator', 'tenantry/testing', 'tenantry/vitest']) {
        const [esm, cjs] = [await import(name), require(name)];
        const names = Object.keys(esm).filter((one) => one !== 'module.exports');
        found[name] = names.filter((one) => one === 'default' || esm[one] === cjs[one]).sort();
      }
      console.log(JSON.stringify(found));
      `,
    ],
    { encoding: 'utf8' },
  );
  expect(JSON.parse(said)).toEqual({
    tenantry: ['TenantryError', 'apply', 'drift', 'plan', 'readPlan', 'targets', 'validate'],
    'tenantry/emulator': ['startEmulator'],
    'tenantry/testing': ['loadAction', 'loadScript'],
    'tenantry/vitest': ['default', 'emulatorSetup'],
  });
});

it('a call of the Node API writes to no stream, reads no variable of the process and leaves no handler behind', () => {
  const roles = 'roles: [{ name: Courier }, { name: Support }]\n';
  const cwd = project({ 'environments/dev.yaml': 'domain: local\n', 'roles.yaml': roles });
  writeFiles(cwd, {
    'quiet.mjs': `
      import { writeFileSync } from 'node:fs';
      import { apply, drift, plan, TenantryError, validate } from ${JSON.stringify(join(import.meta.dirname, '../../dist/index.js'))};
      const seen = [];
      const { env } = process;
      for (const stream of [process.stdout, process.stderr]) stream.write = () => { seen.push('written'); return true; };
      process.exit = () => { seen.push('exit'); throw new Error('exit'); };
      const names = () => process.eventNames().flatMap((name) => Array(process.listenerCount(name)).fill(String(name)));
      const before = names().join();
      // Node itself asks for its own when it loads a module, and when its fetch is loaded.
      const told = (name) => { if (!/^NODE_|^WATCH_REPORT|^UNDICI_|^JEST_WORKER_ID$/.test(String(name))) seen.push(String(name)); };
      process.env = new Proxy(env, {
        get: (target, name) => (told(name), Reflect.get(target, name)),
        has: (target, name) => (told(name), Reflect.has(target, name)),
        ownKeys: (target) => (told('all'), Reflect.ownKeys(target)),
      });
      const at = { tenant: 'acme', environment: 'dev' };
      await validate({ tenant: 'acme' });
      const planned = await plan(at);
      const applied = await apply(planned.plan);
      const drifted = await drift(at);
      const error = await plan({ ...at, environment: 'none' }).catch((thrown) => thrown);
      process.env = env;
      const same = before === names().join();
      const isError = error instanceof TenantryError && error instanceof Error;
      writeFileSync('seen.json', JSON.stringify({ seen, applied: applied.status, drift: drifted.status, same, isError }));
    `,
  });
  expect(execFileSync(process.execPath, ['quiet.mjs'], { cwd, encoding: 'utf8' })).toBe('');
  const found: unknown = JSON.parse(readFileSync(join(cwd, 'seen.json'), 'utf8'));
  expect(found).toEqual({ seen: [], applied: 'applied', drift: 'nothing', same: true, isError: true });
});

it.each([
  ['node-api.md', '{"create":36,"update":7,"replace":0,"delete":0,"withheld":0,"unchanged":0}\napplied\n'],
  ['emulator.md', ''],
])('the program of docs/%s does what it is there for', (page, expected) => {
  const cwd = folderOf({});
  cpSync('tenants', join(cwd, 'tenants'), { recursive: true });
  mkdirSync(join(cwd, 'node_modules'));
  symlinkSync(process.cwd(), join(cwd, 'node_modules/tenantry'));
  const [, block = ''] =
    /^```ts\n(import \{ .*? from 'tenantry[^]*?)^```$/m.exec(readFileSync(`docs/${page}`, 'utf8')) ?? [];
  writeFiles(cwd, { 'program.mjs': block.replace("environment: 'prod'", "environment: 'local'") });
  const env = { ...process.env, FORCE_COLOR: '0' };
  const said = execFileSync(process.execPath, ['program.mjs'], { cwd, env, encoding: 'utf8' });
  expect(said.replaceAll(/(\w+): /g, '"$1":').replaceAll(/[ \n]+(?=["}])/g, '')).toContain(expected);
});

it('what the declarations say is what was agreed to: who changes it says so in CHANGELOG.md', async () => {
  const report = ['index', 'emulator', 'testing', 'vitest'].map((name) => {
    const text = readFileSync(`dist/${name}.d.ts`, 'utf8');
    expect(readFileSync(`dist/${name}.d.cts`, 'utf8')).toBe(text);
    const bare = text.replaceAll(/^ *\/\*\*[^]*?\*\/\n/gm, '').replaceAll(/\n{2,}/g, '\n');
    return `// ${name}\n${bare.trim()}\n`;
  });
  await expect(report.join('\n')).toMatchFileSnapshot('api-report.txt');
});
