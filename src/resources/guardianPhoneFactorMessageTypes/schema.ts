import type { Row, Texts } from '../../../tools/schemas/row.ts';

/** What the SDK's types and the descriptor cannot say of the files' form. */
export const schema: Row = { sdk: ['SetGuardianFactorPhoneMessageTypesRequestContent'] };

/** What editors show, by path. */
export const texts: Texts = {
  '': 'How codes reach a phone.',
  message_types: '`sms`, `voice` or both.',
};
