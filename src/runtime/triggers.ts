// THE TABLE of triggers: their handlers, and what their `api` can do. From Auth0's reference of Actions.
import * as is from './shapes.ts';
import type { Parameter } from './shapes.ts';

/** A method of `api`. */
export interface Method {
  readonly parameters: readonly Parameter[];
  /** `api` itself, so that calls can be chained; nothing; something that it computes; or a promise of that. */
  readonly returns: 'api' | 'nothing' | 'value' | 'promise';
  /** Auth0 has it for some tenants only. */
  readonly availability?: 'early access' | 'Enterprise';
}

/** By names such as `access.deny`. */
type Methods = { readonly [name: string]: Method };

/** A trigger of Actions. */
export interface Trigger {
  /** The version that Auth0 gives new actions. */
  readonly version: string;
  /** Versions whose handlers and arguments were different. */
  readonly old: readonly string[];
  /** The first one starts the trigger; the other one runs when a user comes back from elsewhere. */
  readonly handlers: readonly [string, ...string[]];
  /** Whether what started the trigger waits for it; other ones are run some time later. */
  readonly isBlocking: boolean;
  readonly methods: Methods;
}

const chained = (...parameters: Parameter[]): Method => ({ parameters, returns: 'api' });
const silent = (...parameters: Parameter[]): Method => ({ parameters, returns: 'nothing' });
const valued = (...parameters: Parameter[]): Method => ({ parameters, returns: 'value' });
const promised = (...parameters: Parameter[]): Method => ({ parameters, returns: 'promise' });
const early = (method: Method): Method => ({ ...method, availability: 'early access' });
const enterprise = (method: Method): Method => ({ ...method, availability: 'Enterprise' });

const { anything, boolean, number, object, objects, oneOf, optional, text, texts } = is;
const keyed = [text('key'), anything('value')] as const;
const paged = optional(object('params', [], [number('take'), text('from')]));

const cache: Methods = {
  'cache.get': valued(text('key')),
  'cache.set': valued(
    text('key'),
    text('value'),
    optional(object('options', [], [number('ttl'), number('expires_at')])),
  ),
  'cache.delete': valued(text('key')),
};

const metadata: Methods = {
  'user.setAppMetadata': chained(...keyed),
  'user.setUserMetadata': chained(...keyed),
};

const validation: Methods = { 'validation.error': chained(text('errorCode', 100), text('errorMessage', 100)) };

const notification: Methods = {
  'notification.drop': silent(text('reason')),
  'notification.retry': silent(text('reason')),
};

const factor = [[text('type')], [anything('options')]] as const;
const additional = optional(object('options', [], [objects('additionalFactors', ...factor)]));

const challenges: Methods = {
  'authentication.challengeWith': silent(object('factor', ...factor), additional),
  'authentication.challengeWithAny': silent(objects('factors', ...factor)),
};

const redirect: Methods = {
  'redirect.encodeToken': valued(
    object('options', [text('secret'), anything('payload')], [number('expiresInSeconds')]),
  ),
  'redirect.sendUserTo': chained(text('url'), optional(object('options', [], [anything('query')]))),
  'redirect.validateToken': valued(object('options', [text('secret')], [text('tokenParameterName')])),
};

const prompt: Methods = {
  'prompt.render': silent(
    text('promptId'),
    optional(object('promptOptions', [], [anything('fields'), anything('vars')])),
  ),
};

/** The methods of `api.samlResponse`, with what each of them takes. */
const saml: Methods = Object.fromEntries(
  Object.entries({
    setAttribute: [text('attribute'), anything('value')],
    setAudience: [text('audience')],
    setRecipient: [text('recipient')],
    setCreateUpnClaim: [boolean('createUpnClaim')],
    setPassthroughClaimsWithNoMapping: [boolean('passthroughClaimsWithNoMapping')],
    setMapUnknownClaimsAsIs: [boolean('mapUnknownClaimsAsIs')],
    setMapIdentities: [boolean('mapIdentities')],
    setSignatureAlgorithm: [text('signatureAlgorithm')],
    setDigestAlgorithm: [text('digestAlgorithm')],
    setDestination: [text('destination')],
    setLifetimeInSeconds: [number('lifetimeInSeconds')],
    setSignResponse: [boolean('signResponse')],
    setNameIdentifierFormat: [text('nameIdentifierFormat')],
    setNameIdentifierProbes: [texts('nameIdentifierProbes')],
    setAuthnContextClassRef: [text('authnContextClassRef')],
    setSigningCert: [text('signingCert')],
    setIncludeAttributeNameFormat: [boolean('includeAttributeNameFormat')],
    setTypedAttributes: [boolean('typedAttributes')],
    setEncryptionCert: [text('encryptionCert')],
    setEncryptionPublicKey: [text('encryptionPublicKey')],
    setCert: [text('cert')],
    setKey: [text('key')],
    setRelayState: [text('relayState')],
    setIssuer: [text('issuer')],
    setEncryptionAlgorithm: [text('encryptionAlgorithm')],
  }).map(([name, parameters]) => [`samlResponse.${name}`, chained(...parameters)]),
);

