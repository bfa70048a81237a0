// Nordfracht, a partner. It has no secret of ours: it proves itself with its own key (private_key_jwt), of which the tenant
// knows the public half. Its tokens are for its organization.
// node examples/parcels/partner.js key    makes the key, and writes the public half where the tenant's files have it
import { randomUUID, generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { importPKCS8, SignJWT } from 'jose';
import { issuer, setting } from './settings.js';
import { fetchWith, tokensOf } from './token.js';

const keyFile = setting('NORDFRACHT_KEY_FILE', 'nordfracht.key.pem');

if (process.argv[2] === 'key') makeKey(setting('NORDFRACHT_PUBLIC_KEY_FILE', 'tenants/harbor/keys/nordfracht.pem'));
else await takeOver();

function makeKey(publicKeyFile) {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  writeFileSync(keyFile, privateKey, { mode: 0o600, flag: 'wx' });
  writeFileSync(publicKeyFile, publicKey);
  console.log(`partner: the key is in ${keyFile}, and its public half in ${publicKeyFile}`);
}

/** Says of each parcel that it carries that it has it. */
async function takeOver() {
  const url = setting('PARCELS_URL', 'http://127.0.0.1:8080');
  const clientId = setting('NORDFRACHT_PARTNER_CLIENT_ID');
  const key = await importPKCS8(readFileSync(keyFile, 'utf8'), 'RS256');
  // For this tenant alone, for a minute, and with a number of its own: Auth0 takes none twice.
  const assertion = () =>
    new SignJWT()
      .setProtectedHeader({ alg: 'RS256' })
      .setIssuer(clientId)
      .setSubject(clientId)
      .setAudience(issuer())
      .setIssuedAt()
      .setExpirationTime('1m')
      .setJti(randomUUID())
      .sign(key);
  const audience = setting('PARCELS_AUDIENCE');
  const call = fetchWith(tokensOf({ issuer: issuer(), clientId, assertion, audience, organization: 'nordfracht' }));
  const response = await call(`${url}/parcels`);
  if (!response.ok) throw new Error(`GET /parcels: ${response.status} ${await response.text()}`);
  const parcels = await response.json();
  const scans = await Promise.all(parcels.map(({ id }) => call(`${url}/parcels/${id}/scans`, { method: 'POST' })));
  const taken = scans.filter(({ status }) => status === 201).length;
  console.log(`partner: ${parcels.length} parcels to carry, ${taken} taken over`);
}
