// The cron job of the night: a parcel that left has an invoice. It calls two APIs, and has a token for each, as a token is
// for one API alone.
import { clientOf, setting } from './settings.js';
import { fetchWith, tokensOf } from './token.js';

const client = clientOf('NIGHTLY_RECONCILIATION');
const parcels = api('PARCELS_URL', 'http://127.0.0.1:8080', 'PARCELS_AUDIENCE');
const billing = api('BILLING_URL', 'http://127.0.0.1:8081', 'BILLING_LEGACY_AUDIENCE');

const [sent, invoices] = await Promise.all([parcels('GET', '/parcels'), billing('GET', '/invoices')]);
const billed = new Set(invoices.map(({ parcel }) => parcel));
const missing = sent.filter(({ id, state }) => state !== 'waiting' && !billed.has(id));
// A job that is started again does no harm: an invoice is put in the place of its parcel.
for (const { id, price } of missing) await billing('PUT', `/invoices/${id}`, { amount: price });
console.log(`reconcile: ${sent.length} parcels, ${missing.length} new invoices`);

function api(urlName, fallback, audienceName) {
  const url = setting(urlName, fallback);
  const call = fetchWith(tokensOf({ ...client, audience: setting(audienceName) }));
  return async (method, path, body) => {
    const response = await call(`${url}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    // A cron job that ends with another code than 0 is one that somebody hears of.
    if (!response.ok) throw new Error(`${method} ${url}${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
}
