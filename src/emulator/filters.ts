import { textOf } from './body.ts';
import type { Filter } from './collection.ts';

/** Items whose field is one of the texts. */
export const same = (field: string): Filter => ['text', (body, values) => values.includes(textOf(body[field]))];

/** Items whose field is true, or is not. */
export const flag = (field: string): Filter => [
  'boolean',
  (body, values) => values.includes(String(body[field] === true)),
];

/** Items whose field is one of the texts of a list. */
export const among = (field: string): Filter => ['texts', (body, values) => values.includes(textOf(body[field]))];

/** Items whose field contains the text. */
export const containing = (field: string): Filter => [
  'text',
  (body, [value = '']) => textOf(body[field]).includes(value),
];
