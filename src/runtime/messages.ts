/** What the runtime says. */
export const messages = {
  undocumented: (trigger: string): string =>
    `Actions of the trigger "${trigger}" cannot be run: what is known of it: nothing. Auth0 documents neither its handler nor its event.`,
  unknownTrigger: (trigger: string, similar: string | undefined, known: readonly string[]): string =>
    `"${trigger}" is not a trigger. ${similar === undefined ? `Triggers are ${known.join(', ')}.` : `Did you mean "${similar}"?`}`,
  oldVersion: (trigger: string, version: string, now: string): string =>
    `Version ${version} of the trigger "${trigger}" cannot be run: its handlers take and return other values. Move the action to ${now}.`,
  unknownVersion: (trigger: string, version: string, now: string): string =>
    `The trigger "${trigger}" has no version ${version}; ${now} is the one in use.`,
  unknownScript: (script: string, similar: string | undefined, known: readonly string[]): string =>
    `"${script}" is not a script. ${similar === undefined ? `Scripts are ${known.join(', ')}.` : `Did you mean "${similar}"?`}`,

  signature: (handler: string): string =>
    `Invalid function signature for the "${handler}" handler: it must be an async function.`,
  noHandler: (handler: string, similar: string | undefined): string =>
    `The code exports no "${handler}", which is what Auth0 calls.${similar === undefined ? '' : ` Did you mean it by "${similar}"?`}`,
  unknownHandler: (handler: string, known: readonly string[]): string =>
    `"${handler}" is not a handler of this trigger, which has ${known.join(' and ')}.`,
  noFunction: (script: string, names: readonly string[], found: readonly string[]): string =>
    `The script "${script}" must declare a function "${names[0] ?? script}"; ${found.length === 0 ? 'it declares none' : `it declares ${found.join(', ')}`}. Functions of scripts are declared, not exported.`,

  noMethod: (name: string, trigger: string, similar: string | undefined): string =>
    `The api of ${trigger} has no "${name}".${similar === undefined ? '' : ` Did you mean api.${similar}?`}`,
  wrongCall: (name: string, problem: string): string => `api.${name}: ${problem}.`,

  timeout: (milliseconds: number): string =>
    `The execution took longer than ${milliseconds / 1000} s and was ended. Auth0 ends all actions of a trigger after 20 s.`,
  stuck: (): string =>
    'The code waits for something that cannot happen any more: no timer, request or answer is left. Auth0 would end it after 20 s.',
  memory: (): string => 'The code used more memory than it may have, and its process was ended.',
  ended: (how: string): string => `The process of the code ended ${how}.`,
  loop: (): string => 'Custom code must not end its process.',

  noCall: (): string =>
    'The callback was never called, and nothing is left that could call it. Auth0 would end it after 20 s.',

  permission(permission: string, resource: string): string {
    const of = resource === '' ? '' : `: ${resource}`;
    switch (permission) {
      case 'FileSystemRead':
        return `Custom code must not read files${of}.`;
      case 'FileSystemWrite':
        return `Custom code must not write files${of}.`;
      case 'ChildProcess':
        return 'Custom code must not start processes.';
      case 'WorkerThreads':
        return 'Custom code must not start worker threads.';
      case 'Inspector':
        return 'Custom code must not use the inspector.';
      case 'WASI':
        return 'Custom code must not use WASI.';
      case 'Addon':
        return 'Custom code must not load native modules.';
      case 'Net':
        return messages.network('Connections to the network');
      default:
        return `Custom code must not use ${permission === '' ? 'this' : permission}${of}.`;
    }
  },
  dynamicImport: (): string => 'import() is not available in custom code. Use require().',
  network: (what: string): string =>
    `${what} are refused: custom code reaches the network by fetch, http and https alone, which get declared answers.`,
  denied: (what: string): string => `Custom code must not use ${what}.`,
  unanswered: (method: string, url: string): string => `No answer is declared for ${method} ${url}`,

  relative: (name: string): string =>
    `require("${name}"): custom code is one file. Use a module of actions (actions:NAME) or a dependency from npm.`,
  unknownModule: (name: string, known: readonly string[]): string =>
    `require("${name}"): the action has no such module. ${known.length === 0 ? 'Declare it in "modules".' : `Its modules are ${known.join(', ')}.`}`,
  noModules: (name: string): string => `require("${name}"): a module of actions cannot require modules of actions.`,
  undeclared: (name: string): string =>
    `require("${name}"): the package is not installed where the code can find it. Declare it in "dependencies" of the action, and install it.`,
  bundled: (name: string): string =>
    `require("${name}"): Auth0 has modules of its own for scripts, which are not here. Install "${name}" where the script's folder finds it to run this.`,
} as const;
