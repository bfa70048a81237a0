import { HTTPException } from 'hono/http-exception';
import type { Body } from '../body.ts';

/** One reason for which the Authentication API refuses a request; names in braces stand for what the request says. */
interface Row {
  readonly status: 400 | 401 | 403 | 404 | 429;
  readonly error: string;
  readonly text: string;
}

const row = (status: Row['status'], error: string, text: string): Row => ({ status, error, text });

/** THE TABLE: the refusals of the Authentication API but for those of client credentials. */
export const denials = {
  parameterMissing: row(400, 'invalid_request', 'Missing required parameter: {name}'),
  codeInvalid: row(403, 'invalid_grant', 'Invalid authorization code'),
  refreshTokenUnknown: row(403, 'invalid_grant', 'Unknown or invalid refresh token.'),
  loginExpired: row(400, 'invalid_request', 'This login has ended. Go back to the application and sign in again.'),
  registrationOff: row(404, 'not_found', 'Dynamic client registration is not enabled for the tenant.'),
  registrationWithoutCallbacks: row(400, 'invalid_redirect_uri', 'redirect_uris must be an array of at least one URL.'),
  registrationCallback: row(400, 'invalid_redirect_uri', 'redirect_uris: {address} is not a URL without a fragment.'),
  registrationAuthentication: row(
    400,
    'invalid_client_metadata',
    'token_endpoint_auth_method: {method} is none of none, client_secret_post and client_secret_basic.',
  ),
  pushedOff: row(403, 'unauthorized_client', 'Pushed authorization requests are not enabled for the tenant.'),
  pushedByPublic: row(403, 'unauthorized_client', 'Pushed authorization requests need a client that authenticates.'),
  pushedByThirdParty: row(400, 'invalid_request', 'Third-party clients cannot push authorization requests.'),
  pushedTwice: row(400, 'invalid_request', 'request_uri cannot be pushed.'),
  pushedTooLarge: row(400, 'invalid_request', 'The request is larger than 10 kB.'),
  pushedRequired: row(400, 'invalid_request', 'The client has to push its authorization requests: use /oauth/par.'),
  pushedUnknown: row(400, 'invalid_request_uri', 'The request_uri is invalid or has expired.'),
} as const satisfies Record<string, Row>;

/** The name of a row. */
export type DenialId = keyof typeof denials;

/** The refusal of a row, to be thrown: JSON with `error` and `error_description`. */
export function deny(id: DenialId, values: { readonly [name: string]: string } = {}): HTTPException {
  const { status, error, text }: Row = denials[id];
  return denial(
    status,
    error,
    text.replaceAll(/\{(\w+)\}/g, (_all, name: string) => values[name] ?? ''),
  );
}

/** A refusal that no row is about, such as one that an action gives. */
export const denial = (status: Row['status'], error: string, description: string): HTTPException =>
  new HTTPException(status, {
    message: description,
    res: Response.json({ error, error_description: description }, { status }),
  });

/** What a refusal says, for endpoints that say it in another way than as JSON. Each can be asked once. */
export const saidBy = async (refused: HTTPException): Promise<Body> => {
  const said: unknown = await refused.getResponse().json();
  const { error = 'server_error', error_description: text = refused.message } = Object(said);
  return { error: String(error), error_description: String(text) };
};
