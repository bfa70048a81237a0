import { crud } from '../../catalog/endpoints.ts';
import type { ResourceType } from '../../catalog/resource-type.ts';
import type { Rule, Test } from '../../catalog/rule.ts';

/** What every request fits. */
const everybody: readonly Test[] = [
  { path: 'rule.match_all', is: [true] },
  { path: 'rule.match.ipv4_cidrs[]', is: ['0.0.0.0/0'] },
  { path: 'rule.match.ipv6_cidrs[]', is: ['::/0'] },
];

/** Which requests get through to the tenant. No two have the same priority, and it is the only thing that tells them apart. */
export const networkACLs: ResourceType = {
  name: 'networkACLs',
  identity: { keys: ['priority'], id: 'id' },
  scopes: 'network_acls',
  requiredOnCreate: ['description', 'active', 'rule'],
  endpoints: crud((api) => api.networkAcls),
  readOnly: ['id', 'tenant_id', 'created_at', 'updated_at', 'deleted_at'],
  sets: {
    'rule.match.*': true,
    'rule.not_match.*': true,
    'rule.*.http_message_signature.keys': true,
  },
  exclusive: [
    {
      sides: [
        ['rule.action.block'],
        ['rule.action.allow'],
        ['rule.action.log'],
        ['rule.action.redirect', 'rule.action.redirect_uri'],
      ],
    },
    { sides: [['rule.match', 'rule.not_match'], ['rule.match_all']] },
  ],
  rules: [
    {
      when: [{ path: 'rule.*.auth0_managed[]', not: ['auth0.low_reputation', 'auth0.icloud_relay_proxy'] }],
      says: 'this is no list that Auth0 keeps',
      hint: 'name auth0.low_reputation or auth0.icloud_relay_proxy',
    },
    ...everybody.map((condition): Rule => ({
      when: [{ path: 'rule.action.block', is: [true] }, { path: 'active', not: [false] }, condition],
      says: 'it blocks everybody: nobody can log in, and tenantry may be shut out as well',
      hint: 'name in match whom it is meant for, or leave it at active: false',
      severity: 'warning',
    })),
    {
      when: [{ path: 'rule.action.redirect' }, { path: 'rule.action.redirect_uri', absent: true }],
      says: 'redirect needs a redirect_uri',
      hint: 'add redirect_uri',
    },
  ],
  references: {
    'rule.*.http_message_signature.keys[].id': {
      to: 'networkACLKeys',
      by: 'id',
      isRequired: true,
      keeps: true,
    },
  },
};
