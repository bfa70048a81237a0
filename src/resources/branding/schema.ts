import { string } from '../../../tools/schemas/row.ts';
import type { Row, Texts } from '../../../tools/schemas/row.ts';

/** What the SDK's types and the descriptor cannot say of the files' form. */
export const schema: Row = {
  sdk: ['UpdateBrandingRequestContent'],
  children: { templates: { add: { template: { enum: ['universal_login'] }, body: string } } },
};

/** What editors show, by path. */
export const texts: Texts = {
  '': 'Colours, logo and font of the login pages, and their template.',
  colors: 'The colours of the login pages.',
  'colors.primary': 'The colour of buttons and links, for example `#0059d6`.',
  'colors.page_background': 'The colour behind the login box, or a gradient.',
  favicon_url: 'The icon of the browser tab. Must be HTTPS.',
  font: 'The font of the login pages.',
  'font.url': 'Where the font is loaded from. Must be HTTPS.',
  logo_url: 'The logo above the login box. Must be HTTPS.',
  templates: 'The page around the login box. Needs a custom domain.',
  'templates[].template': 'Always `universal_login`.',
  'templates[].body': 'A Liquid file with the tags `auth0:head` and `auth0:widget`, by its path.',
};

/** What follows from no trait. */
export const notes: readonly string[] = [
  'A change of the branding resets some settings of `prompts` in Auth0; tenantry puts them back.',
];
