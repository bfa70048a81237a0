import Module from 'node:module';
import { join } from 'node:path';
import { compileFunction } from 'node:vm';
import { messages } from '../messages.ts';
import { isObject } from '../shapes.ts';
import type { Code } from '../types.ts';
import { refuseModule } from './deny.ts';
import { Refused } from './failure.ts';

/** What code may ask for by `require`. */
type Require = (name: string) => unknown;

/** What custom code finds as its surroundings, beside `require`. */
export interface Surroundings {
  readonly console: object;
  readonly [name: string]: unknown;
}

/** The exports of an action. */
export function loadAction(code: Code, surroundings: Surroundings): object {
  const module: { exports: unknown } = { exports: {} };
  const names = Object.keys(surroundings);
  const parameters = ['module', 'exports', 'require', ...names];
  const run = compileFunction(code.text, parameters, { filename: code.path });
  const values = names.map((name) => surroundings[name]);
  Reflect.apply(run, undefined, [module, module.exports, requireOf(code, surroundings, false), ...values]);
  const { exports } = module;
  return isObject(exports) || typeof exports === 'function' ? exports : {};
}

/** The function that a script declares under one of the names. */
export function loadScript(code: Code, name: string, surroundings: Surroundings): unknown {
  const names = Object.keys(surroundings);
  const run = compileFunction(`${code.text}\nreturn ${name};`, ['require', ...names], { filename: code.path });
  const values = names.map((each) => surroundings[each]);
  const found: unknown = Reflect.apply(run, undefined, [requireOf(code, surroundings, true), ...values]);
  return found;
}

/** Throws what is wrong with a code that is no JavaScript. */
export function checkSyntax({ text, path }: Code): void {
  compileFunction(text, [], { filename: path });
}

function requireOf(code: Code, surroundings: Surroundings, isScript: boolean): Require {
  const fromPackages = packagesOf(code, isScript);
  const loaded = new Map<string, unknown>();
  return (name) => {
    const own = /^actions:(.*)$/.exec(name)?.[1];
    if (own === undefined) return fromPackages(name);
    if (!loaded.has(own)) loaded.set(own, loadModule(own, code, surroundings, fromPackages));
    return loaded.get(own);
  };
}

/** A module of actions, with its own secrets in the pseudo-global `actions`. */
function loadModule(name: string, code: Code, { console }: Surroundings, fromPackages: Require): unknown {
  const found = code.modules?.[name];
  if (found === undefined) throw new Error(messages.unknownModule(`actions:${name}`, Object.keys(code.modules ?? {})));
  const module: { exports: unknown } = { exports: {} };
  const path = `actions:${name}`;
  const run = compileFunction(found.text, ['module', 'exports', 'require', 'console', 'actions'], { filename: path });
  const require: Require = (inner) => {
    if (inner.startsWith('actions:')) throw new Error(messages.noModules(inner));
    return fromPackages(inner);
  };
  Reflect.apply(run, undefined, [module, module.exports, require, console, { secrets: { ...found.secrets } }]);
  return module.exports;
}

function packagesOf(code: Code, isScript: boolean): Require {
  const resolve: Require = Module.createRequire(join(code.dependencies ?? '/', 'package.json'));
  return (name) => {
    if (/^\.{0,2}\//.test(name) || name === '.' || name === '..') throw new Refused(messages.relative(name));
    if (Module.isBuiltin(name)) {
      refuseModule(name);
      return resolve(name);
    }
    const folder = name
      .split('/')
      .slice(0, name.startsWith('@') ? 2 : 1)
      .join('/');
    try {
      if (code.dependencies === undefined || code.packages?.includes(folder) === false) throw missing(name);
      return resolve(name);
    } catch (error) {
      if (!isMissing(error, folder)) throw error;
      throw missing(isScript ? messages.bundled(name) : messages.undeclared(name));
    }
  };
}

const missing = (message: string): Error => Object.assign(new Error(message), { code: 'MODULE_NOT_FOUND' });

/** Whether a package itself was not found, and not something that it requires. */
function isMissing(error: unknown, name: string): boolean {
  if (!(error instanceof Error)) return false;
  const code: unknown = Reflect.get(error, 'code');
  if (code !== 'MODULE_NOT_FOUND' && code !== 'ERR_ACCESS_DENIED') return false;
  return code === 'ERR_ACCESS_DENIED' || error.message.includes(name);
}
