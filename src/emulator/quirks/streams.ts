import { bodyOf, omit, textOf, type Body } from '../body.ts';
import { badRequest } from '../errors.ts';
import type { Settling } from '../collection.ts';

/** What the service at the other end is told to call the stream. */
const PARTNER: { readonly [type: string]: string } = {
  eventbridge: 'awsPartnerEventSource',
  eventgrid: 'azurePartnerTopic',
};

/** The type never changes, nor does a sink at a cloud; fields of a sink begin with its type. Only Auth0 suspends a stream. */
export function settleLogStream(stream: Body, { call, sent, before }: Settling): Body {
  const type = textOf(stream['type']);
  const partner = PARTNER[type];
  if (before === undefined) {
    if (partner === undefined) return stream;
    return { ...stream, sink: { ...bodyOf(stream['sink']), [partner]: `auth0.com/${call.store.newId('hash')}` } };
  }
  if (sent['status'] === 'suspended') throw badRequest('A log stream cannot be suspended.');
  if (sent['sink'] === undefined) return stream;
  if (partner !== undefined) throw badRequest(`The sink of a stream of the type ${type} cannot be changed.`);
  const alien = Object.keys(bodyOf(sent['sink'])).find((field) => !field.startsWith(type));
  if (alien !== undefined) throw badRequest(`A sink of the type ${type} has no ${alien}.`);
  return stream;
}

/** A destination changes only when it is a webhook, and stays one; an action must exist. */
export function settleEventStream(stream: Body, { call, sent, before }: Settling): Body {
  const { type, configuration } = bodyOf(stream['destination']);
  const { action_id: action } = bodyOf(configuration);
  if (before !== undefined && sent['destination'] !== undefined) {
    const old = bodyOf(before['destination'])['type'];
    if (old !== 'webhook' || type !== old) throw badRequest('The destination of the event stream cannot be changed.');
  }
  if (type === 'action' && call.store.get('actions', textOf(action)) === undefined) {
    throw badRequest('The action does not exist.');
  }
  if (type !== 'eventbridge' || before !== undefined) return stream;
  const source = `auth0.com/${call.store.newId('hash')}`;
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
