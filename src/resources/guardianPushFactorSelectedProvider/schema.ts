import type { Row, Texts } from '../../../tools/schemas/row.ts';

/** What the SDK's types and the descriptor cannot say of the files' form. */
export const schema: Row = { sdk: ['SetGuardianFactorsProviderPushNotificationRequestContent'] };

/** What editors show, by path. */
export const texts: Texts = {
  '': 'Who sends push notifications.',
  provider: "`guardian`: Auth0, to its own app. `sns`: Amazon SNS. `direct`: Apple's and Google's services.",
};
