import { list, long } from './row.ts';
import type { Row } from './row.ts';

/** What is wrong with connections and organizations. */
export const connections: Row[] = [
  ...[true, false].map((now): Row => [
    `an email that was ${now ? 'shared' : 'unique'} before`,
    `databases: [{ name: a, email_was_${now ? 'shared' : 'unique'}: true, options: { attributes: { email: { unique: «${String(now)} }, username: { identifier: { active: true } } } } }]`,
    `error options.attributes.email.unique stays ${String(!now)}: it cannot change any more`,
  ]),
  // Connections
  [
    'attributes beside what they replace',
    'databases: [{ name: a, options: { requires_username: «true, attributes: { email: { identifier: { active: true } } } } }]',
    'error options.requires_username and options.attributes exclude each other',
  ],
  [
    'validation beside attributes',
    'databases: [{ name: a, options: { validation: «{ username: { min: 1, max: 2 } }, attributes: { email: { identifier: { active: true } } } } }]',
    'error options.validation and options.attributes exclude each other',
  ],
  [
    'old and new rules for passwords',
    'databases: [{ name: a, options: { passwordPolicy: «good, password_options: { history: { active: true, size: 3 } } } }]',
    'warning options.passwordPolicy and options.password_options exclude each other',
  ],
  [
    'an identifier that is not unique',
    'databases: [{ name: a, options: { attributes: { email: { unique: false, identifier: { active: «true } } } } }]',
    'error an email that is not unique cannot be an identifier',
  ],
  [
    'no identifier',
    'databases: [{ name: a, options: { attributes: «{ email: { identifier: { active: false } } } } }]',
    'warning none of the attributes is an identifier, and a new connection needs one',
  ],
  [
    'a sign-up that is blocked and required',
    'databases: [{ name: a, options: { authentication_methods: { password: { signup_behavior: «block, api_behavior: required } } } }]',
    'error signup_behavior block needs api_behavior optional',
  ],
  [
    'three of four of two',
    'databases: [{ name: a, options: { password_options: { complexity: { character_type_rule: «three_of_four, character_types: [lowercase, number] } } } }]',
    'error three_of_four needs all four character_types',
  ],
  [
    'usernames with a minimum above their maximum',
    'databases: [{ name: a, options: { validation: { username: { min: «9, max: 5 } } } }]',
    'error options.validation.username.min is 9, which is more than options.validation.username.max, 5',
  ],
  [
    'the same of an attribute',
    'databases: [{ name: a, options: { attributes: { username: { identifier: { active: true }, validation: { min_length: «9, max_length: 5 } } } } }]',
    'error options.attributes.username.validation.min_length is 9, which is more than options.attributes.username.validation.max_length, 5',
  ],
  [
    'many blocked fields',
    `databases: [{ name: a, options: { password_options: { profile_data: { active: true, blocked_fields: «[${list(13, (n) => `f${n}`)}] } } } }]`,
    'error options.password_options.profile_data.blocked_fields: Auth0 takes at most 12, and these are 13',
  ],
  [
    'metadata of a connection',
    `connections: [{ name: a, strategy: oidc, metadata: { note: «${long} } }]`,
    'error metadata.note can have at most 255 characters, and has 256',
  ],
  [
    'metadata of a database',
    `databases: [{ name: a, metadata: { note: «${long} } }]`,
    'error metadata.note can have at most 255 characters, and has 256',
  ],
  [
    'an algorithm of OIDC',
    'connections: [{ name: a, strategy: samlp, options: { token_endpoint_auth_signing_alg: «RS256 } }]',
    'error options.token_endpoint_auth_signing_alg is for connections of the strategies oidc and okta',
  ],
  [
    'algorithms of OIDC',
    'connections: [{ name: a, strategy: samlp, options: { id_token_signed_response_algs: «[RS256] } }]',
    'error options.id_token_signed_response_algs is for connections of the strategies oidc and okta',
  ],
  [
    'an audience of OIDC',
    'connections: [{ name: a, strategy: samlp, options: { token_endpoint_jwtca_aud_format: «issuer } }]',
    'error options.token_endpoint_jwtca_aud_format is for connections of the strategies oidc and okta',
  ],
  [
    'an expiry of OIDC',
    'connections: [{ name: a, strategy: samlp, options: { id_token_session_expiry_supported: «true } }]',
    'error options.id_token_session_expiry_supported is for connections of the strategies oidc and okta',
  ],
  [
    'more about groups, without groups',
    'connections: [{ name: a, strategy: google-apps, options: { ext_groups: false, ext_groups_extended: «true } }]',
    'error options.ext_groups_extended needs options.ext_groups',
  ],

  // Organizations
  [
    'many connections',
    `organizations: [{ name: o, connections: [${list(10, (n) => `{ name: c${n} }`)}, «{ name: last }] }, { name: p, connections: [{ name: c1 }] }]`,
    'error organizations.connections: Auth0 takes at most 10, and these are 11',
  ],
  [
    'many grants',
    `organizations: [{ name: o, client_grants: [${list(100, (n) => `{ client_id: c${n} }`)}, «{ client_id: last }] }]`,
    'error organizations.client_grants: Auth0 takes at most 100, and these are 101',
  ],
  [
    'many discovery domains',
    `organizations: [{ name: o, discovery_domains: [${list(100, (n) => `{ domain: d${n}.example }`)}, «{ domain: last.example }] }]`,
    'error organizations.discovery_domains: Auth0 takes at most 100, and these are 101',
  ],
  [
    'many clients',
    `organizations: [{ name: o, clients: [${list(100, (n) => `{ client_id: c${n} }`)}, «{ client_id: last }] }]`,
    'error organizations.clients: Auth0 takes at most 100, and these are 101',
  ],
  [
    'sign-up without membership',
    'organizations: [{ name: o, connections: [{ name: c, is_signup_enabled: «true, assign_membership_on_login: false }] }]',
    'error is_signup_enabled needs assign_membership_on_login',
  ],
  [
    'metadata of an organization',
    `organizations: [{ name: o, metadata: { note: «${long} } }]`,
    'error metadata.note can have at most 255 characters, and has 256',
  ],
];
