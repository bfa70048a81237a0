import { keyText } from '../../model/json.ts';
import type { Json } from '../../model/json.ts';
import { failedAt, passed, skipped, unknown } from '../verdict.ts';
import type { CheckRule } from '../rule.ts';
import { isMentioned, valueOf } from '../tests.ts';
import type { Subject, World } from '../world.ts';
import { auth0Docs, checkMate, experience, managementApi } from './common.ts';
import { grantsOf } from './relations.ts';

const closed = ['require_client_grant', 'deny_all'];
const withPermissions = { access_token: 'access_token_authz', rfc9068_profile: 'rfc9068_profile_authz' };
const stepUp = 'transactional-authorization-with-mfa';

/** Whether a client that pushes its requests, or asks in the background, calls an API for users. */
function takesRichRequests(api: Subject, world: World): 'yes' | 'no' | 'unknown' {
  const { grants } = grantsOf(api, world, 'user');
  const clients = grants.map(({ resource: { body } }) =>
    world.subjects.get(`clients/${keyText(body['client_id'] ?? '')}`),
  );
  const known = clients.map((one) =>
    one === undefined ? undefined : valueOf(one, 'require_pushed_authorization_requests'),
  );
  if (known.some((one) => one?.isKnown === true && one.value === true)) return 'yes';
  const isWhole = world.lackOf('clientGrants') === undefined && known.every((one) => one?.isKnown === true);
  return isWhole ? 'no' : 'unknown';
}

