import type { Row, Texts } from '../../../tools/schemas/row.ts';

/** What the SDK's types and the descriptor cannot say of the files' form. */
export const schema: Row = { sdk: ['SetEmailFactorSettingsRequestContent'] };

/** What editors show, by path. */
export const texts: Texts = {
  '': 'The codes that are sent by email.',
  otp_length: 'How many digits a code has, at least 4.',
  otp_expiration_time: 'For how many seconds a code can be used, at least 30.',
};
