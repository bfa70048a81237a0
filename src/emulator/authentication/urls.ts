import { textOf, textsOf, type Body } from '../body.ts';

/**
 * Whether a URL is one of those that a client or a tenant allows. A `*` stands for characters of the subdomain that is furthest from the root,
 * once, in http and https alone; `{organization_name}` for all of that subdomain, when the login is for an organization.
 * Source: Auth0's documentation of subdomain URL placeholders.
 */
export function isAllowedUrl(url: string, allowed: readonly string[], organization?: Body): boolean {
  return allowed.some((pattern) => {
    if (pattern === url) return true;
    const place = /^(https?:\/\/)([^/?#]*)(.*)$/i.exec(pattern);
    const [, scheme = '', host = '', rest = ''] = place ?? [];
    if (place === null) return false;
    const [first = '', ...others] = host.split('.');
    // A wildcard before the last part of a name would be for everybody's domains.
    if (others.length < 2 || /[*{}]/.test(others.join('.') + rest)) return false;
    const name = textOf(organization?.['name']);
    if (first === '{organization_name}') return name !== '' && url === `${scheme}${[name, ...others].join('.')}${rest}`;
    if (first.split('*').length !== 2 || /[{}]/.test(first)) return false;
    const [before = '', after = ''] = first.split('*');
    const [start, end] = [`${scheme}${before}`, `${after}.${others.join('.')}${rest}`];
    const between = url.slice(start.length, url.length - end.length);
    return url.startsWith(start) && url.endsWith(end) && /^[a-z0-9-]+$/i.test(between);
  });
}

/** A URL without its query and fragment, which logout URLs are compared without. */
export const bareUrl = (url: string): string => url.replace(/[?#].*$/, '');

/** The origin of a URL; undefined when it has none. */
export function originOf(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { origin } = new URL(url);
  return origin === 'null' ? undefined : origin;
}

/** Whether pages of an origin may ask as a client: those that it lists, and those of its callbacks. */
export function isAllowedOrigin(origin: string, client: Body): boolean {
  const callbacks = textsOf(client['callbacks']).flatMap((url) => originOf(url) ?? []);
  const listed = [...textsOf(client['allowed_origins']), ...textsOf(client['web_origins'])];
  return isAllowedUrl(origin, [...callbacks, ...listed.map((one) => one.replace(/\/$/, ''))]);
}
