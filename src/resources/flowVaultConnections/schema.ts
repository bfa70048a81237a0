import type { Row, Texts } from '../../../tools/schemas/row.ts';

/** What the SDK's types and the descriptor cannot say of the files' form. */
export const schema: Row = { sdk: ['CreateFlowsVaultConnectionRequestContent'] };

/** What editors show, by path. */
export const texts: Texts = {
  '': 'Accounts at other services that flows use.',
  name: 'The name by which flows refer to it.',
  app_id: 'Which service. Fixed once created.',
  setup: 'How flows log in to it; the fields depend on the service. Never read back; use secret keywords.',
};
