import type { HTTPException } from 'hono/http-exception';
import { bodyOf, isBody, parseJson, textOf, type Body, type Json } from './body.ts';
import { durationOf } from './duration.ts';
import { refusal } from './errors.ts';
import { onDemand, unknownName, type TokenOnDemand } from './on-demand.ts';
import { issuerOf, type App, type Routed, type Served } from './served.ts';
import { isState } from './store.ts';

/** The paths that belong to the emulator and not to the API. */
export const EXTRAS = '/emulator/';

/** Serves what belongs to the emulator and not to the API: no token needed, not counted. */
export function serveExtras(app: App): void {
  serveContents(app);
  serveControl(app);
  app.get('/emulator/health', (context) => {
    const { about, tenant, control } = context.env;
    const now = new Date(control.now()).toISOString();
    return Response.json({ status: 'ok', ...about, domain: tenant.domain, issuer: issuerOf(context), now });
  });
  app.post('/emulator/tokens', async (context) =>
    Response.json(await onDemand(context.env, wantedOf(await bodyIn(context)), issuerOf(context))),
  );
}

/** What was asked, the log, and everything that the tenant has. */
function serveContents(app: App): void {
  app.get('/emulator/requests', ({ env: { log } }) => Response.json({ ...log.counts(), requests: log.requests }));
  app.delete('/emulator/requests', ({ env: { log } }) => {
    log.clear();
    return empty();
  });
  app.post('/emulator/logs', async ({ env, req }) => {
    const events = parseJson(await req.text());
    if (!Array.isArray(events)) throw wrong('The body is not an array of log events.');
    for (const event of events) env.tenant.log.note(bodyOf(event));
    return empty();
  });
  app.get('/emulator/state', ({ env }) => Response.json(env.tenant.store.snapshot()));
  app.put('/emulator/state', async ({ env, req }) => {
    const state = parseJson(await req.text());
    if (!isState(state)) throw wrong('The body is not the state of an emulator.');
    env.tenant.store.restore(state);
    return empty();
  });
}

/** Its clock, its keys, its beginning, and claims. */
function serveControl(app: App): void {
  const time = ({ env: { control } }: Routed): Response =>
    Response.json({ now: new Date(control.now()).toISOString() });
  app.get('/emulator/clock', time);
  app.post('/emulator/clock', async (context) => {
    const by = durationOf((await bodyIn(context))['advance']);
    if (by === undefined) throw wrong('The body has no duration, as in {"advance":"2h"}; a number is seconds.');
    context.env.control.advance(by);
    return time(context);
  });
  app.post('/emulator/keys/rotate', async ({ env: { control } }) => {
    await control.keys.rotate();
    return Response.json(await control.keys.published());
  });
  app.post('/emulator/reset', async ({ env: { control } }) => {
    await control.reset();
    return empty();
  });
  app.get('/emulator/claims', ({ env: { control } }) => Response.json(control.claims.all()));
  app.put('/emulator/claims', async (context) => {
    const claims = await bodyIn(context);
    checkClaims(claims, context.env);
    context.env.control.claims.set(claims);
    return Response.json(context.env.control.claims.all());
  });
}

const empty = (): Response => new Response(null, { status: 204 });

const wrong = (message: string): HTTPException => refusal(400, message, 'invalid_body');

async function bodyIn({ req }: Routed): Promise<Body> {
  const body = parseJson(await req.text());
  if (!isBody(body)) throw wrong('The body is not a JSON object.');
  return body;
}

/** Refuses what is not claims by name, and clients that there are not: nobody would see that they get none. */
function checkClaims(claims: Body, { tenant: { store } }: Served): void {
  const form = 'The body has to be {"clients":{"<name>":{…}},"users":{"<email>":{…}}}.';
  for (const [group, all] of Object.entries(claims)) {
    if (!['clients', 'users'].includes(group) || !isBody(all)) throw wrong(form);
    if (!Object.values(all).every((one) => isBody(one))) throw wrong(form);
  }
  const clients = store.all('clients');
  for (const name of Object.keys(bodyOf(claims['clients'])))
    if (!clients.some((one) => one['name'] === name || one['client_id'] === name))
      throw unknownName(
        'client',
        name,
        clients.map((one) => textOf(one['name'])),
      );
}

/** The request for a token, where it is one. A misspelt field would be a token that says other things. */
function wantedOf(body: Body): TokenOnDemand {
  const fields = ['client', 'audience', 'scope', 'organization'];
  const unknown = Object.keys(body).find((name) => ![...fields, 'claims'].includes(name));
  if (unknown !== undefined) throw wrong(`The field ${unknown} is not known: ${fields.join(', ')}, claims.`);
  const { client, audience, scope, organization, claims } = body;
  const isText = (value: Json | undefined): boolean => value === undefined || typeof value === 'string';
  if (typeof client !== 'string') throw wrong('The client has to be named.');
  if (![audience, scope, organization].every(isText))
    throw wrong(`The fields ${fields.join(', ')} have to be strings.`);
  if (claims !== undefined && !isBody(claims)) throw wrong('The claims have to be an object.');
  return {
    client,
    ...(typeof audience === 'string' ? { audience } : {}),
    ...(typeof scope === 'string' ? { scope } : {}),
    ...(typeof organization === 'string' ? { organization } : {}),
    ...(isBody(claims) ? { claims } : {}),
  };
}