const sessions: Methods = {
  'refreshToken.revoke': enterprise(silent(text('reason'))),
  'refreshToken.setExpiresAt': enterprise(silent(number('absolute'))),
  'refreshToken.setIdleExpiresAt': enterprise(silent(number('inactivity'))),
  'refreshToken.setMetadata': silent(text('key'), text('value')),
  'refreshToken.deleteMetadata': silent(text('key')),
  'refreshToken.evictMetadata': silent(),
  'session.revoke': enterprise(
    silent(text('reason'), optional(object('options', [], [boolean('preserveRefreshTokens')]))),
  ),
  'session.setExpiresAt': enterprise(silent(number('absolute'))),
  'session.setIdleExpiresAt': enterprise(silent(number('inactivity'))),
  'session.setCookieMode': early(silent(oneOf('mode', 'persistent', 'non-persistent'))),
  'session.setMetadata': early(silent(text('key'), text('value'))),
  'session.deleteMetadata': early(silent(text('key'))),
  'session.evictMetadata': early(silent()),
};

const lists: Methods = {
  'groups.getUserGroups': promised(paged),
  'groups.hasGroupMembership': promised(texts('groups')),
  'roles.getUserEffectiveRoles': promised(paged),
  'roles.getUserEffectiveRolesByIds': promised(texts('ids')),
  'roles.getUserEffectiveRolesByNames': promised(texts('names')),
};

const login: Methods = {
  'access.deny': chained(text('reason')),
  'accessToken.setCustomClaim': chained(...keyed),
  'accessToken.addScope': silent(is.scope('scope')),
  'accessToken.removeScope': silent(is.scope('scope')),
  ...challenges,
  'authentication.enrollWith': silent(object('factor', ...factor), additional),
  'authentication.enrollWithAny': silent(objects('factors', ...factor)),
  'authentication.recordMethod': chained(text('provider_url')),
  'authentication.setPrimaryUser': silent(text('primary_user_id', 128)),
  'idToken.setCustomClaim': chained(...keyed),
  'multifactor.enable': chained(
    oneOf('provider', 'none', 'guardian', 'google-authenticator', 'duo', 'any'),
    optional(object('options', [], [boolean('allowRememberBrowser'), anything('providerOptions')])),
  ),
  ...redirect,
  'redirect.canRedirect': valued(),
  ...metadata,
  ...validation,
  'rules.wasExecuted': valued(text('ruleId')),
  ...prompt,
  ...sessions,
  'transaction.setMetadata': silent(text('key', 64), anything('value')),
  ...lists,
  ...saml,
};

const exchange: Methods = {
  'access.deny': chained(text('code'), text('reason')),
  'access.rejectInvalidSubjectToken': chained(text('reason')),
  'authentication.setUserById': silent(text('user_id')),
  'authentication.setUserByConnection': silent(
    text('connection_name'),
    object(
      'user_attributes',
      [text('user_id')],
      [
        ...['email', 'family_name', 'given_name', 'name', 'nickname', 'phone_number', 'picture', 'username'].map(
          (name) => text(name),
        ),
        ...['email_verified', 'phone_verified', 'verify_email'].map((name) => boolean(name)),
      ],
    ),
    object('options', [
      oneOf('creationBehavior', 'create_if_not_exists', 'none'),
      oneOf('updateBehavior', 'replace', 'none'),
    ]),
  ),
  'authentication.setOrganization': silent(text('organization_id_or_name')),
  'authentication.setActor': silent(anything('actor')),
  ...metadata,
};

