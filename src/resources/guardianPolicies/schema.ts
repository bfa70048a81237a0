import type { Row, Texts } from '../../../tools/schemas/row.ts';

/** What the SDK's types and the descriptor cannot say of the files' form. */
export const schema: Row = {
  add: { policies: { type: 'array', items: { enum: ['all-applications', 'confidence-score'] } } },
};

/** What editors show, by path. */
export const texts: Texts = {
  '': 'When a second factor is asked for.',
  policies: '`all-applications`: always. `confidence-score`: when a login is unusual. An empty list: never.',
};
