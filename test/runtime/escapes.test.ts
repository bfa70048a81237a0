import { spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Runner } from '../../src/runtime/types.ts';
import { isLong, someRows } from '../support/long.ts';
import { action, execution } from './support.ts';

/** What code may try, by the statements it tries it with, and what it is told. */
const tries: { readonly [title: string]: readonly [code: string, said: RegExp] } = {
  'start a process': [`require('child_process').execSync('id')`, /must not use the module "child_process"/],
  'start one by another name': [`require('node:child_process').spawn('id')`, /must not use the module "child_process"/],
  'start one by a module of node': [`process.getBuiltinModule('child_process').fork('x')`, /"child_process"/],
  'start one by the loader': [
    `require('module').prototype.require('child_process').execSync('id')`,
    /must not start processes/,
  ],
  'start a worker': [`require('worker_threads')`, /must not use the module "worker_threads"/],
  'read a file': [`require('fs').readFileSync('/etc/hostname')`, /must not read files: \/etc\/hostname/],
  'read a file later': [`await require('fs/promises').readFile('/etc/hostname')`, /must not read files/],
  'read its environment from /proc': [`require('fs').readFileSync('/proc/self/environ')`, /must not read files/],
  'read its parent’s environment': [
    `require('fs').readFileSync('/proc/' + process.ppid + '/environ')`,
    /must not read/,
  ],
  'write a file': [`require('fs').writeFileSync('/tmp/tenantry-escape', '')`, /must not write files/],
  'load a native module': [`process.dlopen({}, '/x.node')`, /must not use process.dlopen/],
  'reach below the modules of node': [`process.binding('tcp_wrap')`, /must not use process.binding/],
  'reach below them otherwise': [`process._linkedBinding('fs')`, /must not use process._linkedBinding/],
  import: [`await import('node:net')`, /import\(\) is not available/],
  'import from a constructed function': [`await Function('return import("node:fs")')()`, /import\(\) is not available/],
  'kill its parent': [`process.kill(process.ppid)`, /must not use process.kill/],
  'end its process': [`process.exit(0)`, /must not end its process/],
  'end it from a constructed function': [
    `this.constructor.constructor('return process')().reallyExit(0)`,
    /must not end its process/,
  ],
  'open a socket': [`require('net').connect(80, '127.0.0.1')`, /Connections to the network are refused/],
  'open a socket of TLS': [`require('tls').connect(443, '127.0.0.1')`, /Connections to the network are refused/],
  'open a session of HTTP/2': [
    `require('http2').connect('https://127.0.0.1')`,
    /Connections to the network are refused/,
  ],
  listen: [`require('http').createServer().listen(0)`, /Servers are refused/],
  'send a datagram': [`require('dgram').createSocket('udp4').send('x', 53, '127.0.0.1')`, /Datagrams are refused/],
  'look up a name': [`await require('dns').promises.resolve('x.example')`, /Look-ups of names are refused/],
  'look up a name by a resolver': [
    `new (require('dns').Resolver)().resolve4('x.example', () => {})`,
    /Look-ups of names/,
  ],
  'use the inspector': [`require('inspector').open()`, /must not use the module "inspector"/],
  'use WASI': [`require('wasi')`, /must not use the module "wasi"/],
  'set flags of V8': [`require('v8').setFlagsFromString('--max-old-space-size=9999')`, /must not use flags of V8/],
  fetch: [`await fetch('https://x.example/a')`, /No answer is declared for GET https:\/\/x\.example\/a/],
  'require a file': [`require('./other')`, /custom code is one file/],
  'require a package that is not there': [`require('left-pad')`, /Declare it in "dependencies"/],
};

describe('custom code is refused to', () => {
  let runner: Runner;
  beforeAll(async () => {
    const cases = Object.entries(tries).map(([title, [code]]) => `${JSON.stringify(title)}: async () => { ${code}; }`);
    runner = await action(
      'post-login',
      `const tries = {\n${cases.join(',\n')}\n};
exports.onExecutePostLogin = async (event) => {
  if (event.title) return tries[event.title]();
  console.log(JSON.stringify([process.env, process.argv.length, process.execArgv, process.send, globalThis.require, typeof fs]));
  console.log(typeof crypto.subtle, typeof crypto.randomUUID, typeof URL, typeof structuredClone, typeof AbortSignal.timeout);
};`,
    );
  });
  afterAll(() => runner[Symbol.asyncDispose]());

  it.each(Object.entries(tries))('%s', async (title, [, said]) => {
    const { failure } = await runner.execute(execution({ event: { title } }));
    expect(failure?.message).toMatch(said);
    expect(failure?.type).toBe(title === 'require a package that is not there' ? 'error' : 'refused');
    expect(failure?.line).toBe(Object.keys(tries).indexOf(title) + 2);
  });

  it('see an environment, arguments or a channel, and has the globals of the web', async () => {
    const { console } = await runner.execute(execution({ event: {} }));
    expect(console.map(({ text }) => text)).toEqual([
      '[{},1,[],null,null,"undefined"]',
      'object function function function function',
    ]);
  });
});

describe('an execution is ended that', () => {
  const code = `
const kept = [];
exports.onExecutePostLogin = async (event) => {
  switch (event.mode) {
    case 'loop': for (;;);
    case 'loop after a wait': await null; for (;;);
    case 'timers': return new Promise((resolve) => setTimeout(resolve, 60_000));
    case 'nothing': return new Promise(() => {});
    case 'heap': for (;;) kept.push(new Array(1000).fill(kept.length));
    case 'buffers': for (;;) kept.push(Buffer.alloc(20_000_000, 1));
    case 'later': setTimeout(() => { throw new Error('too late'); }, 5); return new Promise((resolve) => setTimeout(resolve, 1_000));
  }
  console.log(kept.length);
};`;
  // Memory takes long to fill.
  it.each(
    someRows<[string, string, number]>([
      ['loop', 'timeout', 300],
      ['heap', 'memory', 40_000],
      ['buffers', 'memory', 40_000],
      ['timers', 'timeout', 300],
      ['loop after a wait', 'timeout', 300],
      ['later', 'error', 5_000],
      ['nothing', 'timeout', 20_000],
    ]),
  )('has no end: %s', async (mode, type, limit) => {
    await using runner = await action('post-login', code);
    const { failure } = await runner.execute(execution({ event: { mode }, limit }));
    expect(failure?.type).toBe(type);
    const next = await runner.execute(execution({ event: {} }));
    expect(next.failure).toBeUndefined();
    expect(next.console).toEqual([{ level: 'log', text: '0' }]);
  });
});

it.runIf(isLong)('a process ends with the one that started it', async () => {
  const script = `
    import { startRunner } from ${JSON.stringify(new URL('../../src/runtime/runner.ts', import.meta.url).href)};
    const text = 'exports.onExecutePostLogin = async () => { console.log(process.pid); }';
    const runner = await startRunner({ type: 'action', trigger: 'post-login', code: { path: 'code.js', text } });
    const { console } = await runner.execute({ secrets: {}, http: {} });
    process.stdout.write(console[0].text + '\\n');
    setInterval(() => {}, 1000);`;
  const parent = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const pid = await new Promise<number>((resolve) => parent.stdout.once('data', (data) => resolve(Number(data))));
  parent.kill('SIGKILL');
  await expect.poll(() => isAlive(pid), { timeout: 20_000 }).toBe(false);
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
