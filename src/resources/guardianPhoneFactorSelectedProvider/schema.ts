import type { Row, Texts } from '../../../tools/schemas/row.ts';

/** What the SDK's types and the descriptor cannot say of the files' form. */
export const schema: Row = { sdk: ['SetGuardianFactorsProviderPhoneRequestContent'] };

/** What editors show, by path. */
export const texts: Texts = {
  '': 'Who sends text messages and calls.',
  provider: 'Auth0 itself, Twilio, or an action.',
};
