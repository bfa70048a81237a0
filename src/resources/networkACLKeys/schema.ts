import type { Row, Texts } from '../../../tools/schemas/row.ts';

/** What the SDK's types and the descriptor cannot say of the files' form. */
export const schema: Row = { sdk: ['CreateKeysNetworkAclsRequestContent'] };

/** What editors show, by path. */
export const texts: Texts = {
  '': 'Keys that clients sign their requests with, for `networkACLs`. Never changed: a new key needs a new name.',
  name: 'The name of the key.',
  alg: 'The algorithm. Fixed once created.',
  value: 'The key as Base64, 32 to 512 bytes. Never read back; use a secret keyword.',
};

/** What follows from no trait. */
export const notes: readonly string[] = [
  'A key cannot be changed, and not be deleted while an ACL uses it: give a new key a new name.',
];
