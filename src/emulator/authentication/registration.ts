import { clientBeforeStore, CLIENT_ID, THIRD_PARTY_ID } from '../areas/clients/clients.ts';
import { bodyOf, textOf, textsOf, type Body } from '../body.ts';
import type { Call, Tenant } from '../route.ts';
import type { Endpoint } from './endpoint.ts';
import { deny } from './refusals.ts';

/** What a client that registers itself may use; of other grants it asks for in vain. */
const STRICT_GRANTS = ['authorization_code', 'refresh_token'];
const AUTHENTICATIONS = ['none', 'client_secret_post', 'client_secret_basic'];

/**
 * `POST /oidc/register`: whoever asks gets a third-party client, where the tenant's `enable_dynamic_client_registration` is on. What it may
 * ask of APIs are the grants that are the default for such clients. Source: Auth0's documentation of dynamic client registration.
 */
export const registration: Endpoint = {
  on: 'POST /oidc/register',
  origins: 'all',
  answer({ form, tenant }) {
    const settings = tenant.store.get('settings', 'tenant') ?? {};
    if (bodyOf(settings['flags'])['enable_dynamic_client_registration'] !== true) throw deny('registrationOff');
    const wanted = wantedOf(form);
    const isPermissive = settings['dynamic_client_registration_security_mode'] === 'permissive';
    const client = tenant.store.atomically(() => registered(wanted, isPermissive, tenant));
    return Response.json(answerOf(client), { status: 201, headers: { 'cache-control': 'no-store' } });
  },
};

/** A client's fields by the names of the standard, as those of the Management API. Refuses what cannot be a client. */
function wantedOf(form: Body): Body {
  const { client_name: name, redirect_uris: addresses, grant_types: grants, logo_uri: logo } = form;
  const callbacks = textsOf(addresses);
  if (callbacks.length === 0 || !Array.isArray(addresses) || callbacks.length !== addresses.length)
    throw deny('registrationWithoutCallbacks');
  const wrong = callbacks.find((address) => !URL.canParse(address) || new URL(address).hash !== '');
  if (wrong !== undefined) throw deny('registrationCallback', { address: wrong });
  const authentication = form['token_endpoint_auth_method'] ?? 'client_secret_post';
  if (!AUTHENTICATIONS.includes(textOf(authentication)))
    throw deny('registrationAuthentication', { method: textOf(authentication) });
  return {
    name: textOf(name) === '' ? (callbacks[0] ?? '') : textOf(name),
    callbacks,
    token_endpoint_auth_method: authentication,
    ...(grants === undefined ? {} : { grant_types: textsOf(grants) }),
    ...(textOf(logo) === '' ? {} : { logo_uri: textOf(logo) }),
  };
}

/** In permissive mode a client is as those were that registered themselves before there was a strict one. */
function registered(wanted: Body, isPermissive: boolean, tenant: Tenant): Body {
  const id = tenant.store.newId(isPermissive ? CLIENT_ID : THIRD_PARTY_ID);
  const asked = wanted['grant_types'] === undefined ? ['authorization_code'] : textsOf(wanted['grant_types']);
  const allowed = asked.filter((grant) => isPermissive || STRICT_GRANTS.includes(grant));
  const isPublic = wanted['token_endpoint_auth_method'] === 'none';
  const body: Body = {
    client_id: id,
    ...wanted,
    is_first_party: false,
    third_party_security_mode: isPermissive ? 'permissive' : 'strict',
    grant_types: allowed.length === 0 ? ['authorization_code'] : allowed,
    ...(isPublic && !isPermissive ? { refresh_token: ROTATING } : {}),
  };
  const call: Call = { ...tenant, method: 'POST', params: {}, query: {}, body, payload: body, scopes: new Set() };
  return tenant.store.put('clients', id, clientBeforeStore(body, { call, sent: body, before: undefined }));
}

/** Refresh tokens of a client without a secret rotate unless somebody says otherwise. */
const ROTATING: Body = {
  rotation_type: 'rotating',
  expiration_type: 'expiring',
  leeway: 0,
  token_lifetime: 2_592_000,
  infinite_token_lifetime: false,
  idle_token_lifetime: 1_296_000,
  infinite_idle_token_lifetime: false,
};

/** What the client is told: by the names of the standard, and no secret that it has no use for. */
function answerOf(client: Body): Body {
  const authentication = client['token_endpoint_auth_method'] ?? 'client_secret_post';
  return {
    client_id: client['client_id'] ?? '',
    client_name: client['name'] ?? '',
    ...(authentication === 'none' ? {} : { client_secret: client['client_secret'] ?? '' }),
    client_secret_expires_at: 0,
    redirect_uris: client['callbacks'] ?? [],
    grant_types: client['grant_types'] ?? [],
    response_types: ['code'],
    token_endpoint_auth_method: authentication,
    ...(client['logo_uri'] === undefined ? {} : { logo_uri: client['logo_uri'] }),
  };
}
