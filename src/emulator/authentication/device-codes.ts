import { randomInt } from 'node:crypto';
import { bodyOf, textOf, type Body } from '../body.ts';
import type { Tenant } from '../route.ts';
import { wordsOf } from './access.ts';
import { approvalIn } from './approval.ts';
import { authenticateClient, checkGrantType, isPublic, namedClient } from './client.ts';
import type { AuthCall, Endpoint } from './endpoint.ts';
import type { Grant } from './grant.ts';
import { change, keep, newHandle } from './kept.ts';
import { deny } from './refusals.ts';
import { newRefreshToken } from './refresh-tokens.ts';
import { issueTokens } from './user-tokens.ts';

/** The grant of devices without a browser. */
export const DEVICE_CODE = 'urn:ietf:params:oauth:grant-type:device_code';
/** How long a device may wait for its user, in seconds. */
const EXPIRY = 900;
/** How long a device has to wait between two questions, in seconds. */
const INTERVAL = 5;
/** How long it is known that a code has expired, in seconds: a device is told once. */
const REMEMBERED = 86_400;
/** Letters that no word is made of, and none is mistaken for another. */
const LETTERS = 'BCDFGHJKLMNPQRSTVWXZ';
const DIGITS = '0123456789';

/** `POST /oauth/device/code`: a device without a browser starts a login that its user makes elsewhere. */
export const deviceCodes: Endpoint = {
  on: 'POST /oauth/device/code',
  origins: 'allowed',
  answer(call) {
    const { form, tenant, issuer } = call;
    const named = namedClient(call);
    const client = named !== undefined && isPublic(named) ? named : authenticateClient(call);
    checkGrantType(client, DEVICE_CODE);
    const audience = textOf(form['audience']) || textOf(tenant.store.get('settings', 'tenant')?.['default_audience']);
    const userCode = newUserCode(tenant);
    const body = {
      client_id: client['client_id'] ?? '',
      user_code: userCode,
      audience,
      scope: textOf(form['scope']),
      status: 'pending',
      expires_at: tenant.now() + EXPIRY * 1000,
      asked_at: 0,
    };
    const handle = keep(tenant, 'device_codes', body, REMEMBERED, newHandle());
    const uri = `${issuer}activate`;
    return Response.json(
      {
        device_code: handle,
        user_code: userCode,
        verification_uri: uri,
        expires_in: EXPIRY,
        interval: INTERVAL,
        verification_uri_complete: `${uri}?user_code=${encodeURIComponent(userCode)}`,
      },
      { headers: { 'cache-control': 'no-store' } },
    );
  },
};

/** A code that a user can type, as the tenant wants such codes. */
function newUserCode({ store }: Tenant): string {
  const { charset, mask } = bodyOf(store.get('settings', 'tenant')?.['device_flow']);
  const letters = charset === 'digits' ? DIGITS : LETTERS;
  const form = textOf(mask) || (charset === 'digits' ? '***-***-***' : '****-****');
  return form.replaceAll('*', () => letters[randomInt(letters.length)] ?? '');
}

/** A device that waits, by the code that its user types; without one when nobody waits for it any more. */
export function waitingDevice({ tenant }: AuthCall, userCode: string): { handle: string; device: Body } | undefined {
  const typed = bare(userCode);
  const found = tenant.store.entries('device_codes').find(({ body }) => {
    const isWaiting = body['status'] === 'pending' && Number(body['expires_at']) > tenant.now();
    return isWaiting && typed !== '' && bare(textOf(body['user_code'])) === typed;
  });
  return found === undefined ? undefined : { handle: found.key, device: found.body };
}

/** People leave separators out, and write small letters. */
const bare = (code: string): string => code.replaceAll(/[^0-9a-z]/gi, '').toUpperCase();

/** What became of a device: its user lets it in, or does not. */
export function settleDevice({ tenant }: AuthCall, handle: string, fields: Body): void {
  change(tenant, 'device_codes', handle, fields);
}

/** `urn:ietf:params:oauth:grant-type:device_code`: a device asks whether its user has let it in. */
export const deviceCode: Grant = {
  events: ['sede', 'fede'],
  async issue(call) {
    const { form, tenant, client } = call;
    const handle = textOf(form['device_code']);
    if (handle === '') throw deny('parameterMissing', { name: 'device_code' });
    const device = tenant.store.get('device_codes', handle);
    if (device === undefined || device['client_id'] !== client['client_id']) throw deny('deviceCodeInvalid');
    const status = textOf(device['status']);
    if (status !== 'approved' && status !== 'denied') throw pending(tenant, handle, device);
    tenant.store.remove('device_codes', handle);
    if (status === 'denied') throw deny('deviceDenied', { reason: textOf(device['reason']) });
    const approval = approvalIn(bodyOf(device['approval']));
    const hasRefresh = wordsOf(approval.scope).includes('offline_access');
    return issueTokens(
      call,
      approval,
      hasRefresh ? { refreshToken: newRefreshToken(tenant, client, approval).token } : {},
    );
  },
};

/** Why a device has to wait, or that it waits in vain: that it is told once. */
function pending(tenant: Tenant, handle: string, device: Body): ReturnType<typeof deny> {
  const now = tenant.now();
  if (Number(device['expires_at']) <= now) {
    tenant.store.remove('device_codes', handle);
    return deny('deviceCodeExpired');
  }
  const askedAt = Number(device['asked_at']);
  change(tenant, 'device_codes', handle, { asked_at: now });
  return now - askedAt < INTERVAL * 1000 ? deny('deviceTooFast', { seconds: String(INTERVAL) }) : deny('devicePending');
}
