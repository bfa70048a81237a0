import type { Body } from '../../../src/model/json.ts';
import { found } from '../by-hand.ts';
import type { Row } from '../row.ts';
import { body, flag, items, one, secret, some } from './values.ts';

const times = { created_at: '2026-01-01T00:00:00.000Z', updated_at: '2026-01-01T00:00:00.000Z' };

const stream = (type: string, more: Pick<Row, 'always' | 'fields'> & Partial<Row>): Row => ({
  title: `logStreams, ${type}`,
  type: 'logStreams',
  at: (resource: Body): Body => ({ logStreams: [resource] }),
  address: 'logStreams/Watch',
  live: found('/log-streams', 'name', 'Watch'),
  server: { id: 'lst_0000000000000000' },
  ...more,
  always: { name: 'Watch', type, ...more.always },
});

/** A sink with one field that tells something and one that is a secret. */
const sink = (type: string, place: string, key: string, rest: Body = {}): Row =>
  stream(type, {
    always: { sink: { ...rest, [place]: 'us', [key]: 'k' } },
    fields: { [`sink.${place}`]: one('us', 'eu'), [`sink.${key}`]: secret },
    secrets: [`sink.${key}`],
    byHand: [{ post: '/log-streams', body: { name: 'Watch', type, sink: { ...rest, [place]: 'eu', [key]: 'hand' } } }],
  });

/** Where the log is sent. */
export const logStreams: Row[] = [
  stream('http', {
    always: { sink: { httpEndpoint: 'https://a.test' } },
    fields: {
      status: one('active', 'paused'),
      isPriority: flag,
      filters: items('name', ['auth.login.fail', 'management.success', 'other'], { type: one('category') }),
      pii_config: body({ log_fields: some('email', 'phone', 'username'), method: one('mask', 'hash') }),
      'sink.httpEndpoint': one('https://a.test', 'https://b.test'),
      'sink.httpAuthorization': secret,
      'sink.httpContentType': one('application/json', 'text/plain'),
      'sink.httpContentFormat': one('JSONLINES', 'JSONARRAY'),
      'sink.httpCustomHeaders': items('header', ['X-One', 'X-Two'], { value: secret }),
    },
    unordered: { filters: 'name', 'pii_config.log_fields': true, 'sink.httpCustomHeaders': 'header' },
    secrets: ['sink.httpAuthorization', 'sink.httpCustomHeaders[].value'],
    rename: { id: 'id', fields: { name: 'Guard' } },
    byHand: [
      {
        post: '/log-streams',
        body: {
          name: 'Watch',
          type: 'http',
          isPriority: true,
          filters: [{ type: 'category', name: 'user.fail' }],
          pii_config: { log_fields: ['address'], method: 'hash', algorithm: 'xxhash' },
          sink: { httpEndpoint: 'https://hand.test', httpAuthorization: 'hand', httpContentFormat: 'JSONOBJECT' },
        },
      },
    ],
  }),
  sink('datadog', 'datadogRegion', 'datadogApiKey'),
  sink('mixpanel', 'mixpanelRegion', 'mixpanelServiceAccountPassword', {
    mixpanelProjectId: '1',
    mixpanelServiceAccountUsername: 'u',
  }),
  sink('splunk', 'splunkDomain', 'splunkToken', { splunkPort: '8088', splunkSecure: true }),
  stream('segment', {
    always: { sink: { segmentWriteKey: 'k' } },
    fields: { 'sink.segmentWriteKey': secret },
    secrets: ['sink.segmentWriteKey'],
  }),
  stream('sumo', {
    always: { sink: { sumoSourceAddress: 'https://a.test' }, status: 'suspended' },
    fields: { 'sink.sumoSourceAddress': one('https://a.test', 'https://b.test') },
  }),
  stream('eventbridge', {
    always: { sink: { awsAccountId: '111111111111', awsRegion: 'eu-west-1' }, startFrom: '2026-01-01T00:00:00.000Z' },
    fields: { isPriority: flag },
    immutable: { 'sink.awsAccountId': ['111111111111', '222222222222'], 'sink.awsRegion': ['eu-west-1', 'us-east-1'] },
    server: { 'sink.awsPartnerEventSource': 'aws.partner/one' },
  }),
  stream('eventgrid', {
    always: {
      sink: {
        azureSubscriptionId: '11111111-1111-1111-1111-111111111111',
        azureRegion: 'westeurope',
        azureResourceGroup: 'one',
      },
    },
    fields: { status: one('active', 'paused') },
    immutable: { 'sink.azureRegion': ['westeurope', 'eastus'], 'sink.azureResourceGroup': ['one', 'two'] },
    server: { 'sink.azurePartnerTopic': 'topic' },
  }),
];

