import type { Rule, Semantics } from '../../catalog/rule.ts';

const thirdParty = (path: string): Rule => ({
  when: [{ path }, { path: 'is_first_party', is: [false] }],
  says: `a third-party client cannot have ${path}`,
  hint: `take ${path} out, or set is_first_party: true`,
});

const notForApis = (path: string): Rule => ({
  when: [{ path }, { path: 'app_type', is: ['resource_server'] }],
  says: `a client of the type resource_server cannot have ${path}`,
  hint: `take ${path} out`,
});

/** What the fields of an application have to do with each other. */
export const clientRules: Semantics = {
  limits: [{ at: 'client_metadata.*', most: 255 }],
  rules: [
    {
      when: [{ path: 'external_client_id', unlike: /^https:\/\// }],
      says: 'external_client_id is the https URL of a metadata document',
      hint: 'write the URL',
    },
    {
      when: [{ path: 'jwt_configuration.alg', not: ['RS256'] }, { path: 'client_authentication_methods' }],
      says: 'client_authentication_methods needs jwt_configuration.alg RS256',
      hint: 'set it to RS256',
    },
    {
      // A new client has HS256, but for those of third parties and those that a document describes.
      when: [
        { path: 'client_authentication_methods' },
        { path: 'jwt_configuration.alg', absent: true },
        { path: 'is_first_party', none: [false] },
        { path: 'external_client_id', absent: true },
      ],
      says: 'client_authentication_methods needs jwt_configuration.alg RS256, and a new client has another one',
      hint: 'set it to RS256',
      offline: 'nothing',
    },
    thirdParty('organization_usage'),
    thirdParty('organization_require_behavior'),
    notForApis('oidc_logout'),
    {
      when: [
        { path: 'organization_require_behavior', is: ['post_login_prompt'] },
        { path: 'oidc_conformant', is: [false] },
      ],
      says: 'post_login_prompt works for OIDC conformant clients only',
      hint: 'set oidc_conformant: true, or choose another behavior',
      severity: 'warning',
    },
    {
      when: [
        { path: 'grant_types[]', is: ['client_credentials'] },
        { path: 'token_endpoint_auth_method', is: ['none'] },
      ],
      says: 'a client without authentication gets no tokens by client_credentials',
      hint: 'take the grant type out, or choose another token_endpoint_auth_method',
      severity: 'warning',
    },
  ],
  unique: [{ path: 'client_aliases[]' }],
  orders: [
    {
      low: 'refresh_token.idle_token_lifetime',
      high: 'refresh_token.token_lifetime',
      unless: { path: 'refresh_token.infinite_token_lifetime', is: [true] },
      severity: 'warning',
    },
  ],
  members: [
    { path: 'refresh_token.policies[].scope[]', of: 'refresh_token.policies[].audience', in: 'scopes[].value' },
  ],
};
