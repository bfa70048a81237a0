import type { Diagnostic } from '../model/diagnostic.ts';
import { addressOf } from '../model/address.ts';
import { isBody } from '../model/json.ts';
import type { Json } from '../model/json.ts';
import { valueAt } from '../model/path.ts';
import type { DesiredResource, DesiredState } from '../model/resource.ts';
import { fieldOf, isUnresolved, nodeAt, secretsIn } from '../model/tree.ts';
import type { Node, Origin } from '../model/tree.ts';
import { programs } from '../resources/programs.ts';
import { undocumented, triggers } from '../runtime/triggers.ts';
import { codeOf } from './code.ts';
import type { CodeText } from './code.ts';
import { messages } from './messages.ts';

/** A secret that code declares, with its value where the environment gives it without its `secrets`. */
export interface DeclaredSecret {
  name: string;
  value: string | undefined;
}

/** A piece of code that Auth0 runs, with what it declares. */
export interface Tested {
  /** As people name it. */
  name: string;
  code: CodeText;
  secrets: readonly DeclaredSecret[];
  /** Of an action. */
  action?: {
    trigger: string;
    version: string | undefined;
    runtime: string | undefined;
    dependencies: readonly { name: string; version: string }[];
    modules: readonly Tested[];
  };
  /** Of a script. */
  script?: string;
}

/** What a file of tests is about: one piece of code, or those of a trigger in their order. */
export interface Subject {
  title: string;
  /** The trigger whose event and api the code has; absent for scripts. */
  trigger: string | undefined;
  /** Whether it is all of the trigger, of which a token comes. */
  isWhole: boolean;
  all: readonly Tested[];
}

const subjects = ['action', 'trigger', 'database', 'social'] as const;

/** What a file of tests says that it tests. */
export function subjectOf(root: Node, desired: DesiredState, diagnostics: Diagnostic[]): Subject | undefined {
  const found = subjects.filter((name) => fieldOf(root, name) !== undefined);
  const [key, ...others] = found;
  if (key === undefined || others.length > 0) {
    diagnostics.push(messages.subjectCount(found, root.origin));
    return undefined;
  }
  const node = fieldOf(root, key);
  if (node?.type !== 'scalar' || typeof node.value !== 'string') return undefined;
  const looking: Looking = { desired, say: (diagnostic) => void diagnostics.push(diagnostic) };
  switch (key) {
    case 'action': {
      const tested = actionOf(node.value, node.origin, looking);
      return tested && oneSubject(tested);
    }
    case 'trigger':
      return triggerOf(node.value, node.origin, looking);
    case 'database':
    case 'social':
      return scriptOf(key, node.value, node.origin, looking);
  }
}

/** What the files say, and where it is said what is wrong: of that nothing comes. */
interface Looking {
  desired: DesiredState;
  say: (diagnostic: Diagnostic) => undefined;
}

function oneSubject(tested: Tested): Subject {
  const { trigger, runtime } = tested.action ?? {};
  const about = [trigger, runtime].filter((part) => part !== undefined).join(', ');
  return { title: about === '' ? tested.name : `${tested.name} (${about})`, trigger, isWhole: false, all: [tested] };
}

function actionOf(name: string, origin: Origin, looking: Looking): Tested | undefined {
  const { type, code, trigger: field, modules } = programs.action;
  const resource = resourceOf(type, 'action', name, origin, looking);
  if (resource === undefined) return undefined;
  const [first] = bodies(resource.body[field]);
  const trigger = textOf(first?.['id']);
  if (trigger === undefined) return looking.say(messages.noTrigger(name, origin));
  if (!isTestable(trigger, origin, looking)) return undefined;
  const text = codeAt(resource, [code]);
  if (text === undefined) return looking.say(messages.noCode(`the action ${name}`, origin));
  const used = bodies(resource.body[modules]).flatMap((pin) => {
    const module = textOf(pin['module_name']);
    const tested = module === undefined ? undefined : moduleOf(module, origin, looking);
    return tested === undefined ? [] : [tested];
  });
  const dependencies = bodies(resource.body['dependencies']).flatMap((one) => {
    const [packageName, version] = [textOf(one['name']), textOf(one['version'])];
    return packageName === undefined ? [] : [{ name: packageName, version: version ?? 'latest' }];
  });
  const action = {
    trigger,
    version: textOf(first?.['version']),
    runtime: textOf(resource.body['runtime']),
    dependencies,
    modules: used,
  };
  return { name, code: text, secrets: secretsOf(resource), action };
}

