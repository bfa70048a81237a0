import type { Row, Texts } from '../../../tools/schemas/row.ts';

/** What the SDK's types and the descriptor cannot say of the files' form. */
export const schema: Row = {
  sdk: ['UpdateSettingsRequestContent'],
};

/** What editors show, by path. */
export const texts: Texts = {
  '': 'Settings of Universal Login, its texts, pieces of its pages, and screens you render yourself.',
  universal_login_experience: 'Which login pages are used: the `new` Universal Login, or the `classic` one.',
  identifier_first: 'Whether users first say who they are, and are asked for a password after that.',
  webauthn_platform_first_factor: 'Whether users may log in with the biometrics of their device.',
};
