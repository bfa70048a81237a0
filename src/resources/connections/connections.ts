import { paths } from '../../catalog/resource-type.ts';
import type { ResourceType } from '../../catalog/resource-type.ts';
import { isBody, isEmpty, omit } from '../../model/json.ts';
import type { Body, Json } from '../../model/json.ts';
import { connectionTraits, enabledClients, endpoints, withoutOwnRealm } from './any-strategy.ts';
import { connectionRules } from './connection-rules.ts';
import { directoryProvisioning, scimConfiguration } from './provisioning.ts';

/** Connections of every other strategy. */
export const connections: ResourceType = {
  ...connectionTraits,
  name: 'connections',
  takesAlong: 'the users who log in with it',
  requiredOnCreate: ['strategy'],
  endpoints: endpoints({}, (row) => row['strategy'] !== 'auth0'),
  children: [enabledClients, scimConfiguration, directoryProvisioning],
  sets: { 'options.scope': true, 'options.domain_aliases': true, 'options.non_persistent_attrs': true },
  sensitive: paths(`
    options.client_secret options.app_secret options.twilio_token options.gateway_authentication.secret
    options.admin_access_token options.admin_refresh_token options.signing_key options.signingKey.*
    options.decryptionKey options.decryptionKey.*
  `),
  notSecret: ['options.signingKey.cert', 'options.decryptionKey.cert'],
  ...connectionRules,
  references: { 'options.idpinitiated.client_id': { to: 'clients', by: 'id' } },
  code: { 'options.scripts.*': 'optional' },
  files: { 'options.email.body': { type: 'text', folder: 'connections' } },
  // The template of a SAML request.
  ownMarks: {
    'options.requestTemplate': paths(
      'AssertServiceURLAndDestination AssertionConsumerServiceURL AuthnContext Connection Destination ID Issuer IssueInstant ProtocolBinding ProviderName ForceAuthn NameIDFormat RequestedAuthnContext',
    ),
  },
  hooks: {
    // SAML certificates are sent as base64 of their PEM text in `signingCert` and come back as PEM in `cert`.
    fromApi: (live) => withCertificates(live, decodePem),
    fromFile: (desired) => withCertificates(withoutDiscovered(desired), decodePem),
    toFile: withoutOwnRealm,
    toApi: (request) => withCertificates(request, encodePem),
    // What Auth0 read at one provider is nothing to say of another.
    toUpdate: withoutFormerProvider,
  },
};

/** Options that name a provider, and those that Auth0 reads at it. */
const PROVIDER = ['discovery_url', 'domain'];
const PUBLISHED = paths('oidc_metadata authorization_endpoint issuer jwks_uri token_endpoint userinfo_endpoint');

function withoutFormerProvider(request: Body, desired: Body, live: Body): Body {
  const [sent, declared, known] = [request['options'], desired['options'], live['options']];
  if (!isBody(sent) || !isBody(declared) || !isBody(known)) return request;
  const isOther = PROVIDER.some((name) => Object.hasOwn(declared, name) && declared[name] !== known[name]);
  const stale = PUBLISHED.filter((name) => !Object.hasOwn(declared, name));
  return isOther ? { ...request, options: omit(sent, stale) } : request;
}

/** Auth0 fills in the endpoints that a discovery document names: null in their place says nothing. */
function withoutDiscovered(body: Body): Body {
  const { options } = body;
  if (!isBody(options) || isEmpty(options['discovery_url'])) return body;
  const kept = Object.entries(options).filter(([field, value]) => value !== null || !field.endsWith('_endpoint'));
  return { ...body, options: Object.fromEntries(kept) };
}

/** What Auth0 reads out of the certificate. */
const DERIVED = ['expires', 'subject', 'thumbprints'];

function withCertificates(body: Body, convert: (pem: Json) => Json): Body {
  const { options } = body;
  if (!isBody(options)) return body;
  const { strategy } = body;
  const isSaml = strategy === 'samlp' || strategy === 'pingfederate';
  const fields = Object.entries(options).flatMap(([field, value]): [string, Json][] => {
    if (isSaml && DERIVED.includes(field)) return [];
    if (field === 'cert' && isSaml) return [['signingCert', convert(value)]];
    return [[field, field === 'cert' || field === 'signingCert' ? convert(value) : value]];
  });
  return { ...body, options: Object.fromEntries(fields) };
}

function decodePem(value: Json): Json {
  const decoded = typeof value === 'string' ? Buffer.from(value, 'base64').toString('utf8') : '';
  return decoded.startsWith('-----BEGIN') ? decoded : value;
}

function encodePem(value: Json): Json {
  return typeof value === 'string' && value.startsWith('-----BEGIN') ? Buffer.from(value).toString('base64') : value;
}
