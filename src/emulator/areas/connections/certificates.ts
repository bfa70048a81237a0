import { X509Certificate } from 'node:crypto';
import { omit, textOf, type Body } from '../../body.ts';

/** The names that the parts of a subject have, by their short ones. */
const SUBJECT: { readonly [short: string]: string } = {
  C: 'countryName',
  CN: 'commonName',
  L: 'localityName',
  O: 'organizationName',
  OU: 'organizationalUnitName',
  ST: 'stateOrProvinceName',
  emailAddress: 'emailAddress',
};

/** The strategies that take the certificate of the identity provider. */
const WITH_CERTIFICATE = ['samlp', 'pingfederate'];

/**
 * The certificate of a SAML identity provider comes as PEM or as base64 of it in `signingCert`, which is not kept: it is
 * read as `cert`, with its thumbprint, its subject and its end.
 */
export function withCertificate(strategy: string, options: Body): Body {
  const sent = textOf(options['signingCert'] ?? options['cert']);
  if (!WITH_CERTIFICATE.includes(strategy) || sent === '') return options;
  const decoded = Buffer.from(sent, 'base64').toString();
  const pem = sent.startsWith('-----BEGIN') ? sent : decoded;
  const read = pem.startsWith('-----BEGIN') ? certificateAt(pem) : undefined;
  const kept = { ...omit(options, ['signingCert']), cert: pem.startsWith('-----BEGIN') ? pem : sent };
  return read === undefined ? kept : { ...kept, ...partsOf(read) };
}

function certificateAt(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

function partsOf({ subject, validTo, fingerprint }: X509Certificate): Body {
  const parts = subject.split('\n').map((line): [string, string] => {
    const [short = '', ...value] = line.split('=');
    return [SUBJECT[short] ?? short, value.join('=')];
  });
  return {
    expires: new Date(validTo).toISOString(),
    subject: Object.fromEntries(parts),
    thumbprints: [fingerprint.replaceAll(':', '').toLowerCase()],
  };
}
