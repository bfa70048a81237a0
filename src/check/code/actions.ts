import { builtinModules } from 'node:module';
import type { AnyNode, Program } from 'acorn';
import { simple } from 'acorn-walk';
import { select } from '../../model/path.ts';
import { triggers } from '../../runtime/triggers.ts';
import type { Subject } from '../world.ts';
import { keyOf, textOf, usesName } from './parse.ts';
import type { Code, NamedCall, Span } from './parse.ts';

/** Packages that have to be compiled on the machine, which Auth0 does not do. */
const native = [
  'argon2',
  'bcrypt',
  'better-sqlite3',
  'canvas',
  'couchbase',
  'cpu-features',
  'grpc',
  'ibm_db',
  'kerberos',
  'libpq',
  'node-expat',
  'node-sass',
  'oracledb',
  'pg-native',
  're2',
  'sharp',
  'sqlite3',
  'zeromq',
];

/** The triggers that an action is for. */
export const triggersOf = ({ resource: { body } }: Subject): string[] =>
  select(body, 'supported_triggers[].id').flatMap(({ value }) => (typeof value === 'string' ? [value] : []));

/** Whether what is called has such a name. */
export const isRead = ({ name }: NamedCall, names: RegExp): boolean => names.test(name);

/** The handlers that an action lacks, or that Auth0 refuses to run. */
export function handlersMissing({ handlers: found, program }: Code, subject: Subject): (Span & { says: string })[] {
  return triggersOf(subject).flatMap((trigger) => {
    const wanted: readonly string[] = triggers[trigger]?.handlers ?? [];
    const given = found.filter(({ name }) => wanted.includes(name));
    if (wanted.length === 0) return [];
    const start = { start: program.start, end: program.start };
    if (given.length === 0)
      return [{ ...start, says: `exports.${wanted[0] ?? ''} is missing, the handler of ${trigger}` }];
    return given.flatMap(({ name, function: handler, ...span }) =>
      handler !== undefined && !handler.async
        ? [{ start: span.start, end: span.end, says: `${name} is not async` }]
        : [],
    );
  });
}

/** Requests without a word of how long they may take. */
export function withoutTimeout({ calls, members }: Code): (Span & { says: string })[] {
  const hasDefault =
    members.some(({ name }) => name === 'axios.defaults.timeout') ||
    calls.some((call) => call.name === 'axios.create' && namesIn(call).includes('timeout'));
  return calls.flatMap((call) => {
    const names = namesIn(call);
    if (isRead(call, /^(?:fetch|globalThis\.fetch|node-fetch|undici\.fetch)$/) && !names.includes('signal')) {
      return [{ start: call.start, end: call.end, says: 'fetch has no signal' }];
    }
    const isAxios = isRead(call, /^axios(?:\.(?:get|post|put|patch|delete|head|options|request))?$/);
    return isAxios && !hasDefault && !names.some((name) => name === 'timeout' || name === 'signal')
      ? [{ start: call.start, end: call.end, says: 'axios has no timeout' }]
      : [];
  });
}

/** The names of the fields in the objects that are given to a call; what is not written there may have them all. */
function namesIn({ name: called, arguments: given }: NamedCall): string[] {
  const options = /^axios(?:\.request)?$/.test(called) ? 0 : /\.(?:post|put|patch)$/.test(called) ? 2 : 1;
  return given.flatMap((argument, index) => {
    if (argument.type === 'Identifier' && index >= options) return ['signal', 'timeout'];
    if (argument.type !== 'ObjectExpression') return [];
    return argument.properties.flatMap((property) =>
      property.type === 'SpreadElement' ? ['signal', 'timeout'] : (keyOf(property) ?? []),
    );
  });
}

/** Whether a call writes the event as a whole: as it is, in an object, or as JSON. */
export function writesEvent(call: NamedCall): boolean {
  const isEvent = (node: AnyNode): boolean => node.type === 'Identifier' && node.name === 'event';
  if (!isRead(call, /^(?:console\.\w+|JSON\.stringify|util\.inspect)$/)) return false;
  return call.arguments.some(
    (one) =>
      isEvent(one) ||
      (one.type === 'ObjectExpression' &&
        one.properties.some((property) =>
          isEvent(property.type === 'SpreadElement' ? property.argument : property.value),
        )),
  );
}

/** Packages and modules that code needs and its action does not name. */
export function undeclared(
  { calls }: Code,
  { resource: { body } }: Subject,
): (Span & { says: string; value: string })[] {
  const declared = select(body, 'dependencies[].name').map(({ value }) => value);
  const modules = select(body, 'modules[].module_name').map(({ value }) => value);
  return calls.flatMap(({ name, arguments: [first], start, end }) => {
    const wanted = name === 'require' ? textOf(first) : undefined;
    if (wanted === undefined || !wanted.isWhole) return [];
    const { text: value } = wanted;
    const module = /^actions:(.*)$/.exec(value)?.[1];
    const wrong = { start, end, value };
    if (module !== undefined) return modules.includes(module) ? [] : [{ ...wrong, says: 'modules does not name it' }];
    if (/^\.{0,2}\//.test(value)) return [{ ...wrong, says: 'an action is one file' }];
    if (value.startsWith('node:') || builtinModules.includes(value)) return [];
    const packaged = value
      .split('/')
      .slice(0, value.startsWith('@') ? 2 : 1)
      .join('/');
    if (native.includes(packaged)) return [{ ...wrong, says: 'it has to be compiled, which Auth0 does not do' }];
    return declared.includes(packaged) ? [] : [{ ...wrong, says: 'dependencies does not name it' }];
  });
}

/** Whether a string is part of what names a claim, also by a variable: a namespace is a name, and no address. */
export const isName = (text: string, { calls, program }: Code, span: Span): boolean => {
  if (text === '') return false;
  const names = calls.flatMap(({ name, arguments: [first] }) =>
    first !== undefined && /\.set(?:Custom|SamlAttribute|Attribute)\w*$/.test(name) ? [first] : [],
  );
  const holds = ({ start, end }: Span): boolean => start <= span.start && end >= span.end;
  return names.some(holds) || variablesOf(program, holds).some((name) => names.some((one) => usesName(one, name)));
};

/** The variables that a value is written for. */
function variablesOf(program: Program, holds: (value: Span) => boolean): string[] {
  const found: string[] = [];
  simple(program, {
    VariableDeclarator: ({ id, init }) => {
      const isText = init?.type === 'Literal' || init?.type === 'TemplateLiteral';
      if (id.type === 'Identifier' && isText && holds(init)) found.push(id.name);
    },
  });
  return found;
}
