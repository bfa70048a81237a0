import { isBody, parseJson } from '../model/json.ts';
import type { Body } from '../model/json.ts';

/** The client that an access token was given to: `azp`, `client_id` or the subject of a machine. */
export function clientOf(token: string): string | undefined {
  const { azp, client_id: client, sub } = claimsOf(token);
  const found = azp ?? client ?? (typeof sub === 'string' && sub.endsWith('@clients') ? sub.slice(0, -8) : undefined);
  return typeof found === 'string' ? found : undefined;
}

/** The scopes that an access token carries. */
export function scopesIn(token: string): ReadonlySet<string> | undefined {
  const { scope } = claimsOf(token);
  return typeof scope === 'string' ? new Set(scope.split(' ').filter((one) => one !== '')) : undefined;
}

/** What a JWT says, whoever signed it; nothing when it is none. */
export function claimsOf(token: string): Body {
  const payload = parseJson(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
  return isBody(payload) ? payload : {};
}
