import type { Row, Texts } from '../../../tools/schemas/row.ts';

/** What the SDK's types and the descriptor cannot say of the files' form. */
export const schema: Row = { sdk: ['CreateNetworkAclRequestContent', 'UpdateNetworkAclRequestContent'] };

/** What editors show, by path. */
export const texts: Texts = {
  '': 'Which requests get through to the tenant, by where they come from. Told apart by `priority`.',
  description: 'What it is for.',
  active: 'Whether it has an effect.',
  priority: 'Its place in the order; 1 comes first. No two have the same.',
  rule: 'Which requests, and what happens to them.',
  'rule.action': 'What happens; one of the four.',
  'rule.action.block': 'They are refused.',
  'rule.action.allow': 'They get through.',
  'rule.action.log': 'They get through and are logged.',
  'rule.action.redirect': 'They are sent elsewhere.',
  'rule.action.redirect_uri': 'Where to.',
  'rule.scope': 'Which part of the tenant this is about.',
  'rule.match': 'Requests that fit these conditions. `null` takes them away.',
  'rule.not_match': 'Requests that do not fit these conditions. `null` takes them away.',
  'rule.match_all': 'All requests. Excludes `match` and `not_match`.',
  'rule.*.http_message_signature': 'Requests that are signed with one of these keys.',
  'rule.*.http_message_signature.keys': 'The keys.',
  'rule.*.http_message_signature.keys[].id': 'The name of a key of `networkACLKeys`.',
};

/** What follows from no trait. */
export const notes: readonly string[] = [
  'They are known by their priority, of which the API takes each but once: another number is another ACL.',
];
