import { createPrivateKey, generateKeyPairSync, randomBytes, X509Certificate } from 'node:crypto';
import forge from 'node-forge';

/** A certificate to serve with: its key, itself, and the authority that signed it, as PEM. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
  readonly ca: string;
}

/** The names that a certificate is for. */
const NAMES = ['localhost', '127.0.0.1', '::1'];
const DAY = 86_400_000;
/** How long a certificate lasts, and how long before its end a new one is made, in days. */
const LASTS = 365;
const RENEWED = 30;

/**
 * Makes a certificate for this machine, signed by an authority of its own. The authority's key is forgotten at once:
 * whoever trusts the authority trusts this one certificate, and nobody can make another one by it.
 */
export function makeCertificate(now: number): Certificate {
  const [authority, own] = [keyPair(), keyPair()];
  const issuer = [{ name: 'commonName', value: `tenantry emulator ${randomBytes(4).toString('hex')}` }];
  const ca = blank(now, authority.publicKey);
  ca.setSubject(issuer);
  ca.setIssuer(issuer);
  ca.setExtensions([
    { name: 'basicConstraints', cA: true, pathLenConstraint: 0, critical: true },
    { name: 'keyUsage', keyCertSign: true, critical: true },
    { name: 'subjectKeyIdentifier' },
  ]);
  ca.sign(authority.privateKey, forge.md.sha256.create());
  const cert = blank(now, own.publicKey);
  cert.setSubject([{ name: 'commonName', value: 'localhost' }]);
  cert.setIssuer(issuer);
  cert.setExtensions([
    { name: 'basicConstraints', cA: false, critical: true },
    { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
    { name: 'extKeyUsage', serverAuth: true },
    { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }, ...['127.0.0.1', '::1'].map(address)] },
    { name: 'subjectKeyIdentifier' },
    { name: 'authorityKeyIdentifier', keyIdentifier: ca.generateSubjectKeyIdentifier().getBytes() },
  ]);
  cert.sign(authority.privateKey, forge.md.sha256.create());
  return { key: own.pem, cert: forge.pki.certificateToPem(cert), ca: forge.pki.certificateToPem(ca) };
}

const address = (ip: string): object => ({ type: 7, ip });

/** forge needs seconds for a key that Node makes at once. */
function keyPair(): { publicKey: forge.pki.rsa.PublicKey; privateKey: forge.pki.rsa.PrivateKey; pem: string } {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
  return {
    publicKey: forge.pki.publicKeyFromPem(publicKey),
    privateKey: forge.pki.privateKeyFromPem(privateKey),
    pem: privateKey,
  };
}

function blank(now: number, publicKey: forge.pki.rsa.PublicKey): forge.pki.Certificate {
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = publicKey;
  // A serial number is positive: the first digit must not be taken for a sign.
  certificate.serialNumber = `01${randomBytes(15).toString('hex')}`;
  certificate.validity.notBefore = new Date(now - DAY);
  certificate.validity.notAfter = new Date(now + LASTS * DAY);
  return certificate;
}

/** Takes the PEM of a key, a certificate and its authority apart; undefined when it is not that or ends soon. */
export function readCertificate(pem: string, now: number): Certificate | undefined {
  const [key, cert, ca] = pem.match(/-----BEGIN [^]+?-----END [^\n]+\n/g) ?? [];
  if (key === undefined || cert === undefined || ca === undefined) return undefined;
  try {
    const [own, authority] = [new X509Certificate(cert), new X509Certificate(ca)];
    const isSigned = own.checkIssued(authority) && own.verify(authority.publicKey);
    const isForAll = NAMES.every((name) => (own.checkHost(name) ?? own.checkIP(name)) !== undefined);
    const isLasting = Date.parse(own.validTo) - now > RENEWED * DAY && Date.parse(own.validFrom) <= now;
    return isSigned && isForAll && isLasting && own.checkPrivateKey(createPrivateKey(key))
      ? { key, cert, ca }
      : undefined;
  } catch {
    return undefined;
  }
}
