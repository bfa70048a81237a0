import { X509Certificate } from 'node:crypto';
import type { Area } from '../area.ts';
import { type Body, omit, textOf } from '../body.ts';
import { absent, refuse } from '../errors.ts';
import { idForm, uuid } from '../ids.ts';
import { type Pages, page, pageQuery } from '../paging.ts';
import { type Answer, type Call, type Route, created, empty, need, ok, operation, param, timestamp } from '../route.ts';
import { FIRST_KEY } from '../signing-key.ts';

/** The certificate of the key that signs tokens. */
const CERTIFICATE = [
  '-----BEGIN CERTIFICATE-----',
  'MIIDAjCCAeqgAwIBAgIBATANBgkqhkiG9w0BAQsFADAZMRcwFQYDVQQDDA5lbXVs',
  'YXRvci5sb2NhbDAgFw0yNjExMjkwNzI4NDBaGA8yMTI2MTEwNTA3Mjg0MFowGTEX',
  'MBUGA1UEAwwOZW11bGF0b3IubG9jYWwwggEiMA0GCSqGSIb3DQEBAQUAA4IBDwAw',
  'ggEKAoIBAQDO9DHRE5hkyOb5WcBFhoxIu7eOG6qNrqjwwXyIVMOoupTs1NinA2l9',
  '9RDi7KKiA0cGA2ZuepmDNI3Xphn/yut1Af0LC5ffls0/R52+9j8IB86m3KPqrzBh',
  'f6echrRXSvsr82KAJt1EbU47kXhMW8A4APMTt9rh46mCwjibMeSkln53S7xqu6m5',
  'ohsjNLfa5fu7mPDtcifEe4YKUbMSPUjR/ybXt2c/S/zqlOPNGaRA3yzv27hd0Gji',
  'Ty5bXrJkTMEuT8k2pDsRljpKwBJihwfFx5xLkY6Xvx7lKgY57rYsQsyzdFZ85KzO',
  'fSjVvoHRYKWGl12RGFLUaBrz5fXZS9AxAgMBAAGjUzBRMB0GA1UdDgQWBBTA5ub7',
  'hbD2zOYjcaDOhEc9SBg+wjAfBgNVHSMEGDAWgBTA5ub7hbD2zOYjcaDOhEc9SBg+',
  'wjAPBgNVHRMBAf8EBTADAQH/MA0GCSqGSIb3DQEBCwUAA4IBAQACxCcJZPL2Fqb1',
  'tjWr8snKs6YRdBUHCiXxvk4QWWJ7SyqV5h+4yX72md69aEo8rtvuFNFRTKo9+cWx',
  'j8F243H0F8LVSFzcilmdv+HWUf+Dxu7Gl0BZRbmouePnoMqypTZAcIeJbhBGzKeR',
  'VDM3LTBkG+ZXJsoV+nJ9BDTJGH3jbIL0ytqVJF00KStcQ+ya/nCzsQbxj6wKwsfF',
  '+1AsTakRD3ZUENVFWqoLU743wefAquu9R5pPVyrx3aBgcoEfINOVgwX1X0K81sLk',
  'rGusdDKKOgMpGMII5IwHeqxCX5XbC0QG3ZshkwYzmQ33lRLb7WSi15XOyfJvbiXh',
  '62sHRaIH',
  '-----END CERTIFICATE-----',
  '',
].join('\n');

/** How a key of the tenant is told of. */
function seen(kid: string, pkcs: string): Body {
  const { fingerprint } = new X509Certificate(CERTIFICATE);
  return {
    kid,
    cert: CERTIFICATE,
    [pkcs]: '',
    fingerprint,
    thumbprint: fingerprint.replaceAll(':', ''),
  };
}

const SIGNING = '/keys/signing';

/**
 * Keys for signing: one is current, and those that were current can be revoked. The list tells of a rotation;
 * the emulator signs with its one key all the while.
 */
