import { checkPatterns } from '../expect/patterns.ts';
import { milliseconds } from '../expect/duration.ts';
import { placeOf } from '../model/diagnostic.ts';
import type { Diagnostic, Place } from '../model/diagnostic.ts';
import { isBody, keyText, own } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import type { DesiredState } from '../model/resource.ts';
import { fieldOf, keyOriginAt, toJson } from '../model/tree.ts';
import type { Entry, Node, Origin } from '../model/tree.ts';
import { refusalOf } from '../runtime/known.ts';
import { triggers } from '../runtime/triggers.ts';
import type { Answer, Code, Execution, Program } from '../runtime/types.ts';
import { eventNode, eventOf, grantedScopes } from './event.ts';
import { messages } from './messages.ts';
import { subjectOf } from './tenant.ts';
import type { DeclaredSecret, Subject, Tested } from './tenant.ts';

/** One test: what its code is given, and what is expected of it. */
export interface Test {
  name: string;
  place: Place;
  /** What every piece of the subject's code is given, in their order. */
  executions: Execution[];
  /** The event that it begins with; empty for a script. */
  event: Body;
  /** Nothing when the test does not say what it expects. */
  expected: Body | undefined;
}

/** A file of tests for one environment. */
export interface TestFile {
  path: string;
  subject: Subject;
  /** The subject's code as it is run, in order. */
  programs: Program[];
  tests: Test[];
}

/** What one execution is given, by the fields of a file, or of a test in it. */
interface Given {
  file: Node;
  test: Node | undefined;
}

/** Understands a file of tests whose markers are replaced; what is wrong with it are diagnostics, and then nothing of it may run. */
export function readTests(
  root: Node,
  desired: DesiredState,
): { file: TestFile | undefined; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const subject = subjectOf(root, desired, diagnostics);
  const cases = fieldOf(root, 'tests');
  if (subject === undefined || cases?.type !== 'map') return { file: undefined, diagnostics };
  const context: Context = { subject, desired, diagnostics };
  checkKeys(root, 'arguments', context);
  const programs = subject.all.map((tested) => programOf(tested, root, context));
  const tests = cases.entries.map((entry) => testOf(entry, root, context));
  return { file: { path: root.origin.source.path, subject, programs, tests }, diagnostics };
}

interface Context {
  subject: Subject;
  desired: DesiredState;
  diagnostics: Diagnostic[];
}

function testOf({ key, keyOrigin, value }: Entry, file: Node, context: Context): Test {
  const { subject, desired, diagnostics } = context;
  const test = value.type === 'map' ? value : undefined;
  const given = { file, test };
  if (test !== undefined) checkKeys(test, 'arguments', context);
  const event =
    subject.trigger === undefined
      ? {}
      : eventOf([eventNode(file), eventNode(test)], { trigger: subject.trigger, desired, diagnostics: diagnostics });
  const expect = fieldOf(test, 'expect');
  checkExpectation(expect, context);
  diagnostics.push(...checkPatterns(expect));
  const expected = expect === undefined ? undefined : toJson(expect);
  return {
    name: key,
    place: placeOf(keyOrigin),
    event,
    executions: subject.all.map((tested) => executionOf(tested, given, keyOrigin, event, context)),
    expected: isBody(expected) ? expected : undefined,
  };
}

function executionOf(tested: Tested, given: Given, origin: Origin, event: Body, context: Context): Execution {
  const secrets = secretsOf(tested, given, origin, context);
  const at = (field: string): Json | undefined => fieldJson(given, field);
  const args = at('arguments');
  const handler = at('handler');
  const granted = tested.script === undefined ? grantedScopes(event, context.desired) : undefined;
  return {
    ...(granted === undefined ? {} : { grantedScopes: granted }),
    ...(tested.script === undefined ? { event } : { arguments: Array.isArray(args) ? args : [] }),
    ...(typeof handler === 'string' ? { handler } : {}),
    secrets,
    ...(tested.script === undefined ? {} : { configuration: secrets }),
    http: answersOf(given, context),
    cache: Object.fromEntries(
      Object.entries(textsOf(at('cache'))).map(([key, value]) => [key, { value, expires_at: farAway }]),
    ),
    answers: bodyOf(at('answers')),
  };
}

/** No test takes so long. */
const farAway = Date.UTC(2999, 0);

/** The value of a test's field, or else the file's; maps are laid over each other. */
function fieldJson({ file, test }: Given, field: string): Json | undefined {
  const [below, above] = [file, test].map((node) => {
    const found = fieldOf(node, field);
    return found === undefined ? undefined : toJson(found);
  });
  return isBody(below) && isBody(above) ? { ...below, ...above } : (above ?? below);
}

function secretsOf(tested: Tested, given: Given, origin: Origin, context: Context): Record<string, string> {
  const values = textsOf(fieldJson(given, 'secrets'));
  const missing = tested.secrets.filter(({ name, value }) => value === undefined && own(values, name) === undefined);
  for (const { name } of missing) context.diagnostics.push(messages.secretMissing(name, tested.name, origin));
  return valuesOf(tested.secrets, values);
}

/** The values of declared secrets: those of the test before those of the environment. */
function valuesOf(declared: readonly DeclaredSecret[], given: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    declared.flatMap(({ name, value }) => {
      const found = own(given, name) ?? value;
      return typeof found === 'string' ? [[name, found]] : [];
    }),
  );
}

function answersOf({ file, test }: Given, { diagnostics }: Context): Record<string, Answer> {
  const entries = [fieldOf(file, 'http'), fieldOf(test, 'http')].flatMap((node) =>
    node?.type === 'map' ? node.entries : [],
  );
  return Object.fromEntries(
    entries.map(({ key, keyOrigin, value }) => {
      if (!/^[A-Z]+ https?:\/\/\S+$/.test(key)) diagnostics.push(messages.stubForm(key, keyOrigin));
      return [key, answerOf(bodyOf(toJson(value)))];
    }),
  );
}

