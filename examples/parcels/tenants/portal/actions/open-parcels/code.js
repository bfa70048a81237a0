/**
 * Runs at a login to the portal, and says in the id token how many parcels are on their way to the customer. Nobody has
 * a token for the API of parcels at that moment: the Action calls it as a machine, with a token of its own.
 *
 * The token is kept in api.cache until shortly before its end: one an hour, and not one for each login. A login waits two
 * seconds at most, and goes on without the number when the API does not answer.
 *
 * @param {Event} event
 * @param {PostLoginAPI} api
 */
exports.onExecutePostLogin = async (event, api) => {
  if (event.client.name !== 'Customer Portal') return;
  const deadline = AbortSignal.timeout(2000);
  try {
    const token = api.cache.get(KEY)?.value ?? (await fetchToken(event, api, deadline));
    const answer = await fetch('##PARCELS_URL##/parcels', {
      headers: { authorization: `Bearer ${token}` },
      signal: deadline,
    });
    // What is refused is not kept: the next login asks for another one.
    if (answer.status === 401) api.cache.delete(KEY);
    if (!answer.ok) throw new Error(`the API answers ${answer.status}`);
    const parcels = await answer.json();
    const open = parcels.filter(({ state }) => state !== 'delivered').length;
    api.idToken.setCustomClaim('##PARCELS_API##/open_parcels', open);
  } catch (error) {
    console.log(`Open Parcels: no number, as ${error.message}`);
  }
};

const KEY = 'parcels-token';

async function fetchToken({ secrets }, api, signal) {
  const answer = await fetch('##ISSUER##oauth/token', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      grant_type: 'client_credentials',
      client_id: secrets.CLIENT_ID,
      client_secret: secrets.CLIENT_SECRET,
      audience: '##PARCELS_API##',
    }),
    signal,
  });
  if (!answer.ok) throw new Error(`the token endpoint answers ${answer.status}`);
  const { access_token, expires_in } = await answer.json();
  api.cache.set(KEY, access_token, { ttl: (expires_in - 60) * 1000 });
  return access_token;
}
