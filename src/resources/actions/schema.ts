import { boolean } from '../../../tools/schemas/row.ts';
import type { Row, Texts } from '../../../tools/schemas/row.ts';

/** The texts of what modules have as well. */
export const codeTexts: Texts = {
  code: 'The JavaScript file, by its path.',
  dependencies: 'Packages of npm that the code uses.',
  'dependencies[].name': 'The name of the package.',
  'dependencies[].version': 'The version of the package.',
  secrets: 'Secret values for the code, by name. The list is complete.',
  'secrets[].name': 'The name of the secret.',
  'secrets[].value': 'The value; never read back. Use a secret keyword.',
};

/** What the SDK's types and the descriptor cannot say of the files' form. */
export const schema: Row = {
  sdk: ['CreateActionRequestContent', 'UpdateActionRequestContent'],
  omit: ['deploy'],
  add: { deployed: boolean },
};

/** What editors show, by path. */
export const texts: Texts = {
  '': 'Code that runs at certain moments, such as a login.',
  name: 'The name of the action.',
  ...codeTexts,
  deployed: 'Whether each change is deployed. A change that is not deployed has no effect.',
  runtime: 'The Node.js version, for example `node22`.',
  supported_triggers: 'The moment at which the action can run; one.',
  'supported_triggers[].id': 'The trigger, for example `post-login`.',
  'supported_triggers[].version': 'The version of the trigger, for example `v3`.',
  modules: 'Modules that the action uses, each in one version.',
  'modules[].module_name': 'The name of the module.',
  'modules[].module_version_number': 'The published version of it.',
};

/** What follows from no trait. */
export const notes: readonly string[] = [
  'An action is deployed when the file says `deployed: true` and something that a deployment carries has changed, or when the tenant has changes that were never deployed. A deploy waits for the build.',
  'Actions from the marketplace are left alone.',
];
