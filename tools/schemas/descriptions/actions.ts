import type { Texts } from './tenant.ts';

const code: Texts = {
  code: 'The JavaScript file, by its path.',
  dependencies: 'Packages of npm that the code uses.',
  'dependencies[].name': 'The name of the package.',
  'dependencies[].version': 'The version of the package.',
  secrets: 'Secret values for the code, by name. The list is complete.',
  'secrets[].name': 'The name of the secret.',
  'secrets[].value': 'The value; never read back. Use a secret keyword.',
};

/** Code that runs at Auth0, and forms and flows. */
export const actionTexts: Readonly<Record<string, Texts>> = {
  actionModules: {
    '': 'Code that several actions share.',
    name: 'The name of the module. Fixed once created.',
    ...code,
    api_version: 'The version of the interface for modules. Fixed once created.',
    all_changes_published: 'Whether each change is published as a version, which actions can use.',
  },

  actions: {
    '': 'Code that runs at certain moments, such as a login.',
    name: 'The name of the action.',
    ...code,
    deployed: 'Whether each change is deployed. A change that is not deployed has no effect.',
    runtime: 'The Node.js version, for example `node22`.',
    supported_triggers: 'The moment at which the action can run; one.',
    'supported_triggers[].id': 'The trigger, for example `post-login`.',
    'supported_triggers[].version': 'The version of the trigger, for example `v3`.',
    modules: 'Modules that the action uses, each in one version.',
    'modules[].module_name': 'The name of the module.',
    'modules[].module_version_number': 'The published version of it.',
  },

  triggers: {
    '': 'Which actions run at which moment, in their order. An empty list means none.',
    '[].action_name': 'The name of the action.',
    '[].display_name': "What the step is called; the action's name when not set.",
  },

  flowVaultConnections: {
    '': 'Accounts at other services that flows use.',
    name: 'The name by which flows refer to it.',
    app_id: 'Which service. Fixed once created.',
    setup: 'How flows log in to it; the fields depend on the service. Never read back; use secret keywords.',
  },

  flows: {
    '': 'Sequences of steps that forms and actions run.',
    name: 'The name of the flow.',
    body: 'A JSON file with the flow, by its path, instead of writing it here.',
    actions: 'The steps, in their order.',
    'actions[].id': 'The name of the step, by which others refer to its results.',
    'actions[].alias': 'What the step is called in the editor.',
    'actions[].type': 'Which service the step uses.',
    'actions[].action': 'What the step does.',
    'actions[].params': 'What the step needs to know; the fields depend on the step.',
    'actions[].allow_failure': 'Whether the flow goes on when the step fails.',
    'actions[].mask_output': 'Whether the result of the step is hidden in logs.',
  },

  forms: {
    '': 'Forms of steps, shown inside a login.',
    name: 'The name of the form.',
    body: 'A JSON file with the form, by its path, instead of writing it here.',
    nodes: 'Steps, flows and branches of the form.',
    start: 'Where the form begins.',
    ending: 'What happens at the end.',
    languages: 'The language the form is written in, and the one it falls back to.',
    translations: 'Texts in other languages.',
    messages: 'Messages of your own.',
    style: 'Styles of your own.',
    'style.css': 'CSS of your own.',
  },
};
