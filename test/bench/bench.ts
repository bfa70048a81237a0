// npm run bench: what the tool costs, as a table. Figures of one run compare with each other, not with another machine's.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measure, median, table } from './measure.ts';
import { applyColumns, applyRows } from './apply.ts';
import { writeTenant } from './tenant.ts';

const main = join(import.meta.dirname, '../../dist/main.js');
const folder = mkdtempSync(join(tmpdir(), 'tenantry-bench-'));

try {
  const rows = [coldStart(15), ...validation(1000)];
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
  const [wanted] = process.argv.slice(2).map(Number);
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

function validation(clients: number): string[][] {
  const environments = ['dev', 'test', 'staging', 'prod'].map((name) => ({
    name,
    domain: `${name}.example.auth0.com`,
  }));
  writeTenant(join(folder, 'tenants/bench'), clients, environments);
  writeFileSync(join(folder, 'package.json'), '{}');
  const runs = Array.from({ length: 5 }, () => measure([main, 'validate', 'bench'], folder));
  const failed = runs.find(({ status }) => status !== 0);
  if (failed !== undefined) throw new Error(failed.output);
  const title = `validate ${clients} clients, ${environments.length} environments`;
  return [
    [`${title}: time`, `${median(runs.map(({ seconds }) => seconds)).toFixed(2)} s`, '3 s'],
    [`${title}: peak memory`, `${Math.max(...runs.map(({ megabytes }) => megabytes))} MB`, '500 MB'],
  ];
}
