// The old billing system. It checks tokens with a secret that it shares with the tenant (HS256), so it could also make them:
// that is why no new API should.
import express from 'express';
import { auth, requiredScopes } from 'express-oauth2-jwt-bearer';
import { failure, issuer, listen, setting } from './settings.js';

const url = setting('BILLING_URL', 'http://127.0.0.1:8081');
const invoices = new Map();

const app = express();
app.use(express.json({ limit: '10kb' }));
app.use(
  auth({
    issuer: issuer(),
    audience: setting('BILLING_LEGACY_AUDIENCE'),
    secret: setting('BILLING_SIGNING_SECRET'),
    // By its name: a token that says it is signed in another way is refused.
    tokenSigningAlg: 'HS256',
  }),
);

app.get('/invoices', requiredScopes('read:invoices'), (_request, response) => response.json([...invoices.values()]));

// By the parcel: whoever sends it twice has one invoice.
app.put('/invoices/:parcel', requiredScopes('write:invoices'), (request, response) => {
  const amount = Number(request.body?.amount);
  if (!Number.isInteger(amount) || amount <= 0) {
    return response.status(400).json({ error: 'refused', message: 'The amount is no number of cents.' });
  }
  const { parcel } = request.params;
  response.status(invoices.has(parcel) ? 200 : 201);
  invoices.set(parcel, { parcel, amount });
  response.json(invoices.get(parcel));
});

app.use(failure);
listen(app, 'billing', url);
