import { HTTPException } from 'hono/http-exception';
import { textOf, type Body } from './body.ts';
import { brokenTokens } from './broken-tokens.ts';
import { parseJwt } from './jwt.ts';
import { managementApi } from './token.ts';
import type { Served } from './served.ts';

/** A token that who owns the emulator asks for, by names. */
export interface TokenOnDemand {
  /** The name or the id of a client. */
  readonly client: string;
  /** The identifier or the name of an API; without one the tenant's default audience. */
  readonly audience?: string;
  readonly scope?: string;
  /** The name or the id of an organization. */
  readonly organization?: string;
  /** What the token says besides, or instead of what it would say. */
  readonly claims?: Body;
}

/** A token as the token endpoint gives it, but that the client need not prove who it is; and the same with one thing wrong each. */
export async function onDemand(served: Served, wanted: TokenOnDemand, issuer: string): Promise<Body> {
  const { tokens } = served;
  const { store } = served.tenant;
  const clients = store.all('clients').filter((one) => one['global'] !== true);
  const client = chosen(clients, wanted.client, ['client_id', 'name'], 'client');
  const api = wanted.audience === undefined ? '' : identifierOf(wanted.audience, served, issuer);
  const organization =
    wanted.organization === undefined
      ? undefined
      : chosen(store.all('organizations'), wanted.organization, ['id', 'name'], 'organization');
  const form = {
    ...(api === '' ? {} : { audience: api }),
    ...(wanted.scope === undefined ? {} : { scope: wanted.scope }),
    ...(organization === undefined ? {} : { organization: textOf(organization['id']) }),
  };
  const answer = await tokens.issueTo(textOf(client['client_id']), form, issuer, wanted.claims);
  // What is wrong with a key is told from one that is right.
  await served.control.keys.prepare();
  const broken = brokenFrom(textOf(answer['access_token']), served);
  return { ...answer, client: textOf(client['name']), ...(broken === undefined ? {} : { broken: { ...broken } }) };
}

/** A token with one thing wrong with it each; undefined for what is no token. */
export function brokenFrom(token: string, { tenant, control }: Served): ReturnType<typeof brokenTokens> {
  const aud = parseJwt(token)?.claims['aud'];
  const api = tenant.store.find('resource_servers', ({ identifier }) => identifier === aud);
  const secret = textOf(api?.['signing_secret']);
  return brokenTokens(token, { keys: control.keys, secret, now: control.now() });
}

/** The audience that an API is asked for by; the Management API has one more, that of the URL at which it is served. */
function identifierOf(audience: string, { tenant }: Served, issuer: string): string {
  const served = `${issuer}api/v2/`;
  if ([served, served.replace(/^http:/, 'https:'), managementApi(tenant)['identifier']].includes(audience))
    return audience;
  const api = chosen(tenant.store.all('resource_servers'), audience, ['identifier', 'name'], 'API');
  return textOf(api['identifier']);
}

/** The one of a name: as it is written, or else the only one that is so written but for large and small letters. */
function chosen(all: readonly Body[], name: string, keys: readonly string[], noun: string): Body {
  for (const key of keys) {
    const found = all.filter((one) => one[key] === name);
    if (found[0] !== undefined && found.length === 1) return found[0];
  }
  const alike = all.filter((one) => keys.some((key) => textOf(one[key]).toLowerCase() === name.toLowerCase()));
  if (alike[0] !== undefined && alike.length === 1) return alike[0];
  throw unknownName(
    noun,
    name,
    all.map((one) => textOf(one['name'])).filter((one) => one !== ''),
  );
}

/** The refusal of a name that nothing has, or more than one thing, with the names that there are. */
export function unknownName(noun: string, name: string, known: readonly string[]): HTTPException {
  const count = known.filter((one) => one === name).length;
  const message = count > 1 ? `${count} of the tenant are the ${noun} ${name}.` : `The tenant has no ${noun} ${name}.`;
  const body = { statusCode: 404, error: 'Not Found', message, errorCode: 'name_unknown', noun, name, known };
  return new HTTPException(404, { message, res: Response.json(body, { status: 404 }) });
}
