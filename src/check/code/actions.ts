import { builtinModules } from 'node:module';
import { select } from '../../model/path.ts';
import type { Subject } from '../world.ts';
import { textOf } from './parse.ts';
import type { Code, NamedCall, Span } from './parse.ts';

/** The handlers of each trigger. */
const handlers: Record<string, string[]> = {
  'credentials-exchange': ['onExecuteCredentialsExchange'],
  'post-login': ['onExecutePostLogin', 'onContinuePostLogin'],
  'pre-user-registration': ['onExecutePreUserRegistration'],
  'post-user-registration': ['onExecutePostUserRegistration'],
  'post-change-password': ['onExecutePostChangePassword'],
  'password-reset-post-challenge': ['onExecutePostChallenge', 'onContinuePostChallenge'],
  'send-phone-message': ['onExecuteSendPhoneMessage'],
  'custom-phone-provider': ['onExecuteCustomPhoneProvider'],
  'custom-email-provider': ['onExecuteCustomEmailProvider'],
  'custom-token-exchange': ['onExecuteCustomTokenExchange'],
  'event-stream': ['onExecuteEventStream'],
};

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
    const wanted = handlers[trigger] ?? [];
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

/** The names of the fields in the objects that are given to a call, and the arguments that are no objects. */
function namesIn({ arguments: given }: NamedCall): string[] {
  return given.flatMap((argument) => {
    if (argument.type !== 'ObjectExpression') return [];
    return argument.properties.flatMap((property) => {
      // Who spreads an object may have said it there.
      if (property.type === 'SpreadElement') return ['signal', 'timeout'];
      return property.key.type === 'Identifier' ? [property.key.name] : [];
    });
  });
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

/** Whether a string is given to what names a claim: a namespace is a name, and no address. */
export const isName = (text: string, code: Code, span: Span): boolean =>
  code.calls.some(
    ({ name, arguments: [first] }) =>
      /\.set(?:Custom|SamlAttribute|Attribute)\w*$/.test(name) &&
      first !== undefined &&
      first.start === span.start &&
      text !== '',
  );
