import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import { connect } from 'node:tls';

/** What DNS says of a name; `why` when it says nothing. */
export interface DnsAnswer {
  answers: string[];
  why?: string;
}

/** What a TLS handshake shows. */
export type TlsAnswer =
  | { type: 'answered'; version: string; cipher: string; endsAt: number; issuer: string; why?: string }
  | { type: 'silent'; why: string };

/** How names are looked up, and where connections go instead of the host itself. */
export interface ProbeOptions {
  /** Addresses of name servers, `host` or `host:port`; those of this machine by default. */
  servers?: readonly string[] | undefined;
  port?: number;
  /** The address that a host has, where it is not to be looked up. */
  address?: string;
  /** A certificate authority to trust, as PEM. */
  ca?: string;
  milliseconds?: number;
}

/** The records of a type that a name has. */
export async function records(
  type: 'CNAME' | 'TXT',
  name: string,
  { servers, milliseconds = 5000 }: ProbeOptions = {},
): Promise<DnsAnswer> {
  const resolver = new Resolver({ timeout: milliseconds, tries: 2 });
  try {
    if (servers !== undefined && servers.length > 0) resolver.setServers(servers);
    const answers =
      type === 'CNAME'
        ? await resolver.resolveCname(name)
        : (await resolver.resolveTxt(name)).map((parts) => parts.join(''));
    return { answers };
  } catch (error) {
    return { answers: [], why: codeOf(error) };
  }
}

/** What a host shows in a TLS handshake: version, cipher, and the end of its certificate, whether it is trusted or not. */
export async function handshake(host: string, options: ProbeOptions = {}): Promise<TlsAnswer> {
  const { port = 443, ca, milliseconds = 10_000 } = options;
  const address = options.address ?? (await addressOf(host, options));
  return new Promise((resolve) => {
    // Whether the certificate holds is what is asked: a handshake that is refused for it would not show it.
    const socket = connect({
      host: address,
      port,
      rejectUnauthorized: false,
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ...(ca === undefined ? {} : { ca }),
    });
    const end = (answer: TlsAnswer): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(milliseconds, () => end({ type: 'silent', why: 'ETIMEDOUT' }));
    socket.once('error', (error) => end({ type: 'silent', why: codeOf(error) }));
    socket.once('secureConnect', () => {
      const { valid_to: endsAt, issuer } = socket.getPeerCertificate();
      const error: unknown = socket.authorizationError;
      const why = socket.authorized ? undefined : error instanceof Error ? codeOf(error) : String(error);
      end({
        type: 'answered',
        version: socket.getProtocol() ?? '',
        cipher: socket.getCipher().standardName,
        endsAt: Date.parse(endsAt),
        issuer: [issuer.O ?? issuer.CN ?? ''].flat().join(', '),
        ...(why === undefined ? {} : { why }),
      });
    });
  });
}

/** The address of a host by the name servers that were named; the host itself where none were. */
async function addressOf(host: string, { servers, milliseconds = 5000 }: ProbeOptions): Promise<string> {
  if (servers === undefined || servers.length === 0) return host;
  const resolver = new Resolver({ timeout: milliseconds, tries: 2 });
  resolver.setServers(servers);
  const [found] = await resolver.resolve4(host).catch(() => []);
  return found ?? host;
}

function codeOf(error: unknown): string {
  const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' ? code : error instanceof Error ? error.message : String(error);
}
