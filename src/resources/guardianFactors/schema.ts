import { words } from '../../../tools/schemas/row.ts';
import type { Row, Texts } from '../../../tools/schemas/row.ts';

/** What the SDK's types and the descriptor cannot say of the files' form. */
export const schema: Row = {
  sdk: ['SetGuardianFactorRequestContent'],
  add: {
    name: {
      enum: words('push-notification sms email duo otp webauthn-roaming webauthn-platform recovery-code'),
    },
  },
};

/** What editors show, by path. */
export const texts: Texts = {
  '': 'Factors of multi-factor authentication.',
  name: 'Which factor.',
  enabled: 'Whether users can use it.',
};