const webhook = (login: Body): Body => ({
  type: 'webhook',
  configuration: { webhook_endpoint: 'https://a.test', webhook_authorization: login },
});
const authorization = 'destination.configuration.webhook_authorization';

const events = (title: string, more: Pick<Row, 'always' | 'fields'> & Partial<Row>): Row => ({
  title: `eventStreams, ${title}`,
  type: 'eventStreams',
  at: (resource: Body): Body => ({ eventStreams: [resource] }),
  address: 'eventStreams/News',
  live: found('/event-streams', 'name', 'News'),
  server: { id: 'est_0000000000000000000000', ...times },
  ...more,
  always: { name: 'News', subscriptions: [{ event_type: 'user.created' }], ...more.always },
});

/** Where events are sent. */
export const eventStreams: Row[] = [
  events('webhook', {
    always: { destination: webhook({ method: 'basic', username: 'u', password: 'p' }) },
    fields: {
      status: one('enabled', 'disabled'),
      subscriptions: items('event_type', ['user.created', 'user.deleted', 'organization.created']),
      'destination.configuration.webhook_endpoint': one('https://a.test', 'https://b.test'),
      [authorization]: body({ method: one('basic'), username: one('u', 'v'), password: secret }),
    },
    unordered: { subscriptions: 'event_type' },
    unseen: [`${authorization}.password`],
    secrets: [`${authorization}.password`],
    rename: { id: 'id', fields: { name: 'Events' } },
    byHand: [
      {
        post: '/event-streams',
        body: {
          name: 'News',
          status: 'disabled',
          subscriptions: [{ event_type: 'user.updated' }],
          destination: webhook({ method: 'custom_header', header_key: 'X-Key', header_value: 'hand' }),
        },
      },
    ],
    restless: [authorization],
  }),
  events('bearer', {
    always: { destination: webhook({ method: 'bearer', token: 't' }) },
    fields: { [`${authorization}.token`]: secret },
    secrets: [`${authorization}.token`],
    byHand: [
      {
        post: '/event-streams',
        body: { name: 'News', destination: webhook({ method: 'basic', username: 'hand', password: 'hand' }) },
      },
    ],
    restless: [authorization],
    unseen: [`${authorization}.token`],
  }),
  events('eventbridge', {
    always: {
      destination: { type: 'eventbridge', configuration: { aws_account_id: '111111111111', aws_region: 'eu-west-1' } },
    },
    fields: { status: one('enabled', 'disabled') },
    immutable: {
      'destination.configuration.aws_account_id': ['111111111111', '222222222222'],
      'destination.configuration.aws_region': ['eu-west-1', 'us-east-1'],
    },
    server: { 'destination.configuration.aws_partner_event_source': 'aws.partner/one' },
  }),
  events('action', {
    around: {
      actions: ['Tell', 'Shout'].map((name) => ({
        name,
        code: '//',
        deployed: true,
        supported_triggers: [{ id: 'event-stream', version: 'v1' }],
      })),
    },
    always: { destination: { type: 'action', configuration: { action_id: 'Tell' } } },
    fields: { status: one('enabled', 'disabled') },
    immutable: { 'destination.configuration.action_id': ['Tell', 'Shout'] },
    after: ['actions/Tell'],
  }),
];
