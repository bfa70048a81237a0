import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { makeCertificate, readCertificate, type Certificate } from '../emulator/certificate.ts';
import { ownFile, writeWhole } from '../record/disk.ts';

/** The certificate that is kept in a folder, and where clients find the authority that signed it. */
export interface KeptCertificate extends Certificate {
  readonly caPath: string;
}

/** Reads the certificate of a folder; there is a new one when there was none or it ends soon. Only the user can read it. */
export function keptCertificate(folder: string, now: number): KeptCertificate {
  const [path, caPath] = [join(folder, 'tls.pem'), join(folder, 'ca.pem')];
  const kept = existsSync(path) ? readCertificate(ownFile(path).toString('utf8'), now) : undefined;
  const certificate = kept ?? makeCertificate(now);
  const isTrusted = kept !== undefined && existsSync(caPath) && ownFile(caPath).toString('utf8') === kept.ca;
  if (kept === undefined) writeWhole(path, `${certificate.key}${certificate.cert}${certificate.ca}`);
  if (!isTrusted) writeWhole(caPath, certificate.ca);
  return { ...certificate, caPath };
}
