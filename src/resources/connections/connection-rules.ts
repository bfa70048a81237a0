import { paths } from '../../catalog/resource-type.ts';
import type { Rule, Semantics } from '../../catalog/rule.ts';

const oidcOnly = (path: string): Rule => ({
  when: [{ path }, { path: 'strategy', not: ['oidc', 'okta'] }],
  says: `${path} is for connections of the strategies oidc and okta`,
  hint: 'take it out',
});

/** What the fields of a connection have to do with each other. */
export const connectionRules: Semantics = {
  limits: [{ at: 'metadata.*', most: 255 }],
  rules: [
    ...paths(`
      options.token_endpoint_auth_signing_alg options.id_token_signed_response_algs
      options.token_endpoint_jwtca_aud_format options.id_token_session_expiry_supported
    `).map(oidcOnly),
    {
      when: [
        { path: 'options.ext_groups_extended', is: [true] },
        { path: 'options.ext_groups', is: [false] },
      ],
      says: 'options.ext_groups_extended needs options.ext_groups',
      hint: 'set options.ext_groups: true, or take it out',
    },
  ],
};