const machine: Methods = {
  'access.deny': chained(oneOf('code', 'invalid_scope', 'invalid_request', 'server_error'), optional(text('reason'))),
  'accessToken.setCustomClaim': chained(...keyed),
  'transaction.addTargetScope': early(silent(is.scope('scope'))),
  'transaction.removeTargetScope': early(silent(is.scope('scope'))),
  'transaction.setTargetScopes': early(silent(is.scopes('scopes'))),
  'transaction.clearTargetScopes': early(silent()),
};

const reset: Methods = {
  'access.deny': chained(text('reason')),
  ...challenges,
  ...redirect,
  ...prompt,
  'transaction.setResultUrl': silent(text('url'), optional(object('options', [], [anything('query')]))),
};

const trigger = (
  version: string,
  handlers: readonly [string, ...string[]],
  methods: Methods,
  isBlocking = true,
): Trigger => ({
  version,
  old: version === 'v3' ? ['v1', 'v2'] : version === 'v2' ? ['v1'] : [],
  handlers,
  isBlocking,
  methods: { ...methods, ...cache },
});

/** What is known of each trigger, by its id. */
export const triggers: { readonly [id: string]: Trigger } = {
  'credentials-exchange': trigger('v2', ['onExecuteCredentialsExchange'], machine),
  'post-login': trigger('v3', ['onExecutePostLogin', 'onContinuePostLogin'], login),
  'pre-user-registration': trigger('v2', ['onExecutePreUserRegistration', 'onContinuePreUserRegistration'], {
    'access.deny': chained(text('reason'), text('userMessage')),
    ...metadata,
    ...validation,
  }),
  'post-user-registration': trigger('v2', ['onExecutePostUserRegistration'], {}, false),
  'post-change-password': trigger('v2', ['onExecutePostChangePassword'], {}, false),
  'password-reset-post-challenge': trigger('v1', ['onExecutePostChallenge', 'onContinuePostChallenge'], reset),
  'send-phone-message': trigger('v2', ['onExecuteSendPhoneMessage'], {}),
  'custom-phone-provider': trigger('v1', ['onExecuteCustomPhoneProvider'], notification, false),
  'custom-email-provider': trigger('v1', ['onExecuteCustomEmailProvider'], notification, false),
  'custom-token-exchange': trigger('v1', ['onExecuteCustomTokenExchange'], exchange),
  'event-stream': trigger('v1', ['onExecuteEventStream'], {}, false),
};

/** Triggers of which Auth0 documents neither handler nor event. */
export const undocumented: readonly string[] = [
  'signup-post-identifier',
  'login-post-identifier',
  'password-hash-migration',
];

/** The scripts of a database, and of a social connection, with the names that their functions usually have. */
export const scripts: { readonly [script: string]: readonly [string, ...string[]] } = {
  login: ['login'],
  get_user: ['getUser', 'getByEmail', 'get_user'],
  create: ['create'],
  verify: ['verify'],
  change_password: ['changePassword', 'change_password'],
  change_email: ['changeEmail', 'change_email'],
  change_username: ['changeUsername', 'change_username'],
  change_phone_number: ['changePhoneNumber', 'change_phone_number'],
  delete: ['deleteUser', 'remove', 'delete_user'],
  fetchUserProfile: ['fetchUserProfile'],
};

/** Auth0's limits of what custom code does, in milliseconds, bytes, characters or pieces. */
export const limits = {
  milliseconds: 20_000,
  /** Of the console in one execution, and what of it is kept with the log. */
  consoleBytes: 256 * 1024,
  keptConsole: 256,
  cacheEntries: 20,
  cacheKey: 64,
  cacheValue: 4096,
  /** Of keys and values; the documentation says 8 kB, the code of the runtime says this. */
  cacheBytes: 16_640,
  cacheMilliseconds: 15 * 60_000,
  cacheMost: 24 * 3_600_000,
  /** Of claims in a token. */
  claimBytes: 100 * 1024,
  /** Of `app_metadata` or `user_metadata`. */
  metadataBytes: 32 * 1024,
  /** Of the metadata of a session or of a refresh token. */
  sessionEntries: 25,
  sessionValue: 255,
  transactionValue: 8 * 1024,
  transactionBytes: 16 * 1024,
  scopes: 1000,
} as const;
