import { textOf, type Body } from '../body.ts';
import type { AuthCall } from './endpoint.ts';
import { kept, keep } from './kept.ts';
import { bodyOf } from '../body.ts';

/** A login that is being made: who it is about is not known yet. It is plain JSON, and kept while the page is shown. */
export type Login = {
  /** What follows: a row of `finishers.ts`, such as `code`. */
  readonly purpose: string;
  readonly client_id: string;
  /** As asked for, or the tenant's default; may be empty. */
  readonly audience: string;
  /** As asked for. */
  readonly scope: string;
  /** The id of an organization, or empty. */
  readonly organization_id: string;
  /** The name of the connection that users have to come from, or empty. */
  readonly connection: string;
  /** Whom the client thinks that it is about: an id, an e-mail address or a username; or empty. */
  readonly login_hint: string;
  /** Words of OpenID Connect, such as `none` and `login`. */
  readonly prompt: string;
  /** How long ago the user may have signed in, in seconds; -1 for as long as the session holds. */
  readonly max_age: number;
  /** Empty when the client sent none. */
  readonly nonce: string;
  /** What its beginning keeps for its end, such as `redirect_uri` and `state`, or a device code. */
  readonly request: Body;
};

/** How long somebody may look at the page of a login, in seconds. */
const PATIENCE = 3600;

/** Keeps a login while its page is shown, and gives its handle. */
export const keepLogin = ({ tenant }: AuthCall, login: Login): string => keep(tenant, 'logins', login, PATIENCE);

/** The login that a page is shown for. */
export function keptLogin({ tenant }: AuthCall, handle: string): Login | undefined {
  const body = kept(tenant, 'logins', handle);
  if (body === undefined) return undefined;
  const [purpose = '', audience = '', scope = '', connection = '', hint = '', prompt = '', nonce = ''] = [
    'purpose',
    'audience',
    'scope',
    'connection',
    'login_hint',
    'prompt',
    'nonce',
  ].map((name) => textOf(body[name]));
  return {
    purpose,
    client_id: textOf(body['client_id']),
    audience,
    scope,
    organization_id: textOf(body['organization_id']),
    connection,
    login_hint: hint,
    prompt,
    max_age: Number(body['max_age']),
    nonce,
    request: bodyOf(body['request']),
  };
}

/** A login has ended: its page is good for nothing any more. */
export const dropLogin = ({ tenant }: AuthCall, handle: string): void => tenant.store.remove('logins', handle);
