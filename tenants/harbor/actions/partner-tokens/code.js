/**
 * Runs before a machine gets its token.
 *
 * Partners that are suspended get none, and the others carry their name in a claim, so that the parcel services can tell
 * them apart without asking who owns a client id.
 *
 * @param {Event} event
 * @param {CredentialsExchangeAPI} api
 */
exports.onExecuteCredentialsExchange = async (event, api) => {
  const { partner } = event.client.metadata;
  if (!partner) return;
  const suspended = event.secrets.SUSPENDED_PARTNERS.split(',').map((name) => name.trim());
  if (suspended.includes(partner)) {
    api.access.deny('invalid_request', `The partner ${partner} is suspended.`);
    return;
  }
  api.accessToken.setCustomClaim('##PARCELS_API##/partner', partner);
};
