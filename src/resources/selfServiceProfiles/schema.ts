import { object, stringsByKey } from '../../../tools/schemas/row.ts';
import type { Row, Texts } from '../../../tools/schemas/row.ts';

/** What the SDK's types and the descriptor cannot say of the files' form. */
export const schema: Row = {
  sdk: ['CreateSelfServiceProfileRequestContent', 'UpdateSelfServiceProfileRequestContent'],
  children: { customText: { add: { en: object({ 'get-started': stringsByKey }) } } },
};

/** What editors show, by path. */
export const texts: Texts = {
  '': "How customers' own administrators set up single sign-on.",
  name: 'The name of the profile.',
  description: 'What the profile is for.',
  branding: 'Logo and colour of the set-up pages.',
  'branding.logo_url': 'The logo. Must be HTTPS.',
  'branding.colors': 'The colours.',
  'branding.colors.primary': 'The colour of buttons and links.',
  allowed_strategies: 'The kinds of connections that can be set up.',
  user_attributes: 'The attributes that administrators have to map. Excludes `user_attribute_profile_id`.',
  'user_attributes[].name': 'The name of the attribute.',
  'user_attributes[].description': 'What administrators read about it.',
  'user_attributes[].is_optional': 'Whether they may leave it out.',
  user_attribute_profile_id: 'The name of a user attribute profile. Excludes `user_attributes`.',
  customText: 'Texts of the set-up pages, by language and page. `null` brings back the standard ones.',
};

/** What follows from no trait. */
export const notes: readonly string[] = [
  '`customText` has the language `en` and the page `get-started`; texts that the files leave out stay.',
];
