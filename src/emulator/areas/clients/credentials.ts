import { idForm } from '../../ids.ts';
import { createHash, createPublicKey, X509Certificate } from 'node:crypto';
import { type Body, type Json, bodiesOf, isBody, omit, textOf, valuesAt } from '../../body.ts';
import type { Write } from '../../collection.ts';
import { badRequest, invalidBody } from '../../errors.ts';
import { type Call, timestamp } from '../../route.ts';

/** The form of its handles. */
export const CREDENTIAL_ID = idForm('credential', 'cred_', 22);

const MOST = 2;
/** The client's fields that refer to credentials by id. */
const HOLDERS = ['client_authentication_methods', 'signed_request_object', 'token_vault_privileged_access'];

/** The ids of the credentials that a client uses. */
export const usedCredentials = (client: Body): string[] =>
  HOLDERS.flatMap((field) => valuesAt(client[field], 'credentials'))
    .flatMap((credentials) => bodiesOf(credentials))
    .map(({ id }) => textOf(id));

/** A key or certificate must be readable; `kid` is its hash unless given; an application holds two at most. */
export function credentialBeforeStore(body: Body, { call, before }: Write): Body {
  if (before !== undefined) return body;
  const held = call.store.all('credentials').filter(({ _client }) => _client === body['_client']).length;
  if (held >= MOST) throw badRequest(`A client can have ${MOST} credentials at most.`, 'too_many_credentials');
  return omit({ ...body, ...keyFields(body) }, ['parse_expiry_from_cert']);
}

function keyFields(body: Body): Body {
  const type = body['credential_type'];
  const pem = textOf(body['pem']);
  if (type === 'cert_subject_dn') {
    if ((pem === '') === (body['subject_dn'] === undefined)) {
      throw invalidBody('Exactly one of pem and subject_dn is required');
    }
    return pem === '' ? {} : { subject_dn: certificate(pem).subject.replaceAll('\n', ', ') };
  }
  if (pem === '') throw invalidBody('Missing required property: pem');
  const digest = createHash('sha256').update(pem.trim());
  if (type === 'x509_cert')
    return { thumbprint_sha256: thumbprint(certificate(pem)), ...expiry({ ...body, parse_expiry_from_cert: true }) };
  refuseUnreadable(pem);
  return { kid: body['kid'] ?? digest.digest('base64url'), alg: body['alg'] ?? 'RS256', ...expiry(body) };
}

function refuseUnreadable(pem: string): void {
  try {
    createPublicKey(pem);
  } catch {
    throw badRequest('The PEM is not a public key or certificate.', 'invalid_credential');
  }
}

function certificate(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw badRequest('The PEM is not a certificate.', 'invalid_credential');
  }
}

/** The SHA-256 thumbprint of a certificate, in base64url. */
const thumbprint = ({ raw }: X509Certificate): string => createHash('sha256').update(raw).digest('base64url');

const expiry = (body: Body): Body =>
  body['parse_expiry_from_cert'] === true
    ? { expires_at: new Date(certificate(textOf(body['pem'])).validTo).toISOString() }
    : {};

/** A credential that its client still refers to stays. */
export function credentialBeforeDelete(credential: Body, { store }: Call): void {
  const client = store.get('clients', textOf(credential['_client']));
  if (client === undefined || !usedCredentials(client).includes(textOf(credential['id']))) return;
  throw badRequest('The credential is in use by the client and cannot be deleted.', 'credential_in_use');
}

/** Creates the credentials that a new client brings along and leaves their ids in their place. */
export function createInline(client: Body, call: Call): Body {
  const create = (sent: Body): Body => {
    const id = call.store.newId(CREDENTIAL_ID);
    const times = { created_at: timestamp(call), updated_at: timestamp(call) };
    const fresh = { id, ...sent, ...times, _client: client['client_id'] ?? '' };
    const body = credentialBeforeStore(fresh, { call, sent, before: undefined });
    call.store.put('credentials', id, { ...omit(body, ['pem']), _pem: body['pem'] ?? '' });
    return { id };
  };
  const held = HOLDERS.filter((field) => client[field] !== undefined);
  return { ...client, ...Object.fromEntries(held.map((field) => [field, withCredentialIds(client[field], create)])) };
}

function withCredentialIds(value: Json | undefined, create: (sent: Body) => Body): Json {
  if (!isBody(value)) return value ?? null;
  const entries = Object.entries(value).map(([key, item]): [string, Json] => [
    key,
    key === 'credentials' ? bodiesOf(item).map((sent) => create(sent)) : withCredentialIds(item, create),
  ]);
  return Object.fromEntries(entries);
}
