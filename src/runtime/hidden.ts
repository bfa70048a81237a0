import { isObject } from './shapes.ts';
import type { Value } from './types.ts';

/** What Auth0 takes out of the body and the query of `event.request`, since 2025-09. */
export const hidden = ['client_secret', 'client_assertion', 'refresh_token', 'auth_session', 'authn_response'];

/** An event as code gets it: a copy without what Auth0 takes out. */
export function removeHidden(event: { [key: string]: Value }): { [key: string]: unknown } {
  const copy = structuredClone<{ [key: string]: unknown }>(event);
  const request = copy['request'];
  for (const part of isObject(request) ? [request['body'], request['query']] : []) {
    if (isObject(part)) for (const name of hidden) Reflect.deleteProperty(part, name);
  }
  return copy;
}
