import { isBody, parseJson, type Body } from '../body.ts';
import type { Tenant } from '../route.ts';
import { deny } from './refusals.ts';
import { issuerOf, type Routed, type Served } from '../served.ts';

/** One request to the Authentication API. */
export interface AuthCall {
  /** By it quotas and the records of actions are kept; its body was read: see `form`. */
  readonly request: Request;
  readonly url: URL;
  /** The parameters: the query, and over it the fields of the body, as a form or as JSON. */
  readonly form: Body;
  /** With a slash at its end. */
  readonly issuer: string;
  readonly served: Served;
  readonly tenant: Tenant;
}

/** One endpoint of the Authentication API. What it throws with `refuse` or `deny` is answered as JSON. */
export interface Endpoint {
  /** Methods and path: `GET|POST /authorize`. */
  readonly on: string;
  readonly answer: (call: AuthCall) => Response | Promise<Response>;
  /** Which pages of other origins may ask it: those that a client allows, or all of them; by default none. */
  readonly origins?: 'allowed' | 'all';
}

/** A request as endpoints get it. */
export async function authCall(context: Routed): Promise<AuthCall> {
  const { env, req } = context;
  const url = new URL(req.url);
  const query = Object.fromEntries(url.searchParams);
  const body = req.method === 'GET' || req.method === 'HEAD' ? {} : await fieldsOf(req.raw);
  const issuer = issuerOf(context);
  return { request: req.raw, url, form: { ...query, ...body }, issuer, served: env, tenant: env.tenant };
}

/** The largest body that is read, in characters: none of what applications ask needs more. */
const LARGEST = 1_000_000;

/** The fields of a body, as a form or as JSON. Throws a refusal for one that is too large, or is not the JSON that it says. */
async function fieldsOf(request: Request): Promise<Body> {
  if (Number(request.headers.get('content-length') ?? 0) > LARGEST) throw deny('bodyTooLarge');
  const text = await request.text();
  if (text.length > LARGEST) throw deny('bodyTooLarge');
  if ((request.headers.get('content-type') ?? '').includes('json')) {
    const read = text === '' ? {} : parseJson(text);
    if (!isBody(read)) throw deny('bodyNoJson');
    return read;
  }
  return Object.fromEntries(new URLSearchParams(text));
}
