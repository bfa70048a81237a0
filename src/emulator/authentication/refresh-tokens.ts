import { bodyOf, textOf, type Body } from '../body.ts';
import type { Tenant } from '../route.ts';
import type { Approval } from './approval.ts';
import { change, keep, kept, newHandle } from './kept.ts';

/** How long a token is kept that does not end, in seconds. */
const FOREVER = 10 * 31_557_600;

/** A refresh token that was made, with the family of those that follow from one login. */
export interface NewRefreshToken {
  readonly token: string;
  readonly family: string;
}

/** How a client's refresh tokens are held. */
export interface Settings {
  readonly isRotating: boolean;
  /** How long the one before may be used again, in seconds. */
  readonly leeway: number;
  /** How long a family lives, and how long a token that is not used, in seconds. */
  readonly whole: number;
  readonly idle: number;
}

/** The settings of a client, with Auth0's defaults. */
export function settingsOf(client: Body): Settings {
  const settings = bodyOf(client['refresh_token']);
  const isEndless = settings['expiration_type'] === 'non-expiring';
  const seconds = (name: string, standard: number): number =>
    isEndless || settings[`infinite_${name}`] === true ? FOREVER : Number(settings[name] ?? standard);
  return {
    isRotating: settings['rotation_type'] === 'rotating',
    leeway: Number(settings['leeway'] ?? 0),
    whole: seconds('token_lifetime', 2_592_000),
    idle: seconds('idle_token_lifetime', 1_296_000),
  };
}

/** Makes the first refresh token of a login, or the next one of a family. */
export function newRefreshToken(tenant: Tenant, client: Body, approval: Approval, before?: Body): NewRefreshToken {
  const now = Math.floor(tenant.now() / 1000);
  const { whole, idle } = settingsOf(client);
  const family = textOf(before?.['family']) || newHandle();
  const began = Number(before?.['began_at'] ?? now);
  const body = {
    id: textOf(before?.['id']) || `rt_${newHandle(12)}`,
    family,
    approval,
    client_id: approval.client_id,
    user_id: approval.user_id,
    session_id: approval.session_id,
    began_at: began,
    idle_until: now + idle,
  };
  // It is kept as long as its family lives, used or not: that somebody uses it again has to be seen.
  return { token: keep(tenant, 'refresh_tokens', body, began + whole - now, newHandle(32)), family };
}

/** A refresh token that was given and has not been revoked. Its family may be at its end: see `kept`. */
export const refreshTokenOf = (tenant: Tenant, token: string): Body | undefined =>
  kept(tenant, 'refresh_tokens', token);

/** Notes what became of a refresh token. */
export const changeRefreshToken = (tenant: Tenant, token: string, fields: Body): void =>
  change(tenant, 'refresh_tokens', token, fields);

/** Revokes all refresh tokens that follow from one login. */
export const revokeFamily = ({ store }: Tenant, family: string): void =>
  store.removeWhere('refresh_tokens', (one) => family !== '' && one['family'] === family);
