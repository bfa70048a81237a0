import { boolean } from '../../../tools/schemas/row.ts';
import type { Row, Texts } from '../../../tools/schemas/row.ts';
import { codeTexts } from '../actions/schema.ts';

/** What the SDK's types and the descriptor cannot say of the files' form. */
export const schema: Row = {
  sdk: ['CreateActionModuleRequestContent', 'UpdateActionModuleRequestContent'],
  omit: ['publish'],
  add: { all_changes_published: boolean },
};

/** What editors show, by path. */
export const texts: Texts = {
  '': 'Code that several actions share.',
  name: 'The name of the module. Fixed once created.',
  ...codeTexts,
  api_version: 'The version of the interface for modules. Fixed once created.',
  all_changes_published: 'Whether each change is published as a version, which actions can use.',
};

/** What follows from no trait. */
export const notes: readonly string[] = [
  'With `all_changes_published: true` a change is published as a new version, which actions can pin.',
];
