// npm run bench [clients] [--before dist/main.js]: what the tool costs, as a table. Figures of one run compare with each other, not
// with another machine's; with --before the validation of an earlier build stands beside that of this one.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { measure, median, table } from './measure.ts';
import { applyColumns, applyRows } from './apply.ts';
import { pullRows } from './pull.ts';
import { writeTenant } from './tenant.ts';

const main = join(import.meta.dirname, '../../dist/main.js');
const { values, positionals } = parseArgs({ options: { before: { type: 'string' } }, allowPositionals: true });
const folder = mkdtempSync(join(tmpdir(), 'tenantry-bench-'));

try {
  const rows = [coldStart(15), ...validation(1000, ['dev', 'test', 'staging', 'prod']), ...validation(10_000, ['dev'])];
  rows.push(...(await pullRows()));
  process.stdout.write(`${table(['what', 'figure', 'limit'], rows)}\n\n`);
  // An emulator with 80 ms of latency that lets 50 requests in per second, and 100 at once.
  const applied: string[][] = [];
  for (const [clients, share] of settings()) applied.push(...(await applyRows(clients, share)));
  process.stdout.write(`${table(applyColumns, applied)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** How many clients and which share of the budget; all of them unless an argument names a number of clients. */
function settings(): (readonly [number, number])[] {
  const all = [100, 1000].flatMap((clients) => [1, 0.5].map((share) => [clients, share] as const));
  const [wanted] = positionals.map(Number);
  return all.filter(([clients]) => wanted === undefined || wanted === clients);
}

/** How much longer the version takes to print than node takes to start, in turns, so that noise hits both. */
function coldStart(runs: number): string[] {
  const pairs = Array.from(
    { length: runs },
    () => [measure([main, '--version']).seconds, measure(['-e', '0']).seconds] as const,
  );
  const [own, bare] = [median(pairs.map(([first]) => first)), median(pairs.map(([, second]) => second))];
  return [
    'cold start: --version / node -e 0',
    `${(own / bare).toFixed(2)} (${own.toFixed(3)} s / ${bare.toFixed(3)} s)`,
    '1.5',
  ];
}

function validation(clients: number, names: readonly string[]): string[][] {
  const cwd = join(folder, String(clients));
  writeTenant(
    join(cwd, 'tenants/bench'),
    clients,
    names.map((name) => ({ name, domain: `${name}.example.auth0.com` })),
  );
  writeFileSync(join(cwd, 'package.json'), '{}');
  const title = `validate ${clients} clients, ${names.length} environment${names.length === 1 ? '' : 's'}`;
  const before = values.before === undefined ? [] : validated(`${title}, before`, resolve(values.before), cwd, []);
  return [...before, ...validated(title, main, cwd, clients === 1000 ? ['3 s', '500 MB'] : [])];
}

function validated(title: string, program: string, cwd: string, limits: readonly string[]): string[][] {
  const runs = Array.from({ length: 5 }, () => measure([program, 'validate', 'bench'], cwd));
  const failed = runs.find(({ status }) => status !== 0);
  if (failed !== undefined) throw new Error(failed.output);
  return [
    [`${title}: time`, `${median(runs.map(({ seconds }) => seconds)).toFixed(2)} s`, limits[0] ?? ''],
    [`${title}: peak memory`, `${Math.max(...runs.map(({ megabytes }) => megabytes))} MB`, limits[1] ?? ''],
  ];
}
