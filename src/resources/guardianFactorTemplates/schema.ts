import type { Row, Texts } from '../../../tools/schemas/row.ts';

/** What the SDK's types and the descriptor cannot say of the files' form. */
export const schema: Row = {
  sdk: ['SetGuardianFactorPhoneTemplatesRequestContent'],
  add: { name: { enum: ['phone', 'sms'] } },
};

/** What editors show, by path. */
export const texts: Texts = {
  '': 'The texts of messages with codes. Needs a plan that has it.',
  name: 'Which messages. `sms` is the older name of `phone`.',
  enrollment_message: 'The message that a user gets when a phone is added.',
  verification_message: 'The message that a user gets at a login.',
};
