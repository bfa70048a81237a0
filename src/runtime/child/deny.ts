// What the permission model of node leaves open: the network, the environment, and what reaches below node's own modules.
import dgram from 'node:dgram';
import Module, { builtinModules } from 'node:module';
import net from 'node:net';
import { messages } from '../messages.ts';
import { Refused } from './failure.ts';

/** Members of `process` by which code could leave, or reach what the permission model does not see. */
const ofProcess =
  '_debugEnd _debugProcess _kill _linkedBinding _startProfilerIdleNotifier abort binding chdir dlopen exit kill reallyExit setegid seteuid setgid setgroups setuid initgroups umask loadEnvFile execve';

/** Members of `process` that belong to the channel of this process. */
const ofChannel = ['send', '_channel', 'disconnect', '_disconnect', 'mainModule'];

/** Modules that custom code has no use for; packages may load the others of which only parts are denied. */
const deniedModules = new Set(
  'child_process cluster inspector inspector/promises repl trace_events wasi worker_threads'.split(' '),
);

const resolvers = /^(?:lookup|lookupService|resolve\w*|reverse|setServers)$/;

/** Takes away what custom code must not have; `prepare` is asked before it gets a module of node. */
export function deny(prepare: (name: string) => void): void {
  denyGlobals();
  denyProcess();
  refuseIn(net.Socket.prototype, ['connect'], () => messages.network('Connections to the network'));
  refuseIn(net.Server.prototype, ['listen'], () => messages.network('Servers'));
  refuseIn(dgram.Socket.prototype, ['bind', 'connect', 'send', 'addMembership'], () => messages.network('Datagrams'));
  const load: unknown = Reflect.get(Module, '_load');
  if (typeof load !== 'function') throw new TypeError('Module._load is not a function');
  const builtinOf = (name: string): unknown => Reflect.apply(load, undefined, [name]);
  const seen = new Set<string>();
  const checked = (request: unknown): void => {
    const name = typeof request === 'string' ? request.replace(/^node:/, '') : '';
    if (seen.has(name)) return;
    seen.add(name);
    prepare(name);
    if (name === 'dns' || name === 'dns/promises') denyNames(builtinOf('dns'));
    if (name === 'v8')
      refuseIn(builtinOf('v8'), ['setFlagsFromString', 'writeHeapSnapshot', 'startupSnapshot'], () =>
        messages.denied('flags of V8'),
      );
  };
  Reflect.set(Module, '_load', function (this: unknown, request: unknown, ...rest: unknown[]) {
    checked(request);
    const found: unknown = Reflect.apply(load, this, [request, ...rest]);
    return found;
  });
  const builtin: unknown = Reflect.get(process, 'getBuiltinModule');
  if (typeof builtin !== 'function') return;
  Reflect.set(process, 'getBuiltinModule', (name: unknown) => {
    refuseModule(name);
    checked(name);
    const found: unknown = Reflect.apply(builtin, process, [name]);
    return found;
  });
}

/** Refuses a module of node that custom code must not have. */
export function refuseModule(name: unknown): void {
  const plain = String(name).replace(/^node:/, '');
  if (deniedModules.has(plain)) throw new Refused(messages.denied(`the module "${plain}"`));
}

/** Code given by an argument has all modules of node as globals, which code in files has not. */
function denyGlobals(): void {
  const webcrypto: unknown = Reflect.get(globalThis, 'crypto');
  const names = [...builtinModules, 'require', 'module', 'exports', '__filename', '__dirname'];
  for (const name of names) {
    if (name === 'process' || name === 'console' || name === 'crypto') continue;
    Reflect.deleteProperty(globalThis, name);
  }
  const own: unknown =
    webcrypto !== null && typeof webcrypto === 'object' ? Reflect.get(webcrypto, 'webcrypto') : undefined;
  if (own !== undefined)
    Object.defineProperty(globalThis, 'crypto', { value: own, configurable: true, writable: true });
}

function denyProcess(): void {
  for (const name of ofChannel) Object.defineProperty(process, name, { value: undefined });
  // Node itself looks whether there is a channel.
  Object.defineProperty(process, 'channel', { value: Object.freeze({}) });
  refuseIn(process, ofProcess.split(' '), (name) =>
    /exit|abort/i.test(name) ? messages.loop() : messages.denied(`process.${name}`),
  );
  for (const name of Object.keys(process.env)) Reflect.deleteProperty(process.env, name);
  Object.defineProperty(process, 'env', { value: {} });
  Object.defineProperty(process, 'execArgv', { value: [] });
  Object.defineProperty(process, 'argv', { value: [process.argv0] });
}

function denyNames(dns: unknown): void {
  const word = (): string => messages.network('Look-ups of names');
  for (const owner of [
    dns,
    inside(dns, 'promises'),
    prototypeOf(inside(dns, 'Resolver')),
    prototypeOf(inside(inside(dns, 'promises'), 'Resolver')),
  ]) {
    if (owner !== null && typeof owner === 'object') {
      refuseIn(
        owner,
        Object.getOwnPropertyNames(owner).filter((name) => resolvers.test(name)),
        word,
      );
    }
  }
}

const inside = (owner: unknown, name: string): unknown =>
  owner !== null && (typeof owner === 'object' || typeof owner === 'function') ? Reflect.get(owner, name) : undefined;

const prototypeOf = (owner: unknown): unknown => inside(owner, 'prototype');

function refuseIn(owner: unknown, names: readonly string[], word: (name: string) => string): void {
  if (owner === null || (typeof owner !== 'object' && typeof owner !== 'function')) return;
  for (const name of names) {
    if (!Reflect.has(owner, name)) continue;
    const refuse = (): never => {
      throw new Refused(word(name));
    };
    Object.defineProperty(owner, name, { value: refuse, configurable: true, writable: true });
  }
}
