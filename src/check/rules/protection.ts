import { failedAt, passed } from '../verdict.ts';
import type { ResourceRule, CheckRule } from '../rule.ts';
import { checkMate, readinessList } from './common.ts';

const protectionRule = (rule: Pick<ResourceRule, 'id' | 'about' | 'anyOf' | 'says' | 'hint' | 'why'>): CheckRule => ({
  type: 'each',
  production: 'warning',
  other: 'off',
  profiles: ['security'],
  from: checkMate,
  decided: 'files',
  ...rule,
});

/** Checks of the protection against attacks. */
export const protectionRules: readonly CheckRule[] = [
  protectionRule({
    id: 'protection/bot-detection',
    about: 'attackProtection.botDetection',
    anyOf: [
      ...['challenge_password_policy', 'challenge_passwordless_policy', 'challenge_password_reset_policy'].map(
        (path) => ({
          when: [{ path, is: ['never', 'off'] }],
        }),
      ),
      { when: [{ path: 'allowlist' }] },
    ],
    says: 'programs may try passwords without a challenge',
    hint: 'set the policies to when_risky, and empty the allowlist',
    why: 'Stolen passwords are tried by programs, thousands in a minute.',
  }),
  protectionRule({
    id: 'protection/breached-password',
    about: 'attackProtection.breachedPasswordDetection',
    anyOf: [
      { when: [{ path: 'enabled', is: [false] }], fix: { path: 'enabled', to: true } },
      {
        when: [
          { path: 'shields', lacks: ['block'] },
          { path: 'enabled', is: [true] },
        ],
      },
      ...['pre-user-registration', 'pre-change-password'].map((stage) => ({
        when: [
          { path: `stage.${stage}.shields`, lacks: ['block'] },
          { path: 'enabled', is: [true] },
        ],
      })),
    ],
    says: 'passwords that are known to thieves are taken',
    hint: 'set enabled: true, and block in shields, at the login and at every stage',
    why: 'Passwords that were stolen elsewhere are the first that are tried.',
  }),
  protectionRule({
    id: 'protection/brute-force',
    about: 'attackProtection.bruteForceProtection',
    anyOf: [
      { when: [{ path: 'enabled', is: [false] }], fix: { path: 'enabled', to: true } },
      {
        when: [
          { path: 'shields', lacks: ['block', 'user_notification'] },
          { path: 'enabled', is: [true] },
        ],
      },
      { when: [{ path: 'allowlist' }] },
    ],
    says: 'passwords of one user may be tried again and again',
    hint: 'set enabled: true with the shields block and user_notification, and empty the allowlist',
    why: 'Whoever may try long enough gets in.',
  }),
  protectionRule({
    id: 'protection/suspicious-ip',
    about: 'attackProtection.suspiciousIpThrottling',
    anyOf: [
      { when: [{ path: 'enabled', is: [false] }], fix: { path: 'enabled', to: true } },
      {
        when: [
          { path: 'shields', lacks: ['block', 'admin_notification'] },
          { path: 'enabled', is: [true] },
        ],
      },
      { when: [{ path: 'allowlist' }] },
    ],
    says: 'one address may try the passwords of many users',
    hint: 'set enabled: true with the shields block and admin_notification, and empty the allowlist',
    why: 'Attackers try one password with many users, so that no single one is locked.',
  }),
  {
    type: 'lack',
    id: 'protection/acl',
    about: 'networkACLs',
    lacks: [[{ path: 'active', is: [true] }]],
    says: 'no network ACL is active',
    hint: 'add one to networkACLs, where you know from where nobody should come',
    why: 'Requests that are turned away at the edge reach no login and use no quota.',
    production: 'info',
    other: 'off',
    profiles: ['security'],
    from: checkMate,
    decided: 'files',
  },
  {
    type: 'lack',
    id: 'protection/management-acl',
    about: 'networkACLs',
    lacks: [
      [
        { path: 'active', is: [true] },
        { path: 'rule.scope', is: ['management'] },
      ],
    ],
    says: 'the Management API may be called from anywhere',
    hint: 'add a network ACL with rule.scope management that lets in where your pipelines run',
    why: 'A stolen token of the Management API is then of no use elsewhere.',
    production: 'info',
    other: 'off',
    profiles: ['security'],
    from: checkMate,
    decided: 'files',
  },
];

const social = [
  'google-oauth2',
  'facebook',
  'github',
  'linkedin',
  'twitter',
  'windowslive',
  'apple',
  'amazon',
  'paypal',
  'salesforce',
  'yahoo',
  'bitbucket',
  'dropbox',
  'box',
  'evernote',
  'exact',
  'fitbit',
  'instagram',
  'line',
  'shopify',
  'soundcloud',
  'thecity',
  'vkontakte',
  'wordpress',
  'yandex',
  'yammer',
  'baidu',
  'daccount',
  'weibo',
  'renren',
  'discord',
  'slack',
  'spotify',
  'figma',
  'digitalocean',
  'twitch',
  'planningcenter',
];

/** Checks of connections to identity providers. */
export const connectionRules: readonly CheckRule[] = [
  {
    type: 'each',
    id: 'connections/dev-keys',
    about: 'connections',
    where: [{ path: 'strategy', is: social }],
    when: [{ path: 'options.client_id', unset: true }],
    says: 'the connection works with keys that Auth0 lends for development',
    hint: 'register an application at the provider, and set options.client_id and options.client_secret',
    why: 'Those keys are shared by everybody: they show another name, take part in no single sign-on, and may stop at any time.',
    production: 'error',
    other: 'off',
    profiles: ['readiness'],
    from: readinessList,
    decided: 'files',
  },
  {
    type: 'each',
    id: 'connections/saml-unsigned',
    about: 'connections',
    where: [{ path: 'strategy', is: ['samlp', 'pingfederate'] }],
    when: [{ path: 'options.signSAMLRequest', none: [true] }],
    fix: { path: 'options.signSAMLRequest', to: true },
    says: 'requests to the identity provider are not signed',
    hint: 'set options.signSAMLRequest: true, and give the provider the certificate of the tenant',
    why: 'Anybody could send users to the provider with a request of his own.',
    production: 'warning',
    other: 'warning',
    profiles: ['readiness', 'security'],
    from: 'the documentation of Auth0',
    decided: 'files',
  },
];

/** Checks of what Auth0 no longer runs. */
export const legacyRules: readonly CheckRule[] = [
  {
    type: 'tenant',
    id: 'legacy/rules-hooks',
    about: 'tenant',
    asks: 'legacy',
    find: ({ facts: { legacy } }) => {
      if (legacy === undefined || legacy.type === 'unknown')
        return { state: 'unknown', why: legacy?.why ?? 'needs --on live' };
      return legacy.value === 0 ? passed : failedAt([{ path: [], says: `there are ${legacy.value}` }]);
    },
    says: 'the tenant has Rules or Hooks, which Auth0 runs no longer',
    hint: 'write them as Actions, and delete them',
    why: 'They reached their end of life on 2026-11-18: what they did is not done any more.',
    production: 'error',
    other: 'error',
    profiles: ['readiness'],
    from: readinessList,
    decided: 'live',
  },
];
