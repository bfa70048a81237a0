import { idForm } from '../ids.ts';
import { createHash } from 'node:crypto';
import type { Area } from '../area.ts';
import { type Body, bodiesOf, bodyOf, textOf, textsOf, valuesAt } from '../body.ts';
import type { Collection, Write } from '../collection.ts';
import { refuse } from '../errors.ts';
import { same } from '../filters.ts';
import type { Call } from '../route.ts';
import { type Constraints, between, text } from '../schema.ts';
import { tenantName } from '../tenant-name.ts';

/** Lists that Auth0 keeps. */
const CURATED = ['auth0.low_reputation', 'auth0.icloud_relay_proxy'];
const ACTIONS = ['block', 'allow', 'log', 'redirect'];

/** No second ACL gets a priority that is taken; a rule does one thing, to all requests or to those that its conditions name. */
export function aclBeforeStore(acl: Body, { call, before }: Write): Body {
  const isTaken = call.store.some('network_acls', ({ priority }) => priority === acl['priority']);
  if (before === undefined && isTaken) throw refuse('network-acls.priority-taken');
  const { action, match, not_match: notMatch, match_all: matchAll } = bodyOf(acl['rule']);
  const lists = [match, notMatch].flatMap((conditions) => textsOf(bodyOf(conditions)['auth0_managed']));
  const unknown = lists.filter((list) => !CURATED.includes(list));
  if (unknown.length > 0) {
    const names = `Invalid curated list name(s): ${unknown.join(', ')}.`;
    throw refuse('network-acls.unknown-list', { names, allowed: CURATED.join(', ') });
  }
  const chosen = ACTIONS.filter((name) => bodyOf(action)[name] !== undefined);
  if (chosen.length !== 1) throw refuse('network-acls.actions');
  const hasTarget = bodyOf(action)['redirect_uri'] !== undefined;
  if (hasTarget !== chosen.includes('redirect')) throw refuse('network-acls.redirect-without-uri');
  const hasConditions = match !== undefined || notMatch !== undefined;
  if (hasConditions === (matchAll === true)) throw refuse('network-acls.conditions');
  const known = (key: Body): boolean => call.store.get('network_acl_keys', textOf(key['id'])) !== undefined;
  if (!keysOf(acl).every(known)) throw refuse('network-acls.unknown-key');
  return acl;
}

/** Reads tell the tenant and that nothing is deleted; the answers to writes do not. */
const revealAcl = (acl: Body, { method, domain }: Call): Body =>
  method === 'GET' ? { tenant_id: tenantName(domain), ...acl, deleted_at: null } : acl;

/** The value is 32 to 512 bytes as Base64; a fingerprint of it is all that is seen. */
export function aclKeyBeforeStore(key: Body): Body {
  const value = Buffer.from(textOf(key['value']), 'base64');
  if (value.length < 32 || value.length > 512) throw refuse('network-acl-keys.length');
  return { ...key, fingerprint: createHash('sha256').update(value).digest('hex') };
}

/** A key that a rule names cannot be deleted. */
export function aclKeyBeforeDelete({ id }: Body, { store }: Call): void {
  const isUsed = store.some('network_acls', (acl) => keysOf(acl).some((key) => key['id'] === id));
  if (isUsed) throw refuse('network-acl-keys.in-use');
}

const keysOf = (acl: Body): Body[] => valuesAt(acl['rule'], 'keys').flatMap((keys) => bodiesOf(keys));

/** A policy for one client names it by its id. */
export function rateLimitPolicyBeforeStore(policy: Body, { call }: Write): Body {
  const [type, client = ''] = textOf(policy['consumer_selector']).split(':');
  const isUnknown = type === 'client_id' && call.store.get('clients', client) === undefined;
  if (isUnknown) throw refuse('rate-limit-policies.unknown-client', { client });
  return policy;
}

const acls: Collection = {
  name: 'network_acls',
  path: '/network-acls',
  id: ['id', idForm('networkAcl', 'acl_', 22)],
  stem: 'network_acls',
  noun: 'network-acl',
  malformed: "Network ACL id is not a valid ACL ID in the form 'acl_XXXXXXXXXXXXXXXXXXXXXX'",
  create: 'CreateNetworkAclRequestContent',
  update: 'UpdateNetworkAclRequestContent',
  put: 'SetNetworkAclRequestContent',
  list: { key: 'network_acls', paging: 'offset' },
  stamped: true,
  defaults: { priority: 50 },
  statuses: { remove: 200 },
  removed: () => ({ code: 204, object: '' }),
  beforeStore: aclBeforeStore,
  reveal: revealAcl,
};

const aclKeys: Collection = {
  name: 'network_acl_keys',
  path: '/keys/network-acls',
  id: ['id', idForm('networkAclKey', 'key_', 22)],
  stem: 'network_acl_keys',
  noun: 'network-acl-key',
  create: 'CreateKeysNetworkAclsRequestContent',
  list: { key: 'keys', paging: 'named' },
  unique: [['name'], 'network-acl-keys.name-taken'],
  limit: 10,
  stamped: true,
  writeOnly: ['value'],
  beforeStore: aclKeyBeforeStore,
  beforeDelete: aclKeyBeforeDelete,
};

const rateLimitPolicies: Collection = {
  name: 'rate_limit_policies',
  path: '/rate-limit-policies',
  id: ['id', idForm('rateLimitPolicy', 'rlp_', 22)],
  stem: 'rate_limit_policies',
  noun: 'rate-limit-policy',
  create: 'CreateRateLimitPolicyRequestContent',
  update: 'PatchRateLimitPolicyRequestContent',
  list: {
    key: 'rate_limit_policies',
    paging: 'checkpoint',
    filters: {
      resource: same('resource'),
      consumer: same('consumer'),
      consumer_selector: same('consumer_selector'),
    },
  },
  unique: [['resource', 'consumer', 'consumer_selector'], 'rate-limit-policies.exists'],
  stamped: true,
  beforeStore: rateLimitPolicyBeforeStore,
};

const curated = { properties: { auth0_managed: { uniqueItems: true } } };

const acl = { description: { maxLength: 255 }, priority: between(1, 100) };

const constraints: Constraints = {
  CreateKeysNetworkAclsRequestContent: { properties: { name: text(1, 255), value: { maxLength: 1024 } } },
  CreateNetworkAclRequestContent: { properties: acl },
  NetworkAclMatch: curated,
  SetNetworkAclRequestContent: { properties: acl },
  UpdateNetworkAclRequestContent: { properties: acl },
};

/** Which requests get through, and how many. */
export const networkArea: Area = {
  collections: [acls, aclKeys, rateLimitPolicies],
  constraints,
};
