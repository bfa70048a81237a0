// The service that plans tours: every round it takes the parcels that wait, and makes a tour of those of each depot.
// node --env-file=.env.auth0 examples/parcels/dispatch.js [rounds]
import { clientOf, setting } from './settings.js';
import { fetchWith, tokensOf } from './token.js';

const url = setting('PARCELS_URL', 'http://127.0.0.1:8080');
const rounds = Number(process.argv[2] ?? 1);
const call = fetchWith(tokensOf({ ...clientOf('DISPATCH_SERVICE'), audience: setting('PARCELS_AUDIENCE') }));
let [tours, planned, calls] = [0, 0, 0];

for (let round = 1; round <= rounds; round += 1) {
  const parcels = await json('GET', '/parcels');
  for (const depot of new Set(parcels.map((parcel) => parcel.depot))) {
    const stops = parcels.filter((parcel) => parcel.depot === depot && parcel.state === 'waiting').map(({ id }) => id);
    if (stops.length === 0) continue;
    await json('POST', '/routes', { depot, stops });
    // All at once: they share a token, also when there is none yet.
    await Promise.all(stops.map((id) => json('PATCH', `/parcels/${id}`, { state: 'on tour' })));
    tours += 1;
    planned += stops.length;
  }
}
console.log(`dispatch: ${planned} parcels on ${tours} tours, ${calls} calls`);

async function json(method, path, body) {
  calls += 1;
  const response = await call(`${url}${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.json();
}
