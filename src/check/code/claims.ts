/** Claims that Auth0 leaves out of a token without an error. Source: Auth0, create custom claims. */
const restricted = new Set(
  `acr act active amr at_hash ath attest aud auth_time authorization_details azp c_hash client_id cnf cty dest
   entitlements events exp groups gty htm htu iat internalService iss jcard jku jti jwe jwk kid may_act mky nbf nonce
   object_id org_id org_name orig origid permissions roles rph s_hash scope sid sub sub_jwk toe txn typ uuid vot vtm
   x5t#S256`
    .trim()
    .split(/\s+/),
);

/** Namespaces that are Auth0's own. */
const ownNamespace = /^(?:https?:\/\/(?:[^/]*\.)?(?:auth0\.com|webtask\.io|webtask\.run)(?:[/:]|$)|urn:auth0)/i;

/** Whether Auth0 leaves a claim of that name out of tokens. */
export function isDroppedClaim(name: string): boolean {
  return restricted.has(name) || name.startsWith('sip_') || ownNamespace.test(name);
}
