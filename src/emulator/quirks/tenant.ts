import { omit, textOf, type Body } from '../body.ts';
import { badRequest, invalidBody } from '../errors.ts';
import type { Settling } from '../collection.ts';

const LIFETIMES = [
  'session_lifetime',
  'idle_session_lifetime',
  'ephemeral_session_lifetime',
  'idle_ephemeral_session_lifetime',
];

/**
 * PATCH takes each lifetime in whole hours or in minutes, never both; GET always tells hours, fractional if need be.
 * A default audience or directory must name what exists; an empty text is none.
 */
export function settleTenant(body: Body, { call, sent }: Settling): Body {
  const hours: Body = {};
  for (const name of LIFETIMES) {
    const minutes = sent[`${name}_in_minutes`];
    if (typeof minutes !== 'number') continue;
    if (sent[name] !== undefined) throw invalidBody(`${name} and ${name}_in_minutes are mutually exclusive`);
    hours[name] = minutes / 60;
  }
  const audience = textOf(sent['default_audience']);
  const isApi = call.store.some('resource_servers', ({ identifier }) => identifier === audience);
  if (audience !== '' && !isApi) throw badRequest('The default audience is not a known API.');
  const directory = textOf(sent['default_directory']);
  const isDatabase = call.store.some('connections', ({ name }) => name === directory);
  if (directory !== '' && !isDatabase) throw badRequest('The default directory is not a known connection.');
  return {
    ...omit(
      body,
      LIFETIMES.map((name) => `${name}_in_minutes`),
    ),
    ...hours,
  };
}
