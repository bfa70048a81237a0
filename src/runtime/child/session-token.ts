import { createHmac, timingSafeEqual } from 'node:crypto';
import { isObject } from '../shapes.ts';
import { Usage } from './failure.ts';

type Event = { [key: string]: unknown };

const inside = (value: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>((found, key) => (isObject(found) ? found[key] : undefined), value);

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const signed = (content: string, secret: string): string =>
  createHmac('sha256', secret).update(content).digest('base64url');

/** The session token of `api.redirect.encodeToken`: what the user brings to the page that he is sent to. */
export function encodeToken(event: Event, options: { [key: string]: unknown }): string {
  const now = Math.floor(Date.now() / 1000);
  const lifetime = options['expiresInSeconds'];
  const payload = {
    iat: now,
    iss: inside(event, 'request', 'hostname'),
    sub: inside(event, 'user', 'user_id'),
    exp: now + (typeof lifetime === 'number' ? lifetime : 900),
    ip: inside(event, 'request', 'ip'),
    ...(isObject(options['payload']) ? options['payload'] : {}),
  };
  const content = `${base64({ alg: 'HS256', typ: 'JWT' })}.${base64(payload)}`;
  return `${content}.${signed(content, String(options['secret']))}`;
}

/** The claims of the token that the user brought back, checked as `api.redirect.validateToken` does. */
export function validateToken(event: Event, options: { [key: string]: unknown }): unknown {
  const name = typeof options['tokenParameterName'] === 'string' ? options['tokenParameterName'] : 'session_token';
  const token = inside(event, 'request', 'query', name) ?? inside(event, 'request', 'body', name);
  if (typeof token !== 'string') throw new Usage(`There is no "${name}" in the query or the body of the request.`);
  const [head = '', body = '', signature = ''] = token.split('.');
  const expected = Buffer.from(signed(`${head}.${body}`, String(options['secret'])));
  const found = Buffer.from(signature);
  const header = parsed(head);
  if (inside(header, 'alg') !== 'HS256' || expected.length !== found.length || !timingSafeEqual(expected, found)) {
    throw new Usage('The signature of the session token is not valid.');
  }
  const claims = parsed(body);
  const end = inside(claims, 'exp');
  if (typeof end === 'number' && end * 1000 <= Date.now()) throw new Usage('The session token has expired.');
  const issuer = inside(claims, 'iss');
  const hostname = inside(event, 'request', 'hostname');
  if (issuer !== undefined && hostname !== undefined && issuer !== hostname) {
    throw new Usage('The issuer of the session token is not the tenant.');
  }
  if (inside(claims, 'sub') !== inside(event, 'user', 'user_id')) {
    throw new Usage('The subject of the session token is not the user.');
  }
  const state = inside(event, 'request', 'query', 'state') ?? inside(event, 'request', 'body', 'state');
  if (inside(claims, 'state') !== state) throw new Usage('The state of the session token is not that of the request.');
  return claims;
}

function parsed(part: string): unknown {
  try {
    const found: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return found;
  } catch {
    throw new Usage('The session token is not a JWT.');
  }
}
