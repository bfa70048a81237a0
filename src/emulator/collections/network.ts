import type { Collection } from '../collection.ts';
import { leaveAclKey, settleAcl, settleAclKey, settleRateLimitPolicy } from '../quirks/network.ts';
import { same } from './filters.ts';

/** Which requests get through, and how many. */
export const network: readonly Collection[] = [
  {
    name: 'network_acls',
    path: '/network-acls',
    id: ['id', 'networkAcl'],
    stem: 'network_acls',
    noun: 'Network ACL',
    create: 'CreateNetworkAclRequestContent',
    update: 'UpdateNetworkAclRequestContent',
    list: { key: 'network_acls', paging: 'offset' },
    stamped: true,
    defaults: { priority: 50 },
    silentCreate: true,
    settle: settleAcl,
  },
  {
    name: 'network_acl_keys',
    path: '/keys/network-acls',
    id: ['id', 'networkAclKey'],
    stem: 'network_acl_keys',
    noun: 'Network ACL key',
    create: 'CreateKeysNetworkAclsRequestContent',
    list: { key: 'keys', paging: 'named' },
    unique: [['name'], 'A Network ACL key with this name already exists.'],
    limit: 10,
    stamped: true,
    writeOnly: ['value'],
    settle: settleAclKey,
    leave: leaveAclKey,
  },
  {
    name: 'rate_limit_policies',
    path: '/rate-limit-policies',
    id: ['id', 'rateLimitPolicy'],
    stem: 'rate_limit_policies',
    noun: 'rate limit policy',
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
    unique: [['resource', 'consumer', 'consumer_selector'], 'There is a rate limit policy for these already.'],
    stamped: true,
    settle: settleRateLimitPolicy,
  },
];
