// Tokens for one client and one API. A token is asked for once and kept until shortly before its end: however many calls a
// service makes, it costs one token an hour, and not one a call.

/**
 * Keeps the token of a client.
 *
 * - The last part of its life, `margin`, a new one is fetched while callers still get the old one.
 * - Callers who need a token at the same time wait for the same request.
 * - A full token endpoint says when to come again, and is asked then; one that hangs or fails is asked again, too.
 * - What no repetition mends, such as a wrong secret, is not asked again for `pause`: every caller is told why at once.
 *
 * @param {object} options
 * @param {string} options.issuer where the tenant is, with a slash at its end
 * @param {string} options.audience the API that the token is for
 * @param {string} options.clientId
 * @param {string} [options.clientSecret] the proof of the client, or
 * @param {() => Promise<string>} [options.assertion] a new proof for each request, signed with the client's own key
 * @param {string} [options.organization] the organization that the token is for
 * @param {number} [options.margin] in seconds; never more than half of a token's life
 * @param {number} [options.timeout] how long one request may take, in seconds
 * @param {number} [options.attempts] how often a caller's token is asked for
 * @param {number} [options.pause] how long a failure is believed, in seconds
 */
export function tokensOf(options) {
  const { margin = 60, attempts = 6, pause = 1 } = options;
  let held = { token: '', since: 0, renewAt: 0, endsAt: 0 };
  let fetching;
  let failed = { until: 0, error: undefined };

  async function fetchToken() {
    for (let attempt = 1; ; attempt += 1) {
      // Its life begins in the second in which it was made, which is over before it is here.
      const now = Date.now();
      const answer = await ask(options);
      if (answer.token !== undefined) {
        const life = (answer.life - 1) * 1000;
        held = {
          token: answer.token,
          since: now,
          renewAt: now + life - Math.min(margin * 1000, life / 2),
          endsAt: now + life,
        };
        return;
      }
      if (!answer.again || attempt >= attempts) {
        failed = { until: Date.now() + pause * 1000, error: answer.error };
        throw answer.error;
      }
      // Others wait for the same moment: the more often it was too full, the wider they are spread.
      const spread = 500 * attempt * Math.random();
      await sleep(answer.wait === undefined ? Math.min(8000, 250 * 2 ** attempt) + spread : answer.wait + spread);
    }
  }

  return {
    /** The token to call with. */
    async get() {
      const now = Date.now();
      if (now < held.renewAt) return held.token;
      const isHeld = now < held.endsAt;
      if (now < failed.until && !isHeld) throw failed.error;
      if (now >= failed.until) fetching ??= fetchToken().finally(() => (fetching = undefined));
      // The old token holds: nobody waits, and whoever comes after its end is told what failed.
      if (isHeld) fetching?.catch(() => undefined);
      else await fetching;
      return held.token;
    },
    /** An API has refused a token: it is given to nobody any more, unless it is so new that another one would fare the same. */
    forget(token) {
      if (token === held.token && Date.now() - held.since > 10_000) held = { ...held, renewAt: 0, endsAt: 0 };
    },
  };
}

/** A fetch that shows the client's token, and tries once more with a new one when an API refuses the old one. */
export function fetchWith(tokens) {
  const send = async (url, init) => {
    const token = await tokens.get();
    const response = await fetch(url, { ...init, headers: { ...init.headers, authorization: `Bearer ${token}` } });
    if (response.status === 401) tokens.forget(token);
    return response;
  };
  return async (url, init = {}) => {
    const response = await send(url, init);
    if (response.status !== 401) return response;
    await response.body?.cancel();
    return send(url, init);
  };
}

/** How long a request for a token may take, in seconds, where nothing else is said. */
const TIMEOUT = Number(process.env.TOKEN_TIMEOUT ?? 5);

/** One request: a token with its life in seconds, or an error, whether to ask again, and how long to wait in milliseconds. */
async function ask({ issuer, audience, clientId, clientSecret, assertion, organization, timeout = TIMEOUT }) {
  try {
    const proof =
      assertion === undefined
        ? { client_secret: clientSecret }
        : {
            client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
            client_assertion: await assertion(),
          };
    const form = { grant_type: 'client_credentials', client_id: clientId, ...proof, audience };
    const response = await fetch(`${issuer}oauth/token`, {
      method: 'POST',
      body: new URLSearchParams(organization === undefined ? form : { ...form, organization }),
      signal: AbortSignal.timeout(timeout * 1000),
    });
    const text = await response.text();
    if (response.ok) {
      const { access_token, expires_in } = JSON.parse(text);
      return { token: access_token, life: expires_in };
    }
    const error = new Error(`No token for ${audience}: ${response.status} ${text.slice(0, 300)}`);
    return { error, again: response.status === 429 || response.status >= 500, wait: waitOf(response) };
  } catch (cause) {
    return { error: new Error(`No token for ${audience}: ${cause.message}`, { cause }), again: true };
  }
}

/** How long the token endpoint wants not to be asked, at most half a minute; undefined when it does not say. */
function waitOf({ status, headers }) {
  if (status !== 429) return undefined;
  const after = Number(headers.get('retry-after') ?? NaN) * 1000;
  const reset = Number(headers.get('x-ratelimit-reset') ?? NaN) * 1000 - Date.now();
  const wait = Number.isNaN(after) ? reset : after;
  return Number.isNaN(wait) ? undefined : Math.min(30_000, Math.max(0, wait));
}

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
