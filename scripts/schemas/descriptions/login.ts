import type { Texts } from './tenant.ts';

/** What users see when they log in, and the emails they get. */
export const loginTexts: Readonly<Record<string, Texts>> = {
  branding: {
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
  },

  pages: {
    '': 'The four pages of the classic login that can be written by hand.',
    name: 'Which page.',
    enabled: 'Whether your page is shown instead of the built-in one.',
    html: 'The HTML file of the page, by its path.',
    url: 'Where users are sent instead of seeing an error page. Only for `error_page`.',
    show_log_link: "Whether the error page links to the entry in the tenant's log. Only for `error_page`.",
  },

  prompts: {
    '': 'Settings of Universal Login, its texts, pieces of its pages, and screens you render yourself.',
    universal_login_experience: 'Which login pages are used: the `new` Universal Login, or the `classic` one.',
    identifier_first: 'Whether users first say who they are, and are asked for a password after that.',
    webauthn_platform_first_factor: 'Whether users may log in with the biometrics of their device.',
  },
  'prompts.customText': { '': 'Texts of the login pages, by language, prompt, screen and key.' },
  'prompts.partials': {
    '': 'Pieces of Liquid put into the login pages, by prompt, screen and place. Needs a custom domain.',
  },
  'prompts.screenRenderers': {
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
  },

  emailProvider: {
    '': "The service that sends the tenant's emails.",
    name: 'Which service. `custom` runs an action for each email.',
    enabled: 'Whether the service is used.',
    default_from_address: 'The sender of emails whose template names none.',
    credentials: 'How Auth0 logs in to the service; the fields depend on `name`. Use a secret keyword.',
    settings: 'Settings that only some services have.',
  },

  emailTemplates: {
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
  },
};
