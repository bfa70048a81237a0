import { shownUser } from './authentication/users.ts';
import { bodyOf, omit, pick, textOf, textsOf, type Body, type Json } from './body.ts';
import type { Tenant } from './route.ts';
import { regionOf, tenantName } from './tenant-name.ts';

/** A login whose actions are to run. */
export interface UserLogin {
  readonly request: Request;
  /** The parameters of the request that runs them. */
  readonly form: Body;
  /** Those that the login began with. */
  readonly parameters: Body;
  readonly client: Body;
  readonly user: Body;
  readonly roles: readonly string[];
  /** May be empty. */
  readonly audience: string;
  readonly organizationId: string;
  readonly scopes: readonly string[];
  readonly sessionId: string;
  /** In seconds since the epoch. */
  readonly authTime: number;
  /** `oidc-basic-profile`, `oauth2-device-code` or `oauth2-refresh-token`. */
  readonly protocol: string;
}

/** The event of `post-login`. Source: Auth0's reference of Actions. */
export function loginEvent(login: UserLogin, tenant: Tenant): Body {
  const { client, user, roles, audience, sessionId, authTime, protocol } = login;
  const { store, domain } = tenant;
  const connection = store.find('connections', ({ name }) => name === user['_connection']);
  const organization = store.get('organizations', login.organizationId);
  const at = new Date(authTime * 1000).toISOString();
  const region = regionOf(domain);
  return {
    authentication: { methods: [{ name: 'pwd', timestamp: at }] },
    authorization: { roles: [...roles] },
    client: { ...pick(client, ['client_id', 'name']), metadata: bodyOf(client['client_metadata']) },
    connection: {
      id: textOf(connection?.['id']),
      name: textOf(connection?.['name'] ?? user['_connection']),
      strategy: textOf(connection?.['strategy']) || 'auth0',
      metadata: bodyOf(connection?.['metadata']),
    },
    ...(organization === undefined ? {} : { organization: organizationIn(organization) }),
    request: requestIn(login),
    ...(audience === '' ? {} : { resource_server: { identifier: audience } }),
    session: { id: sessionId, authenticated_at: at, user_id: textOf(user['user_id']) },
    stats: { logins_count: Number(user['logins_count'] ?? 0) + (protocol === 'oauth2-refresh-token' ? 0 : 1) },
    tenant: { id: tenantName(domain), ...(region === undefined ? {} : { region }) },
    transaction: transactionIn(login),
    user: {
      app_metadata: {},
      user_metadata: {},
      identities: [],
      multifactor: [],
      enrolledFactors: [],
      ...shownUser(user),
    },
  };
}

const organizationIn = (organization: Body): Body => ({
  ...pick(organization, ['id', 'name', 'display_name']),
  metadata: bodyOf(organization['metadata']),
});

function requestIn({ request, form, parameters }: UserLogin): Body {
  const language = request.headers.get('accept-language');
  const userAgent = request.headers.get('user-agent');
  return {
    body: request.method === 'POST' ? omit(form, ['client_secret', 'client_assertion', 'refresh_token']) : {},
    geoip: {},
    hostname: new URL(request.url).hostname,
    ip: '127.0.0.1',
    ...(language === null ? {} : { language }),
    method: request.method,
    query: parameters,
    ...(userAgent === null ? {} : { user_agent: userAgent }),
  };
}

function transactionIn({ parameters, scopes, protocol }: UserLogin): Body {
  const words = (name: string): Json[] => textsOf(textOf(parameters[name]).split(' ')).filter((word) => word !== '');
  return {
    acr_values: words('acr_values'),
    locale: textOf(words('ui_locales')[0]) || 'en',
    prompt: words('prompt'),
    protocol,
    requested_scopes: words('scope').length === 0 ? [...scopes] : words('scope'),
    response_type: words('response_type'),
    ui_locales: words('ui_locales'),
    ...pick(parameters, ['login_hint', 'redirect_uri', 'response_mode', 'state']),
    metadata: {},
  };
}
