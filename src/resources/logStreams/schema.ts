import type { Row, Texts } from '../../../tools/schemas/row.ts';

/** What the SDK's types and the descriptor cannot say of the files' form. */
export const schema: Row = {
  sdk: ['CreateLogStreamRequestContent'],
  add: { status: { enum: ['active', 'paused', 'suspended'] } },
};

/** What editors show, by path. */
export const texts: Texts = {
  '': "Where the tenant's log is sent.",
  name: 'The name of the stream.',
  type: 'The service it is sent to. Fixed once created.',
  status: '`active` or `paused`. Only Auth0 can suspend a stream.',
  isPriority: 'Whether its entries are sent before those of other streams.',
  filters: 'Which kinds of entries are sent; all when left out.',
  pii_config: 'Which personal data is made unreadable before it is sent.',
  'pii_config.log_fields': 'The fields.',
  'pii_config.method': '`mask` puts stars in their place, `hash` a hash.',
  'pii_config.algorithm': 'The hash.',
  sink: 'How the service is reached; use secret keywords for its keys.',
  startFrom: 'The time of the first entry to send. Only when it is created.',
};

/** What follows from no trait. */
export const notes: readonly string[] = [
  'A stream that goes to a cloud keeps its destination; another one replaces the stream.',
];
