import { createHash } from 'node:crypto';
import { bodiesOf, bodyOf, textOf, valuesAt, type Body } from '../body.ts';
import { badRequest, conflict } from '../errors.ts';
import type { Settling } from '../collection.ts';
import type { Call } from '../route.ts';

const ACTIONS = ['block', 'allow', 'log', 'redirect'];

/** No second ACL gets a priority that is taken; a rule does one thing, to all requests or to those that its conditions name. */
export function settleAcl(acl: Body, { call, before }: Settling): Body {
  const isTaken = call.store.some('network_acls', ({ priority }) => priority === acl['priority']);
  if (before === undefined && isTaken) throw conflict('A Network ACL with this priority already exists.');
  const { action, match, not_match: notMatch, match_all: matchAll } = bodyOf(acl['rule']);
  const chosen = ACTIONS.filter((name) => bodyOf(action)[name] !== undefined);
  if (chosen.length !== 1) throw badRequest('The rule needs exactly one action.');
  const hasTarget = bodyOf(action)['redirect_uri'] !== undefined;
  if (hasTarget !== chosen.includes('redirect'))
    throw badRequest('A redirect_uri goes with redirect, and only with it.');
  const hasConditions = match !== undefined || notMatch !== undefined;
  if (hasConditions === (matchAll === true)) throw badRequest('The rule needs match, not_match or match_all.');
  const known = (key: Body): boolean => call.store.get('network_acl_keys', textOf(key['id'])) !== undefined;
  if (!keysOf(acl).every(known)) throw badRequest('The rule names a key that does not exist.');
  return acl;
}

/** The value is 32 to 512 bytes as Base64; a fingerprint of it is all that is seen. */
export function settleAclKey(key: Body): Body {
  const value = Buffer.from(textOf(key['value']), 'base64');
  if (value.length < 32 || value.length > 512) throw badRequest('The value must have 32 to 512 bytes.');
  return { ...key, fingerprint: createHash('sha256').update(value).digest('hex') };
}

/** A key that a rule names cannot be deleted. */
export function leaveAclKey({ id }: Body, { store }: Call): void {
  const isUsed = store.some('network_acls', (acl) => keysOf(acl).some((key) => key['id'] === id));
  if (isUsed) throw conflict('The key is used by a Network ACL.');
}

const keysOf = (acl: Body): Body[] => valuesAt(acl['rule'], 'keys').flatMap((keys) => bodiesOf(keys));

/** A policy for one client names it by its id. */
export function settleRateLimitPolicy(policy: Body, { call }: Settling): Body {
  const [kind, client = ''] = textOf(policy['consumer_selector']).split(':');
  const isUnknown = kind === 'client_id' && call.store.get('clients', client) === undefined;
  if (isUnknown) throw badRequest(`The client ${client} does not exist.`);
  return policy;
}