const signingRoutes: Route[] = [
  operation(`GET ${SIGNING}`, 'read:signing_keys', (call) => ok(signingKeys(call))),
  operation(`GET ${SIGNING}/:kid`, 'read:signing_keys', (call) => ok(signingKey(call))),
  operation(`POST ${SIGNING}/rotate`, 'create:signing_keys update:signing_keys', rotateSigning),
  operation(`PUT ${SIGNING}/:kid/revoke`, 'update:signing_keys', revokeSigning),
];

function signingKeys({ store }: Call): Body[] {
  const rotated = store.all('signing_keys');
  if (rotated.length > 0) return rotated;
  const current = { current: true, current_since: '2020-01-01T00:00:00.000Z' };
  return [{ ...seen(FIRST_KEY, 'pkcs7'), ...current }];
}

function signingKey(call: Call): Body {
  const key = signingKeys(call).find(({ kid }) => kid === param(call, 'kid'));
  if (key === undefined) throw absent('signing-key');
  return key;
}

function rotateSigning(call: Call): Answer {
  const kid = call.store.newId('keyId');
  const now = timestamp(call);
  for (const key of signingKeys(call)) {
    const isCurrent = key['current'] === true;
    const after = isCurrent ? { ...key, current: false, current_until: now, previous: true } : omit(key, ['previous']);
    call.store.put('signing_keys', textOf(key['kid']), after);
  }
  call.store.put('signing_keys', kid, { ...seen(kid, 'pkcs7'), current: true, current_since: now });
  return created({ kid, cert: CERTIFICATE });
}

function revokeSigning(call: Call): Answer {
  const key = signingKey(call);
  if (key['current'] === true) throw refuse('signing-keys.current');
  call.store.put('signing_keys', textOf(key['kid']), { ...key, revoked: true, revoked_at: timestamp(call) });
  return ok({ kid: key['kid'] ?? '', cert: CERTIFICATE });
}

const ENCRYPTION: Pages = { key: 'keys', paging: 'offset' };

/** Keys for encryption: those of a fresh tenant, which Auth0 made, and those that the tenant made itself. */
const encryptionRoutes: Route[] = [
  operation('GET /keys/encryption', 'read:encryption_keys', listEncryption, { query: pageQuery(ENCRYPTION) }),
  operation('GET /keys/encryption/:kid', 'read:encryption_keys', (call) =>
    ok(need(call, 'encryption_keys', 'encryption-key', 'kid')),
  ),
  operation('POST /keys/encryption', 'create:encryption_keys', createEncryption, {
    body: 'CreateEncryptionKeyRequestContent',
  }),
  operation('POST /keys/encryption/rekey', 'create:encryption_keys update:encryption_keys', empty),
  operation('POST /keys/encryption/:kid', 'update:encryption_keys', importEncryption, {
    body: 'ImportEncryptionKeyRequestContent',
  }),
  operation('POST /keys/encryption/:kid/wrapping-key', 'create:encryption_keys', createWrappingKey),
  operation('DELETE /keys/encryption/:kid', 'delete:encryption_keys', (call) => {
    call.store.remove('encryption_keys', param(call, 'kid'));
    return empty();
  }),
];

const encryptionKey = (call: Call, type: string, state: string): Body => {
  const kid = call.store.newId(uuid('encryptionKey'));
  const times = { created_at: timestamp(call), updated_at: timestamp(call) };
  return call.store.put('encryption_keys', kid, { kid, type, state, parent_kid: null, public_key: null, ...times });
};

function listEncryption(call: Call): Answer {
  return ok(page(ENCRYPTION, call.query, call.store.entries('encryption_keys'), (key) => key));
}

function createEncryption(call: Call): Answer {
  return created(encryptionKey(call, textOf(call.body['type']), 'pre-activation'));
}

/** A key of the tenant's own comes in three steps: the key without material, what wraps the material, the material. */
function createWrappingKey(call: Call): Answer {
  const key = need(call, 'encryption_keys', 'encryption-key', 'kid');
  const publicKey = new X509Certificate(CERTIFICATE).publicKey.export({ type: 'spki', format: 'pem' }).toString();
  call.store.put('encryption_keys', param(call, 'kid'), { ...key, public_key: publicKey });
  return created({ public_key: publicKey, algorithm: 'CKM_RSA_AES_KEY_WRAP' });
}

