// The API of parcels. It trusts nobody by where a call comes from: every call shows a token, and the token says what it may do.
import express from 'express';
import { auth, requiredScopes } from 'express-oauth2-jwt-bearer';
import { failure, issuer, listen, setting } from './settings.js';

const url = setting('PARCELS_URL', 'http://127.0.0.1:8080');
const audience = setting('PARCELS_AUDIENCE');

const depots = ['Hamburg', 'Bremen', 'Kiel', 'Flensburg'];
const parcels = new Map(
  Array.from({ length: 40 }, (_, index) => {
    const id = `P${1001 + index}`;
    const carrier = index % 4 === 3 ? 'nordfracht' : 'harbor';
    return [id, { id, depot: depots[index % 4], carrier, state: 'waiting', price: 490 + 10 * index }];
  }),
);
const routes = [];

const app = express();
app.disable('etag').disable('x-powered-by');
app.use(express.json({ limit: '10kb' }));
app.get('/health', (_request, response) => response.json({ status: 'ok' }));

// The signature by the keys that the tenant publishes, the issuer, the audience, the end, and that it is an access token.
app.use(auth({ issuerBaseURL: issuer(), audience, tokenSigningAlg: 'RS256', strict: true }));

app.get('/parcels', requiredScopes('read:parcels'), (request, response) => {
  response.json([...parcels.values()].filter((parcel) => isSeenBy(request, parcel)));
});

app.get('/parcels/:id', requiredScopes('read:parcels'), (request, response) => {
  response.json(parcelOf(request));
});

app.patch('/parcels/:id', requiredScopes('write:parcels'), (request, response) => {
  const { state } = request.body ?? {};
  if (!['waiting', 'on tour', 'delivered'].includes(state)) throw refusal(400, 'The state is none of a parcel.');
  response.json(Object.assign(parcelOf(request), { state }));
});

app.post('/parcels/:id/scans', requiredScopes('scan:parcels'), (request, response) => {
  const parcel = Object.assign(parcelOf(request), { scannedAt: new Date().toISOString() });
  response.status(201).json(parcel);
});

app.get('/parcels/:id/label', requiredScopes('read:labels'), (request, response) => {
  const { id, depot, carrier } = parcelOf(request);
  response.type('text').send(`${id}\nfrom ${depot}\nby ${carrier}\n`);
});

app.get('/routes', requiredScopes('read:routes'), (_request, response) => response.json(routes));

app.post('/routes', requiredScopes('write:routes'), (request, response) => {
  const { depot, stops } = request.body ?? {};
  const isKnown = Array.isArray(stops) && stops.every((id) => parcels.has(id));
  if (!depots.includes(depot) || !isKnown) throw refusal(400, 'A route has a depot, and stops that are parcels.');
  routes.push({ id: routes.length + 1, depot, stops });
  response.status(201).json(routes.at(-1));
});

app.use(failure);
listen(app, 'parcels', url);

/** A partner sees what it carries. The claim is put into its token by the Action "Partner Tokens". */
function isSeenBy(request, parcel) {
  const partner = request.auth.payload[`${audience}/partner`];
  return partner === undefined || parcel.carrier === partner;
}

/** The parcel of the path; what the caller may not see is not there for it. */
function parcelOf(request) {
  const parcel = parcels.get(request.params.id);
  if (parcel === undefined || !isSeenBy(request, parcel)) throw refusal(404, 'There is no such parcel.');
  return parcel;
}

function refusal(status, message) {
  return Object.assign(new Error(message), { status, code: 'refused' });
}
