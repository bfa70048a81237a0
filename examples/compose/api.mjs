// An API that verifies tokens with nothing but Node. In an API of your own, express-oauth2-jwt-bearer or jose do this.
import { createPublicKey, verify } from 'node:crypto';
import { createServer } from 'node:http';

const { ISSUER, JWKS_URI, AUDIENCE, PORT = '8080' } = process.env;
let keys = [];

/** The published key of a name; the set is read again for a name that is new, as after a rotation. */
async function keyOf(kid) {
  const known = () => keys.find((key) => key.kid === kid);
  if (known() === undefined) keys = (await (await fetch(JWKS_URI)).json()).keys;
  return known();
}

/** The claims of a token that holds here; undefined for any other. */
async function claimsOf(token = '') {
  const parts = token.split('.');
  if (parts.length !== 3) return undefined;
  try {
    const [header, claims] = parts.slice(0, 2).map((part) => JSON.parse(Buffer.from(part, 'base64url')));
    const key = header.alg === 'RS256' ? await keyOf(header.kid) : undefined;
    if (key === undefined) return undefined;
    const signed = Buffer.from(`${parts[0]}.${parts[1]}`);
    const isSigned = verify(
      'sha256',
      signed,
      createPublicKey({ key, format: 'jwk' }),
      Buffer.from(parts[2], 'base64url'),
    );
    const isFor = claims.iss === ISSUER && [claims.aud].flat().includes(AUDIENCE);
    return isSigned && isFor && claims.exp > Date.now() / 1000 ? claims : undefined;
  } catch {
    return undefined;
  }
}

createServer(async (request, response) => {
  const claims = await claimsOf(/^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1]);
  response.writeHead(claims === undefined ? 401 : 200, { 'content-type': 'application/json' });
  response.end(
    JSON.stringify(claims === undefined ? { error: 'unauthorized' } : { hello: claims.sub, scope: claims.scope }),
  );
}).listen(Number(PORT), () => console.log(`listens on ${PORT}`));
