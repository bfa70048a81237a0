import type { Constraints, Nullables } from '../../schema.ts';

/** The API takes one more way to bind a device than the SDK's type has. */
export const replacements: Constraints = {
  ClientSessionTransferDelegationDeviceBindingEnum: { enum: ['ip', 'asn'] },
};

/** Fields that PATCH takes null for, although the SDK's type does not have it. */
export const nullables: Nullables = {
  UpdateClientRequestContent: [
    'addons',
    'signed_request_object',
    'token_vault_privileged_access',
    'oidc_backchannel_logout',
  ],
};
