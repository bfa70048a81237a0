import { string } from '../../../tools/schemas/row.ts';
import type { Row, Texts } from '../../../tools/schemas/row.ts';
import type { Schema } from '../../../tools/schemas/schema.ts';

/** The secret of a way to log in goes with every request that names the way, and stands in no answer. */
const secretOf = (method: string, field: string, others?: Schema): Schema => ({
  if: { type: 'object', properties: { method: { const: method } }, required: ['method'] },
  // oxlint-disable-next-line unicorn/no-thenable -- a word of JSON Schema
  then: { required: [field], mayBeMissing: [field] },
  ...(others === undefined ? {} : { else: others }),
});

/** What the SDK's types and the descriptor cannot say of the files' form. */
export const schema: Row = {
  sdk: [
    'CreateEventStreamWebHookRequestContent',
    'CreateEventStreamEventBridgeRequestContent',
    'CreateEventStreamActionRequestContent',
  ],
  // What the API takes and never answers is not in the SDK's types.
  add: {
    'destination.configuration.webhook_authorization.password': string,
    'destination.configuration.webhook_authorization.token': string,
    'destination.configuration.webhook_authorization.header_value': string,
  },
  limits: {
    'destination.configuration.webhook_authorization': secretOf(
      'basic',
      'password',
      secretOf('bearer', 'token', secretOf('custom_header', 'header_value')),
    ),
  },
};

/** What editors show, by path. */
export const texts: Texts = {
  '': 'Where events are sent as they happen, such as a new user.',
  name: 'The name of the stream.',
  status: 'Whether events are sent.',
  subscriptions: 'Which events.',
  'subscriptions[].event_type': 'The type of event, for example `user.created`.',
  destination: 'Where to. Only a webhook can be changed; any other destination needs a new stream.',
  'destination.type': 'The kind of destination. Fixed once created.',
  'destination.configuration': 'How it is reached.',
  'destination.configuration.webhook_endpoint': 'The URL of a webhook.',
  'destination.configuration.webhook_authorization': 'How Auth0 proves to a webhook that it is Auth0.',
  'destination.configuration.aws_account_id': 'EventBridge: the AWS account.',
  'destination.configuration.aws_region': 'EventBridge: the AWS region.',
  'destination.configuration.action_id': 'The name of an action with the trigger `event-stream`.',
};

/** What follows from no trait. */
export const notes: readonly string[] = [
  'A stream that goes to a cloud, or to an action, keeps its destination; another one replaces the stream.',
];
