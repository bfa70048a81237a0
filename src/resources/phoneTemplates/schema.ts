import { string } from '../../../tools/schemas/row.ts';
import type { Row, Texts } from '../../../tools/schemas/row.ts';

/** What the SDK's types and the descriptor cannot say of the files' form. */
export const schema: Row = {
  sdk: ['CreatePhoneTemplateRequestContent', 'UpdatePhoneTemplateRequestContent'],
  // Exported files have an empty one.
  add: { 'content.from': string },
};

/** What editors show, by path. */
export const texts: Texts = {
  '': "The texts of the tenant's messages and calls, one for each of Auth0's fixed types.",
  type: 'Which message.',
  disabled: 'Whether the message is not sent.',
  content: 'Sender and texts.',
  'content.from': 'The sender, when it is not the one of the provider.',
  'content.syntax': 'The language of the texts: `liquid`. Fixed once created.',
  'content.body': 'The texts.',
  'content.body.text': 'The text of a message. May use Liquid.',
  'content.body.voice': 'What is said in a call. May use Liquid.',
};

/** What follows from no trait. */
export const notes: readonly string[] = [
  'A type without a template of its own has Auth0’s standard one; deleting a template brings that back.',
];
