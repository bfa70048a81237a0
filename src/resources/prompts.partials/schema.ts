import { stringsByKey } from '../../../tools/schemas/row.ts';
import type { Row, Texts } from '../../../tools/schemas/row.ts';

/** What the SDK's types and the descriptor cannot say of the files' form. */
export const schema: Row = {
  add: { screens: { type: 'object', additionalProperties: stringsByKey } },
  keys: { prompt: 'PartialGroupsEnum' },
};

/** What editors show, by path. */
export const texts: Texts = {
  '': 'Pieces of Liquid put into the login pages, by prompt, screen and place. Needs a custom domain.',
};
