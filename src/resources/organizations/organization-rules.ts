import type { Semantics } from '../../catalog/rule.ts';

/** What a connection has to be like for an organization. */
export const connectionRules: Semantics = {
  limits: [{ most: 10 }],
  rules: [
    {
      when: [
        { path: 'is_signup_enabled', is: [true] },
        { path: 'assign_membership_on_login', is: [false] },
      ],
      says: 'is_signup_enabled needs assign_membership_on_login',
      hint: 'set assign_membership_on_login: true, or take it out',
    },
  ],
  targetRules: [
    {
      of: 'connection_id',
      where: { path: 'is_signup_enabled', is: [true] },
      when: [{ path: 'strategy', not: ['auth0'] }],
      says: 'is_signup_enabled is for database connections only',
      hint: 'take is_signup_enabled out',
    },
  ],
};

/** What a grant has to be like for an organization. */
export const grantRules: Semantics = {
  limits: [{ most: 100 }],
  targetRules: [
    {
      of: 'grant_id',
      when: [{ path: 'organization_usage', none: ['allow', 'require'] }],
      says: 'this grant does not allow organizations',
      hint: 'set organization_usage: allow or require for the grant',
    },
  ],
};