/** Checks of APIs and of the tokens for them. */
export const apiRules: readonly CheckRule[] = [
  {
    type: 'each',
    id: 'apis/hs256',
    about: 'resourceServers',
    when: [{ path: 'signing_alg', is: ['HS256'] }],
    says: 'tokens are signed with a secret that every verifier has',
    hint: 'create an API with signing_alg RS256, and move the consumers to it',
    why: 'Whoever can verify a token of HS256 can make one, for any client and any scope.',
    production: 'error',
    other: 'warning',
    profiles: ['readiness', 'm2m'],
    from: checkMate,
    decided: 'files',
  },
  {
    type: 'each',
    id: 'apis/token-lifetime',
    about: 'resourceServers',
    options: { max: { default: 86_400, says: 'The longest life of a token, in seconds.' } },
    when: (options) => [{ path: 'token_lifetime', above: options.number('max') }],
    fix: (options) => ({ path: 'token_lifetime', to: options.number('max') }),
    says: 'tokens live long after what they are needed for',
    hint: 'set token_lifetime to the length of a task: an hour for machines, at most a day',
    why: 'An access token cannot be taken back: whoever finds it can use it until it ends.',
    production: 'warning',
    other: 'info',
    profiles: ['m2m'],
    from: checkMate,
    decided: 'files',
  },
  {
    type: 'each',
    id: 'apis/m2m-lifetime',
    about: 'resourceServers',
    also: ['clientGrants'],
    options: { max: { default: 3600, says: 'The longest life of a token of a machine, in seconds.' } },
    find: (subject, world, options) => {
      const most = options.number('max');
      const lifetime = valueOf(subject, 'token_lifetime');
      if (lifetime.isKnown && typeof lifetime.value === 'number' && lifetime.value <= most) return passed;
      const { grants, isWhole } = grantsOf(subject, world);
      if (grants.length === 0) return isWhole ? skipped : unknown(world.toKnow);
      if (!lifetime.isKnown) return unknown(world.toKnow);
      const isSet = lifetime.value !== undefined;
      const fix = { path: 'token_lifetime', to: most };
      return failedAt([
        { path: isSet ? ['token_lifetime'] : [], ...(isSet ? { value: lifetime.value ?? null } : {}), fix },
      ]);
    },
    says: 'machines get tokens for longer than they need',
    hint: 'set token_lifetime: 3600; a machine asks for the next token by itself',
    why: 'Nobody signs in again where a machine asks, so a short life costs nothing but a request an hour.',
    production: 'info',
    other: 'info',
    profiles: ['m2m'],
    from: auth0Docs,
    decided: 'files',
  },
  {
    type: 'each',
    id: 'apis/authz-dialect-without-rbac',
    about: 'resourceServers',
    anyOf: [
      {
        when: [
          { path: 'enforce_policies', none: [true] },
          { path: 'token_dialect', is: Object.values(withPermissions) },
        ],
        fix: { path: 'enforce_policies', to: true },
      },
      ...Object.entries(withPermissions).map(([dialect, to]) => ({
        when: [
          { path: 'token_dialect', is: [dialect] },
          { path: 'enforce_policies', is: [true] },
        ],
        fix: { path: 'token_dialect', to },
      })),
      {
        when: [
          { path: 'token_dialect', absent: true as const },
          { path: 'enforce_policies', is: [true] },
        ],
        fix: { path: 'token_dialect', to: 'access_token_authz' },
      },
    ],
    says: 'token_dialect and enforce_policies do not belong together: permissions are enforced and not in the token, or the reverse',
    hint: 'set enforce_policies: true with a dialect that ends with _authz, or neither',
    why: 'The API looks for permissions that are not in its tokens, or trusts permissions that nobody enforces.',
    production: 'error',
    other: 'error',
    profiles: ['m2m'],
    from: experience,
    decided: 'files',
  },
  {
    type: 'each',
    id: 'apis/open-to-users',
    about: 'resourceServers',
    when: [{ path: 'subject_type_authorization.user.policy', none: closed }],
    says: 'every application may ask for tokens of this API in the name of its users',
    hint: 'set subject_type_authorization.user.policy: require_client_grant, and give grants with subject_type: user',
    why: 'A new application, or one of a third party, gets at this API without anybody having decided so.',
    production: 'warning',
    other: 'info',
    profiles: ['m2m'],
    from: checkMate,
    decided: 'files',
  },
  {
    type: 'each',
    id: 'apis/deny-all-with-grants',
    about: 'resourceServers',
    also: ['clientGrants'],
    find: (subject, world) => {
      const policy = valueOf(subject, 'subject_type_authorization.client.policy');
      if (!policy.isKnown) return unknown(world.toKnow);
      if (policy.value !== 'deny_all') return passed;
      const { grants, isWhole } = grantsOf(subject, world);
      if (grants.length === 0) return isWhole ? passed : unknown(world.toKnow);
      const path = ['subject_type_authorization', 'client', 'policy'];
      return failedAt([{ path, value: 'deny_all', says: `${grants[0]?.resource.address ?? ''} is of no use` }]);
    },
    says: 'the API gives machines no tokens, and has grants for them',
    hint: 'set subject_type_authorization.client.policy: require_client_grant, or take the grants out',
    why: 'Every request of those clients is refused.',
    production: 'error',
    other: 'error',
    profiles: ['m2m'],
    from: experience,
    decided: 'files',
  },
  {
    type: 'each',
    id: 'apis/management-api-user-access',
    about: 'resourceServers',
    ofSystem: true,
    where: [{ path: 'identifier', like: managementApi }],
    when: [{ path: 'subject_type_authorization.user.policy', none: closed }],
    says: 'the Management API takes tokens of users, of any application',
    hint: 'set subject_type_authorization.user.policy: require_client_grant for the Management API',
    why: 'Such a token reads and changes the profile of its user.',
    production: 'error',
    other: 'warning',
    profiles: ['m2m', 'security'],
    from: checkMate,
    decided: 'plan',
  },
  {
    type: 'each',
    id: 'apis/unencrypted',
    about: 'resourceServers',
    when: [{ path: 'token_encryption', unset: true }],
    says: 'whoever has a token can read what is in it',
    hint: 'set token_encryption with the public key of the API, where tokens hold what their bearers must not see',
    why: 'A signed token is readable; an encrypted one only for the API.',
    production: 'off',
    other: 'off',
    profiles: ['security'],
    from: checkMate,
    decided: 'files',
  },
  {
    type: 'each',
    id: 'apis/sender-constraining',
    about: 'resourceServers',
    when: [{ path: 'proof_of_possession', unset: true }],
    says: 'its tokens work for whoever has them',
    hint: 'set proof_of_possession with DPoP or mtls, where all callers can prove that a token is theirs',
    why: 'A token that is bound to a key of its client is of no use to a thief.',
    production: 'info',
    other: 'off',
    profiles: ['m2m', 'security'],
    from: checkMate,
    decided: 'files',
  },
  {
    type: 'each',
    id: 'apis/offline-access',
    about: 'resourceServers',
    also: ['clientGrants'],
    where: [{ path: 'subject_type_authorization.user.policy', is: closed }],
    find: (subject, world) => {
      const offline = valueOf(subject, 'allow_offline_access');
      if (!offline.isKnown) return unknown(world.toKnow);
      if (offline.value !== true) return passed;
      const [machines, users] = [grantsOf(subject, world), grantsOf(subject, world, 'user')];
      if (users.grants.length > 0) return passed;
      if (!machines.isWhole) return unknown(world.toKnow);
      if (machines.grants.length === 0) return skipped;
      const fix = { path: 'allow_offline_access', to: false };
      return failedAt([{ path: ['allow_offline_access'], value: true, fix }]);
    },
    says: 'refresh tokens are allowed for an API that only machines call',
    hint: 'set allow_offline_access: false',
    why: 'A machine gets no refresh token; the setting is one more way for an application of users.',
    production: 'warning',
    other: 'warning',
    profiles: ['m2m'],
    from: auth0Docs,
    decided: 'files',
  },
  {
    type: 'each',
    id: 'apis/http-identifier',
    about: 'resourceServers',
    find: ({ resource: { address, body } }, { ofType }) => {
      const bare = (value: Json | undefined): string => keyText(value ?? '').replace(/\/$/, '');
      const { identifier } = body;
      if (/^http:/i.test(keyText(identifier ?? '')))
        return failedAt([{ path: ['identifier'], value: identifier ?? null }]);
      const other = ofType('resourceServers').find(
        ({ resource: one }) => one.address < address && bare(one.body['identifier']) === bare(identifier),
      );
      if (other === undefined) return passed;
      return failedAt([
        {
          path: ['identifier'],
          value: identifier ?? null,
          says: `only the last / tells it from ${other.resource.address}`,
        },
      ]);
    },
    says: 'the identifier is easily taken for another one, or is an unencrypted URL',
    hint: 'choose an https URL that no other API has; an identifier is never called, but people copy it',
    why: 'A client that names the other identifier gets tokens for the wrong API, or none.',
    production: 'warning',
    other: 'warning',
    profiles: ['m2m'],
    from: experience,
    decided: 'files',
  },
  {
    type: 'each',
    id: 'apis/rar',
    about: 'resourceServers',
    also: ['clientGrants', 'clients'],
    find: (subject, world) => {
      const details = valueOf(subject, 'authorization_details');
      if (details.isKnown && Array.isArray(details.value) && details.value.length > 0) return passed;
      const isAsked = takesRichRequests(subject, world);
      if (isAsked === 'no') return skipped;
      return isAsked === 'yes' && details.isKnown ? failedAt([{ path: [] }]) : unknown(world.toKnow);
    },
    says: 'clients push their requests to this API, and what they ask for is scopes alone',
    hint: 'define authorization_details where a consent is about one thing, such as one payment',
    why: 'A scope says that payments are allowed; authorization details say which one.',
    production: 'info',
    other: 'off',
    profiles: ['m2m', 'security'],
    from: checkMate,
    decided: 'files',
  },
  {
    type: 'each',
    id: 'apis/rar-enforcement',
    about: 'resourceServers',
    also: ['actions'],
    where: [{ path: 'authorization_details' }],
    find: (subject, world) => {
      const policy = valueOf(subject, 'consent_policy');
      if (policy.isKnown && policy.value === stepUp) return passed;
      const asksAgain = world
        .ofType('actions')
        .some(
          ({ resource: { body } }) =>
            /authorization_details/.test(keyText(body['code'] ?? '')) &&
            /api\.(?:multifactor|authentication)\./.test(keyText(body['code'] ?? '')),
        );
      if (asksAgain) return passed;
      if (!policy.isKnown || world.lackOf('actions') !== undefined) return unknown(world.toKnow);
      return failedAt([{ path: isMentioned(subject.resource.body, ['consent_policy']) ? ['consent_policy'] : [] }]);
    },
    says: 'users agree to single transactions without a second factor',
    hint: `set consent_policy: ${stepUp}, or ask for a second factor in an Action`,
    why: 'Whoever sits at a session that is open could agree in the name of its user.',
    production: 'info',
    other: 'off',
    profiles: ['m2m', 'security'],
    from: checkMate,
    decided: 'files',
  },
];