function importEncryption(call: Call): Answer {
  const key = need(call, 'encryption_keys', 'encryption-key', 'kid');
  if (key['public_key'] === null) throw refuse('encryption-keys.not-wrapped');
  const after = { ...key, state: 'active', updated_at: timestamp(call) };
  return created(call.store.put('encryption_keys', param(call, 'kid'), after));
}

const CUSTOM = '/keys/custom-signing';

/** Public keys of the tenant's own, which PUT sets all at once. */
const customRoutes: Route[] = [
  operation(`GET ${CUSTOM}`, 'read:custom_signing_keys', (call) => {
    const keys = call.store.get('settings', 'custom_signing_keys');
    if (keys === undefined) throw absent('custom-signing-key');
    return ok(keys);
  }),
  operation(
    `PUT ${CUSTOM}`,
    'create:custom_signing_keys update:custom_signing_keys',
    (call) => ok(call.store.put('settings', 'custom_signing_keys', call.body)),
    { body: 'SetCustomSigningKeysRequestContent' },
  ),
  operation(`DELETE ${CUSTOM}`, 'delete:custom_signing_keys', (call) => {
    call.store.remove('settings', 'custom_signing_keys');
    return empty();
  }),
];

const CONNECTION = '/connections/:id/keys';
const KEYED = ['oidc', 'okta', 'samlp', 'waad'];
const CONNECTION_KEY_ID = idForm('connectionKey', '', 22);

/** The keys with which a connection signs what it sends to its identity provider: none until one is made. */
const connectionRoutes: Route[] = [
  operation(`GET ${CONNECTION}`, 'read:connections_keys', (call) => ok(connectionKeys(call))),
  operation(`POST ${CONNECTION}`, 'create:connections_keys', createConnectionKey, {
    body: 'PostConnectionKeysRequestContent',
  }),
  operation(`POST ${CONNECTION}/rotate`, 'create:connections_keys update:connections_keys', rotateConnectionKey, {
    body: 'RotateConnectionKeysRequestContent',
  }),
];

function connectionKeys(call: Call): Body[] {
  const { id } = need(call, 'connections', 'connection');
  return call.store
    .all('connection_keys')
    .filter(({ _connection }) => _connection === id)
    .map(({ _connection, ...key }) => key);
}

function createConnectionKey(call: Call): Answer {
  if (connectionKeys(call).length > 0) throw refuse('connection-keys.exist');
  return created([putConnectionKey(call, 'current')]);
}

/** The next key takes the place of the current one. */
function rotateConnectionKey(call: Call): Answer {
  if (connectionKeys(call).length === 0) throw absent('connection-key');
  call.store.removeWhere('connection_keys', ({ _connection }) => _connection === param(call, 'id'));
  return created(putConnectionKey(call, 'current'));
}

function putConnectionKey(call: Call, place: string): Body {
  const { id = '', strategy } = need(call, 'connections', 'connection');
  if (!KEYED.includes(textOf(strategy))) throw refuse('connection-keys.unsupported-strategy');
  const kid = call.store.newId(CONNECTION_KEY_ID);
  const since = { [place]: true, current_since: timestamp(call) };
  const key = { ...seen(kid, 'pkcs'), ...since, algorithm: textOf(call.body['signing_alg']) || 'RS256' };
  call.store.put('connection_keys', kid, {
    ...key,
    key_use: 'signing',
    subject_dn: 'CN=emulator.local',
    _connection: id,
  });
  return { ...key, key_use: 'signing', subject_dn: 'CN=emulator.local' };
}

/** Keys for signing and encryption, of the tenant and of connections. */
export const keyArea: Area = { routes: [...signingRoutes, ...customRoutes, ...encryptionRoutes, ...connectionRoutes] };
