import { limits } from './triggers.ts';

/** Claims that belong to protocols and to Auth0: what an action sets there is dropped without an error. */
const restricted = new Set(
  `acr act active amr at_hash ath attest aud auth_time authorization_details azp c_hash client_id cnf cty dest entitlements
  events exp groups gty htm htu iat internalService iss jcard jku jti jwe jwk kid may_act mky nbf nonce object_id org_id
  org_name orig origid permissions roles rph s_hash scope sid sip_callid sip_cseq_num sip_date sip_from_tag sip_via_branch sub
  sub_jwk toe txn typ uuid vot vtm x5t#S256`.split(/\s+/),
);

const ownNamespace = /^(?:https?:\/\/(?:[^/]+\.)?(?:auth0\.com|webtask\.io|webtask\.run)(?:[/:?#]|$)|urn:auth0)/i;

const isNamespaced = (name: string): boolean => /^(?:https?:\/\/|urn:)/i.test(name);

/** What of a token decides whether a claim gets into it. */
export interface ClaimPlace {
  /** The identifier of the API that the token is for. */
  audience?: string | undefined;
  /** The host that the tenant was reached by, as its own APIs are named by it. */
  hostname?: string | undefined;
  /** The bytes of the claims that were set before. */
  bytes?: number;
}

/** Why Auth0 leaves a custom claim out of a token without an error, with the way out; `undefined` when it does not. */
export function droppedClaim(name: string, value: unknown, place: ClaimPlace = {}): string | undefined {
  if (restricted.has(name) || name.startsWith('sip_')) {
    return `Auth0 drops the claim "${name}" without an error, as the name is reserved. Use a namespace, such as ${namespaced(name, place)}.`;
  }
  if (ownNamespace.test(name)) {
    return `Auth0 drops the claim "${name}" without an error, as the namespace is its own. Use one of yours, such as https://example.com/${lastPart(name)}.`;
  }
  if (!isNamespaced(name) && isOwnApi(place)) {
    return `Auth0 drops the claim "${name}" without an error, as tokens for its own APIs take claims with a namespace only. Use one, such as ${namespaced(name, {})}.`;
  }
  if ((place.bytes ?? 0) + bytesOf({ [name]: value }) > limits.claimBytes) {
    return `Auth0 drops the claim "${name}" without an error, as the claims would have more than 100 kB. Keep large data elsewhere, and put its id into the token.`;
  }
  return undefined;
}

/** The bytes of a value as JSON. */
export const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value) ?? '');

const namespaced = (name: string, { audience }: ClaimPlace): string =>
  `${audience !== undefined && /^https?:/.test(audience) && !audience.includes('auth0.com') ? audience.replace(/\/$/, '') : 'https://example.com'}/${name}`;

const lastPart = (name: string): string => name.split(/[/:]/).findLast((part) => part !== '') ?? 'claim';

function isOwnApi({ audience, hostname }: ClaimPlace): boolean {
  const found = /^https:\/\/([^/]+)\/(?:api\/v2\/|userinfo|me\/|mfa\/|my-org\/)$/.exec(audience ?? '');
  return found !== null && (found[1] === hostname || (found[1] ?? '').endsWith('.auth0.com'));
}
