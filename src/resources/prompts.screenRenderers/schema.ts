import { string } from '../../../tools/schemas/row.ts';
import type { Row, Texts } from '../../../tools/schemas/row.ts';

/** What the SDK's types and the descriptor cannot say of the files' form. */
export const schema: Row = {
  sdk: ['UpdateAculRequestContent'],
  // Exported files repeat the two keys under which they stand.
  add: { prompt: string, screen: string },
  keys: { prompt: 'PromptGroupNameEnum', screen: 'ScreenGroupNameEnum' },
};

/** What editors show, by path. */
export const texts: Texts = {
  '': 'Which screens are rendered by Auth0 and which by code of your own, by prompt and screen.',
  rendering_mode: '`standard`: Auth0 renders the screen. `advanced`: the code that `head_tags` loads does.',
  context_configuration: 'What your code gets to know, for example `branding.settings` or `screen.texts`.',
  default_head_tags_disabled: "Whether Auth0's own tags are left out of the head.",
  use_page_template: 'Whether the page template of `branding` surrounds the screen.',
  head_tags: 'Tags for the head of the page, in their order.',
  'head_tags[].tag': 'The name of the tag, for example `script`.',
  'head_tags[].attributes': 'Attributes of the tag, for example `src` and `integrity`.',
  'head_tags[].content': 'The text inside the tag.',
  filters: 'For which clients, organizations or domains this applies.',
  'filters.match_type': 'Whether the filters name those that are meant, or those that are not.',
  'filters.clients': 'Clients, by name or by metadata.',
  'filters.organizations': 'Organizations, by name or by metadata.',
  'filters.domains': 'Custom domains, by domain or by metadata.',
  prompt: 'Repeats the prompt under which this stands.',
  screen: 'Repeats the screen under which this stands.',
};
