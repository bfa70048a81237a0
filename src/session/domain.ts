import { bareDomain } from '../model/domain.ts';

/** Whose a domain is: Auth0's own, this machine, or of an owner who is only known by the files. */
export type DomainOwner = 'auth0' | 'loopback' | 'unknown';

/** Whose a domain is. What is no host and port, or is spoken to without encryption over a network, is of nobody known. */
export function ownerOf(domain: string): DomainOwner {
  const bare = bareDomain(domain);
  const url = `https://${bare}`;
  if (!URL.canParse(url)) return 'unknown';
  const { hostname, host } = new URL(url);
  // The default port is no part of what a URL says.
  if (host !== bare && host !== bare.replace(/:443$/, '')) return 'unknown';
  if (/^(localhost|.*\.localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname)) return 'loopback';
  return hostname.endsWith('.auth0.com') && !domain.startsWith('http://') ? 'auth0' : 'unknown';
}
