import type { Body, Json } from '../../body.ts';

const GOOGLE = 'https://www.googleapis.com/auth/';

/** What Google calls what the options ask for; what is not here is called the same. */
const GOOGLE_SCOPES: { readonly [option: string]: string } = {
  adsense_management: `${GOOGLE}adsense`,
  analytics: `${GOOGLE}analytics`,
  blogger: `${GOOGLE}blogger`,
  calendar: `${GOOGLE}calendar`,
  chrome_web_store: `${GOOGLE}chromewebstore`,
  contacts: 'https://www.google.com/m8/feeds',
  content_api_for_shopping: `${GOOGLE}structuredcontent`,
  coordinate: `${GOOGLE}coordinate`,
  coordinate_readonly: `${GOOGLE}coordinate.readonly`,
  document_list: 'https://docs.google.com/feeds/',
  gmail: 'https://mail.google.com/mail/feed/atom',
  google_affiliate_network: `${GOOGLE}gan`,
  google_books: `${GOOGLE}books`,
  google_cloud_storage: `${GOOGLE}devstorage.read_write`,
  google_drive: `${GOOGLE}drive`,
  google_drive_files: `${GOOGLE}drive.file`,
  google_plus: `${GOOGLE}plus.login`,
  latitude_best: `${GOOGLE}latitude.all.best`,
  latitude_city: `${GOOGLE}latitude.all.city`,
  moderator: `${GOOGLE}moderator`,
  orkut: `${GOOGLE}orkut`,
  picasa_web: 'https://picasaweb.google.com/data/',
  sites: 'https://sites.google.com/feeds/',
  spreadsheets: 'https://spreadsheets.google.com/feeds/',
  tasks: `${GOOGLE}tasks`,
  url_shortener: `${GOOGLE}urlshortener`,
  webmaster_tools: 'https://www.google.com/webmasters/tools/feeds/',
  youtube: 'https://gdata.youtube.com',
};

const MICROSOFT = 'https://graph.microsoft.com/';

/** `read_user` is `read:user`; what concerns the user's own data has names of its own. */
function githubScope(option: string): string {
  if (option === 'email' || option === 'follow') return `user:${option}`;
  return option.replace(/^(read|write|admin)_/, '$1:');
}

/** `graph_user` is `User.Read`, `graph_calendars_update` is `Calendars.ReadWrite`. */
function microsoftScope(option: string): string[] {
  const [family, subject = '', verb = 'read'] = option.split('_');
  if (family !== 'graph') return [];
  const what = subject.charAt(0).toUpperCase() + subject.slice(1);
  return [`${MICROSOFT}${what}.${verb === 'update' ? 'ReadWrite' : 'Read'}`];
}

/** How each strategy names what its options ask for, and how it writes the names. */
const STRATEGIES: { readonly [strategy: string]: (options: readonly string[]) => Json } = {
  apple: (options) => options.join(' '),
  facebook: (options) => options.join(','),
  github: (options) => options.map((option) => githubScope(option)),
  'google-oauth2': (options) => options.map((option) => GOOGLE_SCOPES[option] ?? option),
  linkedin: (options) => [...options],
  windowslive: (options) => options.flatMap((option) => microsoftScope(option)),
};

/** Options that are switches and ask for nothing. */
const SWITCHES = ['non_persistent_attrs', 'allow_context_profile_field', 'disable_signup', 'signin'];

/** The scope that a social connection asks for: what its options say, or else as it was sent. */
export function withScope(strategy: string, options: Body): Body {
  const write = STRATEGIES[strategy];
  const asked = Object.entries(options).filter(
    ([name, value]) => typeof value === 'boolean' && !SWITCHES.includes(name),
  );
  if (write === undefined || asked.length === 0) return options;
  return { ...options, scope: write(asked.flatMap(([name, isWanted]) => (isWanted === true ? [name] : []))) };
}
