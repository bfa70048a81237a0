import type { Row, Texts } from '../../../tools/schemas/row.ts';

/** What the SDK's types and the descriptor cannot say of the files' form. */
export const schema: Row = { sdk: ['CreateEmailTemplateRequestContent', 'UpdateEmailTemplateRequestContent'] };

/** What editors show, by path. */
export const texts: Texts = {
  '': "The texts of the tenant's emails, one for each of Auth0's fixed names.",
  template: 'Which email.',
  body: 'The Liquid or HTML file of the email, by its path.',
  enabled: 'Whether the email is sent with this text.',
  from: 'The sender, for example `Support <support@example.com>`.',
  subject: 'The subject line. May use Liquid.',
  syntax: 'The language of the body: `liquid`.',
  resultUrl: 'Where the link in the email leads in the end.',
  urlLifetimeInSeconds: 'How long the link works, in seconds.',
  includeEmailInRedirect: 'Whether the address is added to the URL in `resultUrl`.',
};
