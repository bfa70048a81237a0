import { HTTPException } from 'hono/http-exception';
import type { Body } from './body.ts';

const NAMES = {
  400: 'Bad Request',
  401: 'Unauthorized',
  402: 'Payment Required',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  410: 'Gone',
  412: 'Precondition Failed',
  413: 'Payload Too Large',
} as const;

/** A status with which the API refuses a request. */
export type RefusalStatus = keyof typeof NAMES;

const json = (status: number, body: Body): Response => Response.json(body, { status });

/** A refusal in the Management API's shape, to be thrown. */
export function refusal(status: RefusalStatus, message: string, errorCode?: string): HTTPException {
  const body: Body = { statusCode: status, error: NAMES[status], message };
  return new HTTPException(status, {
    message,
    res: json(status, errorCode === undefined ? body : { ...body, errorCode }),
  });
}

/** A refusal in the token endpoint's shape, to be thrown. */
export function oauthRefusal(status: 400 | 401 | 403, error: string, description: string): HTTPException {
  return new HTTPException(status, {
    message: description,
    res: json(status, { error, error_description: description }),
  });
}

/** The body of the request is not what the API takes. */
export const invalidBody = (detail: string, property = ''): HTTPException => {
  const where = property === '' ? '' : ` on property ${property}`;
  return refusal(400, `Payload validation error: '${detail}'${where}.`, 'invalid_body');
};

/** The query of the request is not what the API takes. */
export const invalidQuery = (detail: string): HTTPException =>
  refusal(400, `Query validation error: '${detail}'.`, 'invalid_query_string');

/** The request is well formed and still not possible. */
export const badRequest = (message: string, errorCode = 'invalid_body'): HTTPException =>
  refusal(400, message, errorCode);

/** Another object holds what must be unique. */
export const conflict = (message: string, errorCode = 'conflict'): HTTPException => refusal(409, message, errorCode);

/** What the path names does not exist. */
export const absent = (what: string): HTTPException =>
  refusal(404, `The ${what} does not exist.`, `inexistent_${what.replaceAll(' ', '_')}`);

/** A limit of Auth0's entity limit policy is reached. */
export const tooManyEntities = (): HTTPException =>
  refusal(403, 'You reached the limit of entities of this type for this tenant.', 'too_many_entities');

/** The token lacks a scope; any of those named would do. */
export const insufficientScope = (scopes: readonly string[]): HTTPException =>
  refusal(403, `Insufficient scope, expected any of: ${scopes.join(',')}`, 'insufficient_scope');
