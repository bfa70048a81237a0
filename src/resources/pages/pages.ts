import { answer, one, rows } from '../../catalog/endpoints.ts';
import type { Api, Target } from '../../catalog/endpoints.ts';
import { text } from '../../catalog/resource-type.ts';
import type { ResourceType } from '../../catalog/resource-type.ts';
import { isBody, omit } from '../../model/json.ts';
import type { Body } from '../../model/json.ts';

const settings: Record<string, string> = {
  password_reset: 'change_password',
  guardian_multifactor: 'guardian_mfa_page',
  error_page: 'error_page',
};

/** The four classic pages: the login page belongs to the global client, the others to the tenant's settings. */
export const pages: ResourceType = {
  name: 'pages',
  identity: { keys: ['name'], id: 'client_id' },
  scopes: ['crud:clients', 'crud:tenant_settings'],
  endpoints: { list: readPages, update: writePage },
  readOnly: ['client_id'],
  replacesWhole: true,
  files: { html: { type: 'text' } },
  ownMarks: { html: ['config'] },
  hooks: {
    // The API takes no empty login page: a page that is not wanted is switched off.
    fromFile: (desired) =>
      desired['name'] === 'login' ? { ...omit(desired, ['html']), ...withPage(text(desired['html'])) } : desired,
  },
};

const withPage = (html: string): Body => (html === '' ? {} : { html });

async function readPages(api: Api): Promise<Body[]> {
  const global = await globalClient(api);
  const tenant = await one(api.tenants.settings.get());
  const login = {
    name: 'login',
    client_id: global['client_id'] ?? null,
    enabled: global['custom_login_page_on'] ?? false,
    ...withPage(text(global['custom_login_page'])),
  };
  const others = Object.entries(settings).map(([name, field]) => {
    const page = tenant[field];
    return { ...(isBody(page) ? page : {}), name };
  });
  return [login, ...others];
}

/** What the client that stands for the whole tenant says of the login page; Auth0 logs who is given its secret. */
async function globalClient(api: Api): Promise<Body> {
  const fields = 'client_id,custom_login_page,custom_login_page_on';
  const [global] = await rows(api.clients.list({ is_global: true, per_page: 100, fields, include_fields: true }));
  return global ?? {};
}

async function writePage(api: Api, { id, keys }: Target, body: Body): Promise<Body> {
  const field = settings[text(keys['name'])];
  if (field !== undefined) return answer(api.tenants.settings.update({ [field]: omit(body, ['name']) }));
  const { enabled, html } = body;
  // The API takes no empty page: one that is switched off is as good.
  const page = html === undefined || html === '' ? {} : { custom_login_page: html };
  return answer(api.clients.update(id, { custom_login_page_on: enabled ?? false, ...page }));
}
