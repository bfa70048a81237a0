import { string } from '../../../tools/schemas/row.ts';
import type { Row, Texts } from '../../../tools/schemas/row.ts';

/** What the SDK's types and the descriptor cannot say of the files' form. */
export const schema: Row = {
  sdk: ['CreateTokenExchangeProfileRequestContent', 'UpdateTokenExchangeProfileRequestContent'],
  add: { action: string },
  required: ['name', 'subject_token_type', 'type', ['action', 'action_id']],
};

/** What editors show, by path. */
export const texts: Texts = {
  '': 'Which tokens of other issuers are exchanged for tokens of the tenant, and the action that judges them.',
  name: 'The name of the profile.',
  subject_token_type: 'The kind of token, as a URI.',
  action: 'The name of the action that judges the token. Fixed once created.',
  action_id: 'Another way to write `action`.',
  type: 'Always `custom_authentication`. Fixed once created.',
};

/** What follows from no trait. */
export const notes: readonly string[] = ['Another `action` is a replacement.'];
