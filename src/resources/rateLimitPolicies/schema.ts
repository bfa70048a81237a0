import type { Row, Texts } from '../../../tools/schemas/row.ts';

/** What the SDK's types and the descriptor cannot say of the files' form. */
export const schema: Row = {
  sdk: ['CreateRateLimitPolicyRequestContent'],
  required: ['resource', 'consumer', ['consumer_selector', 'client_id']],
};

/** What editors show, by path. */
export const texts: Texts = {
  '': 'How many requests clients may make.',
  resource: 'What the requests go to. Fixed once created.',
  consumer: 'Who makes them. Fixed once created.',
  consumer_selector:
    'Which clients: `default`, `third_party_clients`, `cimd_clients`, or `client_id:` and the name of one.',
  client_id: 'The name of one client, in place of `consumer_selector`.',
  configuration: 'What happens.',
  'configuration.action': 'What happens to requests above the limit; with `allow` there is none.',
  'configuration.limit': 'How many requests there may be.',
  'configuration.redirect_uri': 'Where requests above the limit are sent.',
};

/** What follows from no trait. */
export const notes: readonly string[] = [
  'A policy for one client names it: `consumer_selector: client_id:My App`, or just `client_id: My App`.',
];
