import { HTTPException } from 'hono/http-exception';
import type { Body } from './body.ts';
import { refusals, type Noun, type RefusalId, type RefusalRow, type RefusalStatus } from './refusals.ts';

const NAMES: { readonly [status in RefusalStatus]: string } = {
  400: 'Bad Request',
  401: 'Unauthorized',
  402: 'Payment Required',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  410: 'Gone',
  412: 'Precondition Failed',
  413: 'Payload Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
};

const json = (status: number, body: Body): Response => Response.json(body, { status });

/** A refusal in the Management API's shape, to be thrown, of what no row of the table is about. */
export function refusal(status: RefusalStatus, message: string, errorCode?: string): HTTPException {
  const body: Body = { statusCode: status, error: NAMES[status], message };
  return new HTTPException(status, {
    message,
    res: json(status, errorCode === undefined ? body : { ...body, errorCode }),
  });
}

/** The refusal of one row of the table, to be thrown, with what its message says of the request. */
export function refuse(id: RefusalId, values: { readonly [name: string]: string | number } = {}): HTTPException {
  const { status, code, message, oauth }: RefusalRow = refusals[id];
  const text = message.replaceAll(/\{(\w+)\}/g, (_all, name: string) => String(values[name] ?? ''));
  return oauth === true ? oauthRefusal(status, code ?? '', text) : refusal(status, text, code);
}

/** A refusal in the token endpoint's shape. */
function oauthRefusal(status: RefusalStatus, error: string, description: string): HTTPException {
  return new HTTPException(status, {
    message: description,
    res: json(status, { error, error_description: description }),
  });
}

/** The body of the request is not what the API takes. */
export const invalidBody = (detail: string, property = ''): HTTPException =>
  property === '' ? refuse('body.invalid', { detail }) : refuse('body.invalid-property', { detail, property });

/** The query of the request is not what the API takes. */
export const invalidQuery = (detail: string): HTTPException => refuse('query.invalid', { detail });

/** What the path or the body names does not exist. */
export const absent = (noun: Noun): HTTPException => refuse(`absent.${noun}`);

/** The token lacks a scope; any of those named would do. */
export const insufficientScope = (scopes: readonly string[]): HTTPException =>
  refuse('scope.missing', { scopes: scopes.join(',') });
