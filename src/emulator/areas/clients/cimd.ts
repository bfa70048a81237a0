import { type Body, textOf } from '../../body.ts';
import type { Write } from '../../collection.ts';
import { badRequest } from '../../errors.ts';
import { type Answer, type Call, type Route, ok, operation } from '../../route.ts';

const PATCHABLE = [
  'description',
  'app_type',
  'allowed_origins',
  'web_origins',
  'grant_types',
  'oidc_conformant',
  'organization_discovery_methods',
  'client_metadata',
  'default_organization',
  'require_proof_of_possession',
  'token_quota',
  'skip_non_verifiable_callback_uri_confirmation_prompt',
  'jwt_configuration',
  'refresh_token',
];

/** What a client's own document says cannot be changed here. */
export function refuseDocumentFields({ sent, before }: Write): void {
  if (before?.['external_client_id'] === undefined) return;
  const extra = Object.keys(sent).find((field) => !PATCHABLE.includes(field));
  if (extra !== undefined) throw badRequest(`${extra} of this client comes from its metadata document.`);
}

/** Registers clients by the address of their metadata document; the same address again is the same client. */
export const cimdRoutes = (create: (document: Body, call: Call) => Body): Route[] => [
  operation('POST /clients/cimd/register', 'create:clients update:clients', (call) => register(create, call), {
    body: 'RegisterCimdClientRequestContent',
  }),
  operation('POST /clients/cimd/preview', 'create:clients update:clients', preview, {
    body: 'RegisterCimdClientRequestContent',
  }),
];

function register(create: (document: Body, call: Call) => Body, call: Call): Answer {
  const address = textOf(call.body['external_client_id']);
  const document = documentAt(address);
  const known = call.store.find('clients', (client) => client['external_client_id'] === address);
  const { client_id = '' } = known ?? create(document, call);
  const validation = { valid: true, violations: [], warnings: [] };
  return ok({ client_id, mapped_fields: document, validation });
}

/** What registering would take from a document, and the client that is registered by it. */
function preview(call: Call): Answer {
  const address = textOf(call.body['external_client_id']);
  const known = call.store.find('clients', (client) => client['external_client_id'] === address);
  const found = { mapped_fields: documentAt(address), validation: { valid: true, violations: [], warnings: [] } };
  return ok(known === undefined ? found : { client_id: known['client_id'] ?? '', ...found });
}

/** The emulator asks nobody for a document: every address has one, named by the last part of its path. */
function documentAt(address: string): Body {
  if (!URL.canParse(address) || !address.startsWith('https://'))
    throw badRequest('external_client_id must be an https URL.');
  const url = new URL(address);
  const name = url.pathname.split('/').findLast((part) => part !== '') ?? url.hostname;
  return {
    external_client_id: address,
    name: decodeURIComponent(name),
    callbacks: [`${url.origin}/callback`],
    grant_types: ['authorization_code'],
    token_endpoint_auth_method: 'none',
  };
}