function moduleOf(name: string, origin: Origin, looking: Looking): Tested | undefined {
  const { type, code } = programs.module;
  const resource = resourceOf(type, 'module', name, origin, looking);
  if (resource === undefined) return undefined;
  const text = codeAt(resource, [code]);
  if (text === undefined) return looking.say(messages.noCode(`the module ${name}`, origin));
  return { name, code: text, secrets: secretsOf(resource) };
}

function triggerOf(name: string, origin: Origin, looking: Looking): Subject | undefined {
  if (!isTestable(name, origin, looking)) return undefined;
  const { type, bindings, action } = programs.trigger;
  const resource = looking.desired.resources.get(addressOf(type, name));
  const bound = bodies(resource?.body[bindings]).flatMap((binding) => textOf(binding[action]) ?? []);
  if (bound.length === 0) return looking.say(messages.noBindings(name, origin));
  const all = bound.map((one) => actionOf(one, origin, looking));
  const known = all.filter((one) => one !== undefined);
  return known.length < all.length
    ? undefined
    : { title: `${name} (${bound.join(', ')})`, trigger: name, isWhole: true, all: known };
}

function isTestable(trigger: string, origin: Origin, { say }: Looking): boolean {
  if (Object.hasOwn(triggers, trigger)) return true;
  say(
    undocumented.includes(trigger)
      ? messages.undocumentedTrigger(trigger, origin)
      : messages.unknownTrigger(trigger, Object.keys(triggers), origin),
  );
  return false;
}

function scriptOf(way: 'database' | 'social', given: string, origin: Origin, looking: Looking): Subject | undefined {
  const { type, scripts, configuration } = programs[way];
  const slash = given.lastIndexOf('/');
  if (way === 'database' && slash < 0) return looking.say(messages.scriptForm(given, origin));
  const [name, script] =
    way === 'database' ? [given.slice(0, slash), given.slice(slash + 1)] : [given, 'fetchUserProfile'];
  const resource = resourceOf(type, way === 'database' ? 'database' : 'connection', name, origin, looking);
  if (resource === undefined) return undefined;
  const text = codeAt(resource, [...scripts, script]);
  if (text === undefined) {
    const there = valueAt(resource.body, scripts);
    return looking.say(
      messages.notThere(
        'script',
        given,
        isBody(there) ? Object.keys(there).map((one) => `${name}/${one}`) : [],
        origin,
      ),
    );
  }
  const settings = fieldNode(resource, configuration);
  const secrets =
    settings?.type === 'map'
      ? settings.entries.map(({ key, value }): DeclaredSecret => ({ name: key, value: plainText(value) }))
      : [];
  const tested: Tested = { name: `${name}/${script}`, code: text, secrets, script };
  return { title: `${name}/${script}`, trigger: undefined, isWhole: false, all: [tested] };
}

function resourceOf(
  type: string,
  noun: string,
  name: string,
  origin: Origin,
  { desired: { resources }, say }: Looking,
): DesiredResource | undefined {
  const found = resources.get(addressOf(type, name));
  if (found?.source !== undefined) return found;
  const known = [...resources.values()].flatMap((one) => (one.type === type ? [one.key] : []));
  return say(messages.notThere(noun, name, known, origin));
}

/** The secrets that a resource declares. */
function secretsOf(resource: DesiredResource): DeclaredSecret[] {
  const node = fieldNode(resource, ['secrets']);
  return (node?.type === 'list' ? node.items : []).flatMap((item) => {
    const name = fieldOf(item, 'name');
    return name?.type === 'scalar' ? [{ name: String(name.value), value: plainText(fieldOf(item, 'value')) }] : [];
  });
}

/** The value of a scalar, unless it is a secret or is not known. */
function plainText(node: Node | undefined): string | undefined {
  if (node?.type !== 'scalar' || node.value === null) return undefined;
  return secretsIn(node.trace).length > 0 || isUnresolved(node.trace) ? undefined : String(node.value);
}

function codeAt(resource: DesiredResource, path: readonly string[]): CodeText | undefined {
  const node = fieldNode(resource, path);
  return node?.type === 'scalar' && typeof node.value === 'string' && node.value.trim() !== ''
    ? codeOf(node)
    : undefined;
}

function fieldNode({ source }: DesiredResource, path: readonly string[]): Node | undefined {
  if (source === undefined) return undefined;
  const above = nodeAt(source.node, path.slice(0, -1));
  return path.length > 1 && above === source.node ? undefined : fieldOf(above, path.at(-1) ?? '');
}

function bodies(value: Json | undefined): { [field: string]: Json }[] {
  return Array.isArray(value) ? value.filter(isBody) : [];
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
