// How the API of parcels and the services' tokens hold out: 2,000 calls a second that are verified, while the token endpoint
// is full, the keys rotate, and the tenant hangs. Everything runs on this machine.
// node examples/parcels/load.js [--seconds 60] [--rate 2000]
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, parseEnv } from 'node:util';
import autocannon from 'autocannon';
import { tokensOf } from './token.js';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    rate: { type: 'string', default: '2000' },
    tenantry: { type: 'string', default: join(import.meta.dirname, '../../dist/main.js') },
    tenants: { type: 'string', default: join(import.meta.dirname, '../../tenants') },
  },
});
const [seconds, rate] = [Number(values.seconds), Number(values.rate)];
/** How long a token lives here: short, so that there is much to renew, and long enough for all clients to get one behind a hang. */
const life = Math.max(16, Math.round(seconds / 2));
const clients = ['DISPATCH_SERVICE', 'NIGHTLY_RECONCILIATION', 'API_GATEWAY', 'OPS_TOOLBOX'];

const folder = mkdtempSync(join(tmpdir(), 'parcels-'));
const running = [];
try {
  process.exitCode = (await run()) ? 0 : 1;
} finally {
  for (const child of running) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}

async function run() {
  const [url, api] = await Promise.all([freeUrl(), freeUrl()]);
  const { emulator, env } = await serveTenant(new URL(url).port);
  const service = await started([join(import.meta.dirname, 'api.js')], { ...env, PARCELS_URL: api });
  const issuer = `${env.AUTH0_ISSUER_BASE_URL}/`;
  const caches = clients.map((name) =>
    tokensOf({
      issuer,
      clientId: env[`${name}_CLIENT_ID`],
      clientSecret: env[`${name}_CLIENT_SECRET`],
      audience: env.PARCELS_AUDIENCE,
      margin: life / 2,
      timeout: 1,
      attempts: 20,
    }),
  );
  const bearer = await Promise.all(caches.map((cache) => cache.get()));
  // What a service does before each call.
  const renewing = setInterval(() => {
    for (const [place, cache] of caches.entries()) {
      // Without a new one the calls go on with the old one, and fail when that has ended.
      cache.get().then(
        (token) => (bearer[place] = token),
        () => undefined,
      );
    }
  }, 100);
  const memory = sampling({ api: service.pid, emulator: emulator.pid });
  const meanwhile = trouble(url, emulator);
  let turn = 0;
  const result = await autocannon({
    url: api,
    connections: 20,
    // Somewhat more, as it never sends quite as many as it is told.
    overallRate: Math.ceil(rate * 1.05),
    duration: seconds,
    requests: [
      {
        path: '/parcels/P1001',
        setupRequest: (request) => {
          turn = (turn + 1) % bearer.length;
          return { ...request, headers: { authorization: `Bearer ${bearer[turn]}` } };
        },
      },
    ],
  });
  clearInterval(renewing);
  await meanwhile;
  return report(result, await tokenRequests(url), memory());
}

/** The tenant of tenants/harbor with short-lived tokens, and a token endpoint that takes one request a second. */
async function serveTenant(port) {
  cpSync(join(values.tenants, 'harbor'), join(folder, 'tenants/harbor'), { recursive: true });
  const machines = join(folder, 'tenants/harbor/machines.yaml');
  writeFileSync(machines, readFileSync(machines, 'utf8').replaceAll('token_lifetime: 3600', `token_lifetime: ${life}`));
  const options = ['--env', 'local', '--apply', '--port', port, '--dotenv', '.env.auth0', '--auth-rate', '1'];
  const emulator = await started([values.tenantry, 'emulate', 'harbor', ...options], process.env);
  return { emulator, env: parseEnv(readFileSync(join(folder, '.env.auth0'), 'utf8')) };
}

/** The keys rotate after a third of the time. After a half the tenant hangs: it takes connections and answers none. */
async function trouble(url, emulator) {
  await sleep((seconds * 1000) / 3);
  const { ok } = await fetch(`${url}/emulator/keys/rotate`, { method: 'POST' });
  if (!ok) throw new Error('The keys were not rotated.');
  console.log('the keys rotate');
  await sleep((seconds * 1000) / 6);
  emulator.kill('SIGSTOP');
  const hang = Math.round(life * 300);
  console.log(`the token endpoint hangs for ${hang / 1000} s`);
  await sleep(hang);
  emulator.kill('SIGCONT');
}

/** Starts a program, and waits until it says that it listens. */
async function started(args, env) {
  const child = spawn(process.execPath, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  running.push(child);
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (errors = (errors + text).slice(-5000)));
  await new Promise((resolve, reject) => {
    child.stdout.once('data', resolve);
    child.once('exit', (code) => reject(new Error(`${args.join(' ')} ended with ${code}:\n${errors}`)));
  });
  return child;
}

/** How many requests for tokens there were, by status. */
async function tokenRequests(url) {
  const { requests } = await (await fetch(`${url}/emulator/requests`)).json();
  const counts = {};
  for (const { path, status } of requests) if (path === '/oauth/token') counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

/** Looks every second at what processes hold in memory; later: what that was after a third of the time, and at the end. */
function sampling(pids) {
  const samples = Object.fromEntries(Object.keys(pids).map((name) => [name, []]));
  const timer = setInterval(() => {
    for (const [name, pid] of Object.entries(pids)) {
      samples[name].push(Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024);
    }
  }, 1000);
  return () => {
    clearInterval(timer);
    return Object.entries(samples).map(([name, all]) => {
      const third = Math.floor(all.length / 3);
      return { name, before: median(all.slice(third, 2 * third)), after: median(all.slice(-third)) };
    });
  };
}

function report({ requests, non2xx, errors, timeouts, latency, statusCodeStats }, tokens, memory) {
  const failed = non2xx + errors + timeouts;
  const refused = Object.entries(tokens).flatMap(([status, count]) => (status === '200' ? [] : `${count}x ${status}`));
  console.log(`${requests.total} calls in ${seconds} s: ${Math.round(requests.average)} a second, ${failed} failed`);
  if (failed > 0) console.log(`answers: ${JSON.stringify(statusCodeStats)}, ${errors} errors, ${timeouts} timeouts`);
  console.log(`latency: ${latency.p50} ms in the median, ${latency.p99} ms of 99 in 100`);
  console.log(
    `tokens: ${tokens[200]} of ${life} s for ${clients.length} clients; refused: ${refused.join(', ') || 'none'}`,
  );
  let isFlat = true;
  for (const { name, before, after } of memory) {
    const growth = (100 * (after - before)) / before;
    console.log(
      `memory of the ${name}: ${Math.round(before)} MB, then ${Math.round(after)} MB (${growth.toFixed(1)} %)`,
    );
    isFlat &&= growth <= 10;
  }
  // A short look tells whether calls fail, and not what the machine bears.
  return failed === 0 && (seconds < 30 || (requests.average >= 0.95 * rate && isFlat));
}

function freeUrl() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(`http://127.0.0.1:${port}`));
    });
  });
}

function median(all) {
  return [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;
}

function sleep(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
