// The gateway: those outside have a key of the gateway and never a token of the tenant. However many calls they make, the
// tenant is asked for one token an hour, by the gateway.
// GATEWAY_KEYS=shop:open-sesame node --env-file=.env.auth0 examples/parcels/gateway.js
import { createHash, timingSafeEqual } from 'node:crypto';
import express from 'express';
import { clientOf, failure, listen, setting } from './settings.js';
import { fetchWith, tokensOf } from './token.js';

const url = setting('GATEWAY_URL', 'http://127.0.0.1:8082');
const parcels = setting('PARCELS_URL', 'http://127.0.0.1:8080');
const call = fetchWith(tokensOf({ ...clientOf('API_GATEWAY'), audience: setting('PARCELS_AUDIENCE') }));
const keys = setting('GATEWAY_KEYS')
  .split(',')
  .map((entry) => ({ name: entry.split(':')[0], hash: hashOf(entry.slice(entry.indexOf(':') + 1)) }));

const app = express();
app.get('/health', (_request, response) => response.json({ status: 'ok' }));

app.use((request, response, next) => {
  const hash = hashOf(request.get('x-api-key') ?? '');
  const caller = keys.find((key) => timingSafeEqual(key.hash, hash));
  if (caller === undefined) return response.status(401).json({ error: 'unknown', message: 'The key is not known.' });
  response.locals.caller = caller.name;
  next();
});

// Only these: the gateway's token can do what its grant says, for whoever comes through here.
for (const path of ['/parcels', '/parcels/:id', '/parcels/:id/label', '/routes']) {
  app.get(path, async (request, response) => {
    const answer = await call(`${parcels}${request.path}`, {
      headers: { 'x-caller': response.locals.caller },
      signal: AbortSignal.timeout(30_000),
    }).catch((error) => error);
    if (answer instanceof Error) {
      console.error(`gateway: ${answer.message}`);
      return response.status(503).set('retry-after', '1').json({ error: 'unavailable', message: 'Come again.' });
    }
    // That the gateway itself is refused is no fault of the caller.
    const status = [401, 403].includes(answer.status) ? 502 : answer.status;
    response.status(status).type(answer.headers.get('content-type') ?? 'json');
    response.send(Buffer.from(await answer.arrayBuffer()));
  });
}

app.use((_request, response) => response.status(404).json({ error: 'unknown', message: 'There is no such path.' }));
app.use(failure);
listen(app, 'gateway', url);

function hashOf(text) {
  return createHash('sha256').update(text).digest();
}
