import { type Constraints, atLeastOne, between, metadata, refused, text } from '../../schema.ts';

const clientName = { minLength: 1, pattern: '^[^<>]+$' };

const clientTexts = { par_request_expiry: { minimum: 10, maximum: 600 } };

const oneMethod = { maxProperties: 1 };

/** What the API checks of clients beyond the SDK's types. */
export const constraints: Constraints = {
  ClientRefreshTokenConfiguration: {
    properties: {
      leeway: between(0, 1e9),
      token_lifetime: between(1, 157_788_000),
      idle_token_lifetime: between(1, 1e9),
    },
  },
  TokenQuotaClientCredentials: {
    ...atLeastOne,
    properties: { per_day: between(1, 2 ** 31 - 1), per_hour: between(1, 2 ** 31 - 1) },
  },
  CreateClientRequestContent: {
    properties: {
      name: clientName,
      client_authentication_methods: oneMethod,
      client_metadata: metadata,
      description: { maxLength: 140 },
      ...clientTexts,
    },
  },
  PatchClientCredentialRequestContent: atLeastOne,
  PostClientCredentialRequestContent: {
    properties: { name: { maxLength: 128 }, kid: { pattern: '^[0-9a-zA-Z_-]{10,64}$' }, subject_dn: text(1, 256) },
  },
  RegisterCimdClientRequestContent: { properties: { external_client_id: text(1, 120) } },
  UpdateClientRequestContent: {
    ...atLeastOne,
    properties: {
      ...refused('resource_server_identifier'),
      name: clientName,
      description: { maxLength: 140 },
      ...clientTexts,
      client_authentication_methods: oneMethod,
      client_metadata: metadata,
      jwt_configuration: { properties: refused('secret_encoded') },
    },
  },
};

/** The API takes one more way to bind a device than the SDK's type has. */
export const replacements: Constraints = {
  ClientSessionTransferDelegationDeviceBindingEnum: { enum: ['ip', 'asn'] },
};

/** Fields that PATCH takes null for, although the SDK's type does not have it. */
export const nullables = {
  UpdateClientRequestContent: [
    'addons',
    'signed_request_object',
    'token_vault_privileged_access',
    'oidc_backchannel_logout',
  ],
};