function answerOf({ status, headers, json, body, delay, fails }: Body): Answer {
  const wait = typeof delay === 'string' || typeof delay === 'number' ? milliseconds(delay) : undefined;
  return {
    ...(typeof status === 'number' ? { status } : {}),
    ...(isBody(headers) ? { headers: textsOf(headers) } : {}),
    ...(json === undefined ? {} : { json }),
    ...(typeof body === 'string' ? { body } : {}),
    ...(wait === undefined ? {} : { delay: wait }),
    ...(fails === true ? { fails } : {}),
  };
}

/** The code of a subject as it is run; a secret in its text is replaced by the value that the file gives it. */
function programOf(tested: Tested, file: Node, context: Context): Program {
  const given = textsOf(fieldJson({ file, test: undefined }, 'secrets'));
  const textIn = ({ name, code }: Tested): string => {
    const unknown = code.node.trace?.unresolved ?? [];
    return unknown.reduce((text, secret) => {
      const value = own(given, secret);
      if (typeof value === 'string') return text.replaceAll(`##${secret}##`, value);
      context.diagnostics.push(messages.secretInCode(secret, name, file.origin));
      return text;
    }, code.text);
  };
  const modules = (tested.action?.modules ?? []).map((module) => {
    for (const { name, value } of module.secrets)
      if (value === undefined && own(given, name) === undefined)
        context.diagnostics.push(messages.secretMissing(name, module.name, file.origin));
    return [module.name, { text: textIn(module), secrets: valuesOf(module.secrets, given) }] as const;
  });
  const code: Code = {
    path: tested.code.source.path,
    text: textIn(tested),
    ...(modules.length === 0 ? {} : { modules: Object.fromEntries(modules) }),
  };
  const { action, script = '' } = tested;
  const program: Program =
    action === undefined
      ? { type: 'script', script, code }
      : {
          type: 'action',
          trigger: action.trigger,
          ...(action.version === undefined ? {} : { version: action.version }),
          code,
        };
  const refusal = refusalOf(program);
  if (refusal !== undefined) context.diagnostics.push(messages.refused(refusal, tested.code.node.origin));
  return program;
}

/** What the file, or a test in it, gives the code: names that the code does not have are mistakes. */
function checkKeys(node: Node, scriptKey: string, { subject, diagnostics }: Context): void {
  const isScript = subject.trigger === undefined;
  for (const key of isScript ? ['event', 'handler', 'cache', 'answers'] : [scriptKey])
    if (fieldOf(node, key) !== undefined)
      diagnostics.push(messages.notOf(key, isScript ? 'a script' : 'an action', undefined, keyOriginAt(node, [key])));
  const known = subject.all.flatMap(namesIn);
  const secrets = fieldOf(node, 'secrets');
  for (const { key, keyOrigin } of secrets?.type === 'map' ? secrets.entries : [])
    if (!known.includes(key)) diagnostics.push(messages.secretUnknown(key, subject.title, known, keyOrigin));
  const handler = fieldOf(node, 'handler');
  const handlers: readonly string[] = triggers[subject.trigger ?? '']?.handlers ?? [];
  if (handler?.type === 'scalar' && !isScript && !handlers.includes(String(handler.value)))
    diagnostics.push(messages.notThere('handler', String(handler.value), handlers, handler.origin));
}

/** The names of the secrets that some code may have. */
function namesIn({ secrets, code, action }: Tested): string[] {
  const inText = code.node.trace?.unresolved ?? [];
  return [...secrets.map(({ name }) => name), ...inText, ...(action?.modules ?? []).flatMap(namesIn)];
}

const forScripts = ['result', 'error', 'called'];
const forBoth = ['logs', 'requests', 'throws', 'within', 'also'];

function checkExpectation(node: Node | undefined, { subject, diagnostics }: Context): void {
  if (node?.type !== 'map') return;
  const { trigger, isWhole } = subject;
  for (const { key, keyOrigin, value } of node.entries) {
    const isFitting = forBoth.includes(key) || forScripts.includes(key) === (trigger === undefined);
    if (!isFitting) {
      const known = [...(trigger === undefined ? forScripts : ['claims', 'denied', 'calls']), ...forBoth].join(', ');
      const what = trigger === undefined ? 'a script' : 'an action';
      diagnostics.push(messages.notOf(key, what, `expect ${known}`, keyOrigin));
    } else if (key === 'token' && !isWhole)
      diagnostics.push(
        messages.notOf(key, 'one action', `test trigger: ${trigger ?? ''}, of which a token comes`, keyOrigin),
      );
    else if (key === 'calls' && value.type === 'list')
      value.items.forEach((item) => checkCall(item, trigger ?? '', diagnostics));
  }
}

function checkCall(item: Node, trigger: string, diagnostics: Diagnostic[]): void {
  const [method, origin] =
    item.type === 'map'
      ? [item.entries[0]?.key ?? '', item.entries[0]?.keyOrigin ?? item.origin]
      : [keyText(toJson(item)), item.origin];
  const known = Object.keys(triggers[trigger]?.methods ?? {});
  if (!known.includes(method)) diagnostics.push(messages.unknownMethod(method, trigger, known, origin));
}

function textsOf(value: Json | undefined): Record<string, string> {
  return Object.fromEntries(
    Object.entries(bodyOf(value)).flatMap(([key, inner]) => (typeof inner === 'string' ? [[key, inner]] : [])),
  );
}

function bodyOf(value: Json | undefined): Body {
  return isBody(value) ? value : {};
}
