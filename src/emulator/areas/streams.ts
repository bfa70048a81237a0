import { idForm, uuid } from '../ids.ts';
import type { Area } from '../area.ts';
import { type Body, bodyOf, omit, textOf } from '../body.ts';
import type { Collection, Write } from '../collection.ts';
import { refuse } from '../errors.ts';
import type { Call } from '../route.ts';
import { type Constraints, type SchemaNode, items, text } from '../schema.ts';
import { tenantName } from '../tenant-name.ts';

/** The field of the sink with the name that the other end knows the stream by. */
const PARTNER: { readonly [type: string]: string } = {
  eventbridge: 'awsPartnerEventSource',
  eventgrid: 'azurePartnerTopic',
};

/** The name of a source at a cloud begins with the tenant's. */
function partnerSource({ store, domain }: Call): string {
  return `aws.partner/auth0.com/${tenantName(domain)}-${store.newId(uuid('partnerSource'))}`;
}

/**
 * The type never changes, nor does a sink at a cloud; fields of a sink begin with its type. Only Auth0 suspends a
 * stream. A PATCH without `pii_config` drops it.
 */
export function logStreamBeforeStore(stream: Body, { call, sent, before }: Write): Body {
  const type = textOf(stream['type']);
  const partner = PARTNER[type];
  if (before === undefined) {
    if (partner === undefined) return stream;
    return { ...stream, sink: { ...bodyOf(stream['sink']), [partner]: `${partnerSource(call)}/auth0.logs` } };
  }
  if (sent['status'] === 'suspended') throw refuse('log-streams.suspended');
  const kept = sent['pii_config'] === undefined ? omit(stream, ['pii_config']) : stream;
  if (sent['sink'] === undefined) return kept;
  if (partner !== undefined) throw refuse('log-streams.cloud-sink-changed', { type });
  const alien = Object.keys(bodyOf(sent['sink'])).find((field) => !field.startsWith(type));
  if (alien !== undefined) throw refuse('log-streams.sink-of-other-type', { type, alien });
  return kept;
}

/** A destination changes only when it is a webhook, and stays one; an action must exist. */
export function eventStreamBeforeStore(stream: Body, { call, sent, before }: Write): Body {
  const { type, configuration } = bodyOf(stream['destination']);
  const { action_id: action } = bodyOf(configuration);
  if (before !== undefined && sent['destination'] !== undefined) {
    const old = bodyOf(before['destination'])['type'];
    if (old !== 'webhook' || type !== old) throw refuse('event-streams.destination-changed');
  }
  if (type === 'action' && call.store.get('actions', textOf(action)) === undefined) {
    throw refuse('event-streams.unknown-action');
  }
  if (type !== 'eventbridge' || before !== undefined) return stream;
  const source = `${partnerSource(call)}/auth0.events`;
  return {
    ...stream,
    destination: { type, configuration: { ...bodyOf(configuration), aws_partner_event_source: source } },
  };
}

/** The secret of a webhook is never read back. */
export function revealEventStream(stream: Body): Body {
  const { type, configuration } = bodyOf(stream['destination']);
  const { webhook_authorization: login, ...rest } = bodyOf(configuration);
  if (login === undefined) return stream;
  const seen = omit(bodyOf(login), ['password', 'token', 'header_value']);
  return { ...stream, destination: { type: type ?? '', configuration: { ...rest, webhook_authorization: seen } } };
}

const logStreams: Collection = {
  name: 'log_streams',
  path: '/log-streams',
  id: ['id', idForm('logStream', 'lst_', 16, '0123456789')],
  stem: 'log_streams',
  noun: 'log-stream',
  create: 'CreateLogStreamRequestContent',
  update: 'UpdateLogStreamRequestContent',
  list: { key: 'log_streams', paging: 'none' },
  writeOnly: ['startFrom'],
  defaults: { status: 'active' },
  hiddenWhenEmpty: ['filters'],
  statuses: { create: 200 },
  beforeStore: logStreamBeforeStore,
};

const eventStreams: Collection = {
  name: 'event_streams',
  path: '/event-streams',
  id: ['id', idForm('eventStream', 'est_', 22)],
  stem: 'event_streams',
  noun: 'event-stream',
  malformed:
    "Path validation error: 'Object didn't pass validation for format event-stream-id: {id}' on property id (Unique identifier for the event stream).",
  create: 'EventStreamsCreateRequest',
  update: 'UpdateEventStreamRequestContent',
  list: { key: 'eventStreams', paging: 'checkpoint' },
  unique: [['name'], 'event-streams.name-taken'],
  stamped: true,
  defaults: { status: 'enabled', subscriptions: [] },
  beforeStore: eventStreamBeforeStore,
  reveal: revealEventStream,
};

const stream = { name: text(1, 128), subscriptions: items(1) };

const constraints: Constraints = {
  CreateEventStreamActionRequestContent: { properties: stream },
  CreateEventStreamEventBridgeRequestContent: { properties: stream },
  CreateEventStreamWebHookRequestContent: { properties: stream },
  UpdateEventStreamRequestContent: { properties: { name: text(1, 128) } },
};

function login(method: string, ...fields: string[]): SchemaNode {
  const texts = Object.fromEntries(fields.map((field) => [field, { type: 'string', minLength: 1 }]));
  return {
    type: 'object',
    properties: { method: { enum: [method] }, ...texts },
    required: ['method', ...fields],
    additionalProperties: false,
  };
}

/** The secrets, which are never read back, are not in the SDK's types. */
const replacements: Constraints = {
  EventStreamWebhookBasicAuth: login('basic', 'username', 'password'),
  EventStreamWebhookBearerAuth: login('bearer', 'token'),
  EventStreamWebhookCustomHeaderAuth: login('custom_header', 'header_key', 'header_value'),
};

/** Where the log and events are sent. */
export const streamArea: Area = {
  collections: [logStreams, eventStreams],
  constraints,
  replacements,
};
