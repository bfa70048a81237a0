// For each method of `api`, by trigger: a right use and what it returns, a wrong use and what is said, and its limit where it has one.

type Given = readonly unknown[];

/** One row. */
export interface Row {
  readonly right: Given;
  /** `api`, `nothing`, or the JSON of what is returned; of a promise behind the word. */
  readonly returns: string | RegExp;
  readonly wrong: readonly [given: Given, message: RegExp];
  /** Calls of which the last one is beyond a limit: it throws, or says so by what it returns. */
  readonly limit?: readonly [calls: readonly Given[], said: RegExp];
  /** What Auth0 drops in silence. */
  readonly dropped?: readonly [given: Given, reason: RegExp];
  /** What the event has for it. */
  readonly event?: { readonly [key: string]: unknown };
}

type Rows = { readonly [method: string]: Row };

const long = (length: number): string => 'x'.repeat(length);
const many = (count: number, item: (at: number) => Given): Given[] =>
  Array.from({ length: count }, (_, at) => item(at));

const cache: Rows = {
  'cache.get': { right: ['k'], returns: 'nothing', wrong: [[1], /"key" must be a string, not a number/] },
  'cache.set': {
    right: ['k', 'v', { ttl: 1000 }],
    returns: /"type":"success","record":\{"value":"v"/,
    wrong: [['k', 1], /"value" must be a string/],
    limit: [many(21, (at) => [`k${at}`, 'v']), /MaxSideEffectsExceeded/],
  },
  'cache.delete': { right: ['k'], returns: /CacheKeyDoesNotExist/, wrong: [[], /"key" is required/] },
};

const chained = (right: Given, wrong: Row['wrong'], more: Partial<Row> = {}): Row => ({
  right,
  returns: 'api',
  wrong,
  ...more,
});
const silent = (right: Given, wrong: Row['wrong'], more: Partial<Row> = {}): Row => ({
  right,
  returns: 'nothing',
  wrong,
  ...more,
});
const tooMany: Row['wrong'] = [['x'], /takes no arguments, and got 1/];
const required = (name: string): Row['wrong'] => [[], new RegExp(`"${name}" is required`)];

const claim: Row = chained(['https://x.example/a', { b: [1] }], [[1, 'x'], /"key" must be a string/], {
  limit: [[['https://x.example/a', long(102_400)]], /drops .* 100 kB/],
  dropped: [['permissions', []], /reserved/],
});
const scope = (more: Partial<Row> = {}): Row =>
  silent(['read:things'], [['read things'], /white space/], {
    limit: [[[long(281)]], /at most 280 characters/],
    dropped: [['write:others'], /no grant/],
    ...more,
  });
const metadata = (field: string): Row =>
  chained(['tier', 'gold'], [[], /"key" is required/], {
    limit: [
      [
        ['a', long(20_000)],
        ['b', long(20_000)],
      ],
      new RegExp(`${field} would have more than 32 kB`),
    ],
  });
const users: Rows = {
  'user.setAppMetadata': metadata('app_metadata'),
  'user.setUserMetadata': metadata('user_metadata'),
};
const validation: Rows = {
  'validation.error': chained(['code', 'message'], [['code'], /"errorMessage" is required/], {
    limit: [[[long(101), 'message']], /at most 100 characters, not 101/],
  }),
};
const factors: Rows = {
  'authentication.challengeWith': silent(
    [{ type: 'otp' }, { additionalFactors: [{ type: 'phone', options: { preferredMethod: 'sms' } }] }],
    [['otp'], /"factor" must be an object, not a string/],
  ),
  'authentication.challengeWithAny': silent(
    [[{ type: 'otp' }, { type: 'email' }]],
    [[[{}]], /item 0, field "type", is required/],
  ),
};
const away: Rows = {
  'redirect.encodeToken': {
    right: [{ secret: 's', payload: { a: 1 } }],
    returns: /^"[\w-]+\.[\w-]+\.[\w-]+"$/,
    wrong: [[{ payload: {} }], /field "secret", is required/],
  },
  'redirect.sendUserTo': chained(
    ['https://x.example', { query: { a: '1' } }],
    [['https://x.example', { qs: {} }], /must not have "qs", only query/],
  ),
  'redirect.validateToken': {
    right: [{ secret: 's', tokenParameterName: 'token' }],
    returns: /"sub":"u"/,
    wrong: [[{ secret: 'other', tokenParameterName: 'token' }], /signature of the session token is not valid/],
    // {"alg":"HS256","typ":"JWT"} {"sub":"u","state":"s"}, signed with "s".
    event: {
      user: { user_id: 'u' },
      request: {
        query: {
          state: 's',
          token: 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ1Iiwic3RhdGUiOiJzIn0.@signature',
        },
      },
    },
  },
};
const prompt: Rows = {
  'prompt.render': silent(
    ['ap_1', { fields: { a: 1 }, vars: {} }],
    [['ap_1', { field: {} }], /must not have "field", only fields, vars/],
  ),
};
const notification: Rows = {
  'notification.drop': silent(['not now'], required('reason')),
  'notification.retry': silent(['later'], required('reason')),
};

const samlTexts =
  'setAudience setRecipient setSignatureAlgorithm setDigestAlgorithm setDestination setNameIdentifierFormat setAuthnContextClassRef setSigningCert setEncryptionCert setEncryptionPublicKey setCert setKey setRelayState setIssuer setEncryptionAlgorithm';
const samlSwitches =
  'setCreateUpnClaim setPassthroughClaimsWithNoMapping setMapUnknownClaimsAsIs setMapIdentities setSignResponse setIncludeAttributeNameFormat setTypedAttributes';
const saml: Rows = Object.fromEntries([
  ...samlTexts
    .split(' ')
    .map((name) => [`samlResponse.${name}`, chained(['x'], [[1], /must be a string, not a number/])] as const),
  ...samlSwitches
    .split(' ')
    .map((name) => [`samlResponse.${name}`, chained([true], [['yes'], /must be a boolean, not a string/])] as const),
  ['samlResponse.setAttribute', chained(['group', ['a']], [[1], /"attribute" must be a string/])],
  ['samlResponse.setLifetimeInSeconds', chained([60], [['60'], /must be a number/])],
  ['samlResponse.setNameIdentifierProbes', chained([['a']], [['a'], /must be an array, not a string/])],
]);

const kept = (more: Partial<Row> = {}): Rows => ({
  setMetadata: silent(['key', 'value'], [['a key', 'value'], /letters, digits/], {
    limit: [many(26, (at) => [`k${at}`, 'v']), /at most 25 entries/],
    ...more,
  }),
  deleteMetadata: silent(['key'], required('key'), more),
  evictMetadata: silent([], tooMany, more),
  setExpiresAt: silent([1_800_000_000_000], [['soon'], /must be a number/]),
  setIdleExpiresAt: silent([1_800_000_000_000], [[Number.NaN], /must be a number|is required/]),
});
const named = (owner: string, rows: Rows): Rows =>
  Object.fromEntries(Object.entries(rows).map(([name, row]) => [`${owner}.${name}`, row]));

const login: Rows = {
  'access.deny': chained(['no'], required('reason')),
  'accessToken.setCustomClaim': claim,
  'accessToken.addScope': scope(),
  'accessToken.removeScope': silent(['read:things'], [[''], /must not be empty/]),
  ...factors,
  'authentication.enrollWith': silent([{ type: 'otp' }], [[{ type: 'otp', extra: 1 }], /must not have "extra"/]),
  'authentication.enrollWithAny': silent([[{ type: 'otp' }]], [[{ type: 'otp' }], /must be an array, not an object/]),
  'authentication.recordMethod': chained(['https://x.example/mfa'], required('provider_url')),
  'authentication.setPrimaryUser': silent(['auth0|2'], required('primary_user_id'), {
    limit: [[['auth0|2'], ['auth0|3']], /called once in a transaction/],
  }),
  'idToken.setCustomClaim': claim,
  'multifactor.enable': chained(['any', { allowRememberBrowser: false }], [['sms'], /must be one of none, guardian/]),
  ...away,
  'redirect.canRedirect': { right: [], returns: 'true', wrong: tooMany },
  ...users,
  ...validation,
  'rules.wasExecuted': { right: ['rul_1'], returns: 'false', wrong: required('ruleId') },
  ...prompt,
  'refreshToken.revoke': silent(['stolen'], required('reason')),
  ...named('refreshToken', kept()),
  'session.revoke': silent(
    ['stolen', { preserveRefreshTokens: true }],
    [['x', { preserveRefreshTokens: 1 }], /must be a boolean/],
  ),
  ...named('session', kept()),
  'session.setCookieMode': silent(['persistent'], [['forever'], /must be one of persistent, non-persistent/]),
  'transaction.setMetadata': silent(['step', 1], [['step', {}], /a string, a safe number, a boolean or null/], {
    limit: [many(3, (at) => [`k${at}`, long(7_000)]), /more than 16 kB/],
  }),
  'groups.getUserGroups': {
    right: [{ take: 5 }],
    returns: 'promise {"groups":[]}',
    wrong: [[{ take: 'all' }], /must be a number/],
  },
  'groups.hasGroupMembership': { right: [['g']], returns: 'promise false', wrong: [['g'], /must be an array/] },
  'roles.getUserEffectiveRoles': {
    right: [],
    returns: 'promise {"roles":[{"name":"courier"}]}',
    wrong: [[{ page: 1 }], /must not have "page", only take, from/],
  },
  'roles.getUserEffectiveRolesByIds': {
    right: [['rol_1']],
    returns: 'promise {"roles":[]}',
    wrong: [[[1]], /item 0, must be a string/],
  },
  'roles.getUserEffectiveRolesByNames': {
    right: [['courier', 'admin']],
    returns: 'promise {"roles":[{"name":"courier"}]}',
    wrong: required('names'),
  },
  ...saml,
};

/** All rows. */
export const rows: { readonly [trigger: string]: Rows } = {
  'credentials-exchange': {
    'access.deny': chained(
      ['invalid_scope', 'x'],
      [['access_denied', 'x'], /must be one of invalid_scope, invalid_request, server_error/],
    ),
    'accessToken.setCustomClaim': claim,
    'transaction.addTargetScope': scope(),
    'transaction.removeTargetScope': silent(['read:things'], [[1], /must be a string/]),
    'transaction.setTargetScopes': silent([['read:things']], [['read:things'], /must be an array/], {
      limit: [[[many(1001, (at) => [`s${at}`]).flat()]], /at most 1000 items, not 1001/],
      dropped: [[['write:others']], /no grant/],
    }),
    'transaction.clearTargetScopes': silent([], tooMany),
    ...cache,
  },
  'post-login': { ...login, ...cache },
  'pre-user-registration': {
    'access.deny': chained(['policy', 'Not here.'], [['policy'], /"userMessage" is required/]),
    ...users,
    ...validation,
    ...cache,
  },
  'post-user-registration': cache,
  'post-change-password': cache,
  'password-reset-post-challenge': {
    'access.deny': chained(['no'], [[null], /must be a string, not null/]),
    ...factors,
    ...away,
    ...prompt,
    'transaction.setResultUrl': silent(['https://x.example', { query: {} }], [[{}], /must be a string, not an object/]),
    ...cache,
  },
  'send-phone-message': cache,
  'custom-phone-provider': { ...notification, ...cache },
  'custom-email-provider': { ...notification, ...cache },
  'custom-token-exchange': {
    'access.deny': chained(['invalid_request', 'no'], [['invalid_request'], /"reason" is required/]),
    'access.rejectInvalidSubjectToken': chained(['no'], required('reason')),
    'authentication.setUserById': silent(['auth0|1'], required('user_id')),
    'authentication.setUserByConnection': silent(
      ['google', { user_id: '1', email: 'ada@example.com' }, { creationBehavior: 'none', updateBehavior: 'none' }],
      [
        ['google', { user_id: '1' }, { creationBehavior: 'always', updateBehavior: 'none' }],
        /must be one of create_if_not_exists, none/,
      ],
    ),
    'authentication.setOrganization': silent(['acme'], required('organization_id_or_name')),
    'authentication.setActor': silent([{ act: { sub: 'x' } }], [[{}, 1], /takes one argument, and got 2/]),
    ...users,
    ...cache,
  },
  'event-stream': cache,
};
