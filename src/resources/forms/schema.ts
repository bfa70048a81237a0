import type { Row, Texts } from '../../../tools/schemas/row.ts';

/** What the SDK's types and the descriptor cannot say of the files' form. */
export const schema: Row = { sdk: ['CreateFormRequestContent', 'UpdateFormRequestContent'] };

/** What editors show, by path. */
export const texts: Texts = {
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
};
