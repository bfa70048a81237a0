// The main job in two minutes: tenants/harbor against the embedded emulator. Everything here is the tool's own output.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';

const root = join(import.meta.dirname, '..');
run(process.execPath, ['tools/ensure.mjs', '--build'], 0);

say('A parcel company’s tenant as files, in tenants/harbor. Are they right, in all four environments?');
tenantry(0, 'validate', 'harbor');

say(
  'Partners get a claim by an Action of the tenant, and suspended ones no token. Does its code do that, in every environment?',
);
tenantry(0, 'test', 'harbor');
say('Are they fit for production? What is accepted for a while stays visible, with its owner and its last day.');
tenantry(0, 'check', 'harbor', '--env', 'prod', '--on', 'files', { only: /~|until|^harbor/ });

say('What would change in an empty tenant? The environment `local` is the embedded emulator; it starts afresh.');
rmSync(join(root, '.tenantry/emulator/harbor.local.json'), { force: true });
const summary = tenantry(2, 'plan', 'harbor', '--env', 'local', { quiet: true }).trim().split('\n').at(-1);
process.stdout.write(`  … every change, field by field, and then:\n${summary}\n`);

say('Apply it. Changes run in waves: an API before its grants, a client before its keys.');
tenantry(0, 'apply', 'harbor', '--env', 'local', '--yes', { only: /^(done|failed|skipped)|: \d+ done/ });

say('Plan again: nothing is left to do, so a second apply would send no write.');
tenantry(0, 'plan', 'harbor', '--env', 'local');

say(
  'Does every client get the token that the files promise it, and nothing else? Real tokens, asked for and verified:',
);
tenantry(0, 'smoke', 'harbor', '--env', 'local');

say('Now a token lifetime changes behind our back, in the tenant itself, by the Management API:');
await changeBehindOurBack();

say('Is the tenant still what the files say, and who was that?');
tenantry(2, 'drift', 'harbor', '--env', 'local', '--who');

say('Repair it: only the field that differs is sent.');
tenantry(0, 'apply', 'harbor', '--env', 'local', '--yes');
tenantry(0, 'drift', 'harbor', '--env', 'local');

say('To go on:');
process.stdout
  .write(`  Change something in tenants/harbor/machines.yaml, then:  node dist/main.js plan harbor --env local
  Break something there, then:                             node dist/main.js validate
  See a plan as a page:   node dist/main.js plan harbor --env local --format html > plan.html
  Serve the emulator:     node dist/main.js emulate
  Read on:                README.md, docs/
`);

function say(text) {
  process.stdout.write(`\n── ${text}\n\n`);
}

/** Runs a command of the tool and insists on its exit code. */
function tenantry(expected, ...args) {
  const options = typeof args.at(-1) === 'object' ? args.pop() : {};
  process.stdout.write(`$ tenantry ${args.join(' ')}\n`);
  return run(process.execPath, ['dist/main.js', ...args], expected, options);
}

function run(command, args, expected, { quiet = false, only } = {}) {
  const isShown = !quiet && only === undefined;
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    stdio: isShown ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, AUTH0_DOMAIN: '' },
  });
  if (only !== undefined) {
    const lines = `${stderr}${stdout}`.split('\n').filter((line) => only.test(stripVTControlCharacters(line)));
    process.stdout.write(`${lines.join('\n')}\n`);
  }
  if (status !== expected) {
    process.stderr.write(
      `${isShown ? '' : `${stdout}${stderr}`}\n${args.join(' ')} ended with ${status}, not ${expected}\n`,
    );
    process.exit(1);
  }
  return stdout ?? '';
}

/** Serves the emulator of the environment and talks to it as a dashboard would: with a token, over HTTP. */
async function changeBehindOurBack() {
  const port = 4010 + (process.pid % 500);
  const args = ['dist/main.js', 'emulate', 'harbor', '--env', 'local', '--port', String(port)];
  const server = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const [url] = await once(createInterface({ input: server.stdout }), 'line');
  const [clientId, clientSecret] = await credentials(server.stderr);
  const call = async (method, path, body, token) => {
    const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
    const response = await fetch(`${url}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  const { access_token: token } = await call('POST', '/oauth/token', {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    audience: 'https://local/api/v2/',
  });
  const apis = await call('GET', '/api/v2/resource-servers', undefined, token);
  const { id } = apis.find(({ name }) => name === 'Parcels');
  await call('PATCH', `/api/v2/resource-servers/${id}`, { token_lifetime: 2592000 }, token);
  process.stdout.write(`PATCH /api/v2/resource-servers/${id} {"token_lifetime":2592000}\n`);
  server.kill('SIGTERM');
  await once(server, 'exit');
}

async function credentials(stream) {
  let text = '';
  for await (const chunk of stream) {
    text += chunk;
    const found = /AUTH0_CLIENT_ID=(\S+) AUTH0_CLIENT_SECRET=(\S+)/.exec(text);
    if (found !== null) return [found[1], found[2]];
  }
  throw new Error('the emulator did not start');
}
