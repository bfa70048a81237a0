// Everything that CI holds a change to, one step after the other; all of them run, so that one run tells everything.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const steps = [
  ['packages and build', 'node', ['tools/ensure.mjs', '--build']],
  ['format', 'prettier', ['--check', '--log-level=warn', '.']],
  ['lint', 'oxlint', ['--deny-warnings']],
  ['types', 'tsc', []],
  ['boundaries', 'depcruise', ['src', '--config', '.dependency-cruiser.cjs']],
  ['dead code', 'knip', []],
  ['schemas in step', 'tsx', ['tools/schemas/generate.ts', '--check']],
  ['request bodies in step', 'tsx', ['tools/wire.ts', '--check']],
  ['catalog rules', 'tsx', ['tools/stats.ts']],
  ['coverage of the API', 'tsx', ['tools/coverage/api.ts', '--quiet']],
  ['resource pages in step', 'tsx', ['tools/docs/resources.ts', '--check']],
  ['tests', 'vitest', ['run', '--reporter=dot']],
];

const env = { ...process.env, PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}` };
const results = steps.map(([title, command, args]) => {
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, env, encoding: 'utf8' });
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  process.stdout.write(`${status === 0 ? 'passed' : 'FAILED'}  ${String(title)} (${seconds} s)\n`);
  if (status !== 0) process.stdout.write(`${stdout}${stderr}\n`);
  return status === 0;
});
const passed = results.filter(Boolean).length;
process.stdout.write(`${passed} passed, ${results.length - passed} failed\n`);
process.exitCode = passed === results.length ? 0 : 1;
