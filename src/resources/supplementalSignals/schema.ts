import type { Row, Texts } from '../../../tools/schemas/row.ts';

/** What the SDK's types and the descriptor cannot say of the files' form. */
export const schema: Row = { sdk: ['UpdateSupplementalSignalsRequestContent'] };

/** What editors show, by path. */
export const texts: Texts = {
  '': 'Signals that a proxy in front of the tenant adds to each request.',
  akamai_enabled: "Whether Akamai's signals are passed on to actions.",
};
