import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { builtBinary } from '../cli/support/binary.ts';

interface Package {
  dependencies?: object;
  scripts: Record<string, string>;
  devDependencies: Record<string, string>;
}

const { dependencies, scripts, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Package;

it('the package brings no other with it, and runs nothing when it is installed', () => {
  expect(dependencies).toBeUndefined();
  expect(Object.keys(scripts).filter((name) => /^(?:pre|post)?(?:install|prepare)$/.test(name))).toEqual([]);
  expect(Object.values(devDependencies).filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});

it('the package has the program with the licences of what is packed in it, and no code of ours beside that', () => {
  builtBinary();
  const listed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { encoding: 'utf8' });
  const [{ files }] = JSON.parse(listed) as [{ files: { path: string }[] }];
  const paths = files.map(({ path }) => path);
  expect(paths).toEqual(
    expect.arrayContaining(['dist/main.js', 'dist/THIRD-PARTY-NOTICES.txt', 'LICENSE', 'README.md']),
  );
  expect(paths.filter((path) => /^(?:src|test|tools|node_modules)\/|\.env|\.tenantry/.test(path))).toEqual([]);
  const notices = readFileSync('dist/THIRD-PARTY-NOTICES.txt', 'utf8');
  for (const name of ['auth0', 'ajv', 'yaml', 'commander', 'undici'])
    expect(notices).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(\\S+\\)\n\n[^]*?copyright`, 'im'));
});
