import type { Row, Texts } from '../../../tools/schemas/row.ts';

/** What the SDK's types and the descriptor cannot say of the files' form. */
export const schema: Row = {
  sdk: ['CreateBrandingPhoneProviderRequestContent', 'UpdateBrandingPhoneProviderRequestContent'],
  required: ['name'],
  variants: {
    by: 'name',
    field: 'configuration',
    members: { twilio: 'default_from delivery_methods mssid sid', custom: 'delivery_methods' },
  },
};

/** What editors show, by path. */
export const texts: Texts = {
  '': 'The service that sends text messages and calls: a list of one.',
  name: 'Which service. `custom` runs an action for each message.',
  disabled: 'Whether the service is switched off.',
  configuration: 'Settings of the service; the fields depend on `name`.',
  'configuration.default_from': 'The sender of messages whose template names none.',
  'configuration.mssid': 'The SID of a messaging service at Twilio.',
  'configuration.sid': 'The SID of the account at Twilio.',
  'configuration.delivery_methods': 'Whether it sends messages (`text`), calls (`voice`), or both.',
  credentials: 'How Auth0 logs in to the service. Never read back. Use a secret keyword; `{}` for `custom`.',
  'credentials.auth_token': 'The token of the account at Twilio.',
};

/** What follows from no trait. */
export const notes: readonly string[] = [
  'The credentials are never read back, so a new token alone is no difference; they are sent to a new provider and to another one in its place.',
];
