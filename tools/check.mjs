// Everything that CI holds a change to. All steps run, so that one run tells everything, and two at a time.
//   --quick          what a change needs at every turn: format, lint, types, boundaries, unit tests, scenarios
//   --without-tests  everything but the tests, for who has just run them
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const isQuick = process.argv.includes('--quick');
const cache = join(root, 'node_modules/.cache/check');
mkdirSync(cache, { recursive: true });

/** The longest first: what is short fills the gaps. */
const quickTests = ['run', 'test/unit', 'test/scenarios', '--reporter=dot', '--maxWorkers=1'];
const quick = [
  ['unit tests and scenarios', 'vitest', quickTests],
  [
    'format',
    'prettier',
    ['--check', '--log-level=warn', '--cache', '--cache-strategy=content', `--cache-location=${cache}/prettier`, '.'],
  ],
  ['lint', 'oxlint', ['--deny-warnings']],
  ['boundaries', 'depcruise', ['src', '--config', '.dependency-cruiser.cjs']],
  ['types', 'tsc', ['--incremental', '--tsBuildInfoFile', `${cache}/types.json`]],
  ['words', 'tsx', ['tools/words.ts']],
];
const thorough = [
  ['dead code', 'knip', []],
  ['schemas in step', 'tsx', ['tools/schemas/generate.ts', '--check']],
  ['request bodies in step', 'tsx', ['tools/wire.ts', '--check']],
  ['catalog rules', 'tsx', ['tools/stats.ts']],
  ['coverage of the API', 'tsx', ['tools/coverage/api.ts', '--quiet']],
  ['resource pages in step', 'tsx', ['tools/docs/resources.ts', '--check']],
  ['pages of checks in step', 'tsx', ['tools/docs/checks.ts', '--check']],
  ['copies of workflows in step', 'tsx', ['tools/workflows/copies.ts', '--check']],
  ['workflows', 'tsx', ['tools/workflows/lint.ts']],
];
const tests = [['tests', 'vitest', ['run', '--reporter=dot']]];

const env = { ...process.env, PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}` };
const results = [];

if (isQuick) await run(quick);
else {
  await runStep(['packages and build', 'node', ['tools/ensure.mjs', '--build']]);
  await run([...quick.slice(1), ...thorough]);
  // The tests take all processors themselves.
  if (!process.argv.includes('--without-tests')) await run(tests);
}
const passed = results.filter(Boolean).length;
process.stdout.write(`${passed} passed, ${results.length - passed} failed\n`);
process.exitCode = passed === results.length ? 0 : 1;

/** Runs steps side by side, as many as there are processors. */
async function run(steps) {
  const waiting = [...steps];
  const work = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) await runStep(step);
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), steps.length) }, work));
}

async function runStep([title, command, args]) {
  const started = performance.now();
  const { status, output } = await outcome(command, args);
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  process.stdout.write(`${status === 0 ? 'passed' : 'FAILED'}  ${title} (${seconds} s)\n`);
  if (status !== 0) process.stdout.write(`${output}\n`);
  results.push(status === 0);
}

function outcome(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (text) => (output += text);
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    child.on('error', (error) => resolve({ status: 1, output: String(error) }));
    child.on('close', (status) => resolve({ status, output }));
  });
}
