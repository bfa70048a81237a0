import { stringsByKey } from '../../../tools/schemas/row.ts';
import type { Row, Texts } from '../../../tools/schemas/row.ts';

/** What the SDK's types and the descriptor cannot say of the files' form. */
export const schema: Row = {
  add: { text: { type: 'object', additionalProperties: stringsByKey } },
  keys: { language: 'PromptLanguageEnum', prompt: 'PromptGroupNameEnum' },
};

/** What editors show, by path. */
export const texts: Texts = { '': 'Texts of the login pages, by language, prompt, screen and key.' };
