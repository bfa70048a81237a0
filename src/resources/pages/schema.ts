import { boolean, string } from '../../../tools/schemas/row.ts';
import type { Row, Texts } from '../../../tools/schemas/row.ts';

/** What the SDK's types and the descriptor cannot say of the files' form. */
export const schema: Row = {
  add: {
    name: { enum: ['login', 'password_reset', 'guardian_multifactor', 'error_page'] },
    enabled: boolean,
    html: string,
    url: string,
    show_log_link: boolean,
  },
};

/** What editors show, by path. */
export const texts: Texts = {
  '': 'The four pages of the classic login that can be written by hand.',
  name: 'Which page.',
  enabled: 'Whether your page is shown instead of the built-in one.',
  html: 'The HTML file of the page, by its path.',
  url: 'Where users are sent instead of seeing an error page. Only for `error_page`.',
  show_log_link: "Whether the error page links to the entry in the tenant's log. Only for `error_page`.",
};

/** What follows from no trait. */
export const notes: readonly string[] = ['There are four pages; one that is not declared is left as it is.'];
