import { HTTPException } from 'hono/http-exception';
import { bodyOf, parseJson, textOf } from '../body.ts';

/** One reason for which the Authentication API refuses a request; names in braces stand for what the request says. */
interface Row {
  readonly status: 400 | 401 | 403 | 404 | 413 | 429;
  readonly error: string;
  readonly text: string;
}

const row = (status: Row['status'], error: string, text: string): Row => ({ status, error, text });

/** THE TABLE: the refusals of the Authentication API but for those of client credentials. */
export const denials = {
  bodyTooLarge: row(413, 'invalid_request', 'The body of the request is too large'),
  bodyNoJson: row(400, 'invalid_request', 'The body of the request is not a JSON object, as its content type says'),
  parameterMissing: row(400, 'invalid_request', 'Missing required parameter: {name}'),
  loginExpired: row(400, 'invalid_request', 'This login has ended. Go back to the application and sign in again.'),

  responseTypeUnsupported: row(400, 'unsupported_response_type', 'Unsupported response type: {value}'),
  responseModeUnsupported: row(400, 'invalid_request', 'Unsupported response mode: {value}'),
  grantTypeForbidden: row(403, 'unauthorized_client', "Grant type '{grantType}' not allowed for the client."),
  challengeMissing: row(400, 'invalid_request', 'Parameter code_challenge is required for public clients'),
  challengeMethod: row(
    400,
    'invalid_request',
    "Unsupported code_challenge_method '{value}': S256 is the one that there is",
  ),
  challengeMalformed: row(400, 'invalid_request', 'Parameter code_challenge must have 43 letters, digits, - or _'),
  maxAgeMalformed: row(400, 'invalid_request', 'Parameter max_age must be a whole number of seconds'),
  promptMixed: row(400, 'invalid_request', 'prompt=none cannot be used together with other prompts'),
  connectionUnknown: row(400, 'invalid_request', 'the connection was not found'),
  connectionDisabled: row(400, 'invalid_request', 'the connection is not enabled'),
  serviceUnknown: row(400, 'access_denied', 'Service not found: {audience}'),
  apiDenied: row(403, 'access_denied', 'Client "{client}" is not authorized to access resource server "{audience}".'),
  thirdPartyDenied: row(
    403,
    'unauthorized_client',
    'Client "{client}" is not authorized to access resource server "{audience}".',
  ),
  organizationForbidden: row(400, 'invalid_request', 'parameter organization is not allowed for this client'),
  organizationRequired: row(400, 'invalid_request', 'parameter organization is required for this client'),
  organizationId: row(
    400,
    'invalid_request',
    'authorization request parameter organization must be an organization id',
  ),
  organizationUnknown: row(400, 'invalid_request', 'parameter organization is invalid'),

  loginRequired: row(400, 'login_required', 'Login required'),
  consentRequired: row(400, 'consent_required', 'Consent required'),
  interactionRequired: row(400, 'interaction_required', 'Interaction required'),
  cancelled: row(403, 'access_denied', 'User cancelled the login'),
  userBlocked: row(403, 'access_denied', 'user is blocked'),
  notMember: row(403, 'access_denied', 'user {user} is not part of the {organization} organization'),
  noOrganization: row(
    403,
    'access_denied',
    'client requires organization membership, but user does not belong to any organization',
  ),

  actionRedirect: row(
    403,
    'access_denied',
    'An action calls api.{method}: the emulator has no way to send the user elsewhere and back',
  ),

  codeInvalid: row(403, 'invalid_grant', 'Invalid authorization code'),
  redirectUriWrong: row(
    403,
    'unauthorized_client',
    'The redirect URI is wrong. You sent {sent}, and we expected {expected}',
  ),
  verifierMissing: row(403, 'invalid_grant', "Parameter 'code_verifier' is required"),
  verifierWrong: row(403, 'invalid_grant', 'Failed to verify code verifier'),
  refreshTokenInvalid: row(403, 'invalid_grant', 'Unknown or invalid refresh token.'),
  refreshTokenExpired: row(403, 'invalid_grant', 'Refresh token has expired.'),
  userGone: row(403, 'invalid_grant', "The refresh_token was generated for a user who doesn't exist anymore."),

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

  deviceCodeInvalid: row(403, 'invalid_grant', 'Invalid or expired device code.'),
  devicePending: row(403, 'authorization_pending', 'User has yet to authorize device code.'),
  deviceTooFast: row(429, 'slow_down', 'You are polling faster than the specified interval of {seconds} seconds.'),
  deviceCodeExpired: row(403, 'expired_token', 'The device code has expired.'),
  deviceDenied: row(403, 'access_denied', '{reason}'),

  revokedByOther: row(400, 'invalid_grant', 'The token was given to another client.'),
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
export async function saidBy(refused: HTTPException): Promise<{ error: string; error_description: string }> {
  const said = bodyOf(parseJson(await refused.getResponse().text()));
  return {
    error: textOf(said['error']) || 'server_error',
    error_description: textOf(said['error_description']) || refused.message,
  };
}
