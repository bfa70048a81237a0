import { isBody, keyText } from '../../model/json.ts';
import type { Json } from '../../model/json.ts';
import { select, valueAt } from '../../model/path.ts';
import { failedAt, passed, skipped, unknown } from '../verdict.ts';
import type { CheckRule } from '../rule.ts';
import { messages } from '../messages.ts';
import type { Subject } from '../world.ts';
import { auth0Docs, checkMate, experience, readinessList } from './common.ts';

const day = 86_400_000;
const isReady = ({ answered }: Subject): boolean => answered?.['status'] === 'ready';

/** Checks of custom domains. */
export const domainRules: readonly CheckRule[] = [
  {
    type: 'lack',
    id: 'domains/none',
    about: 'customDomains',
    lacks: [[]],
    says: 'there is no custom domain',
    hint: 'add one to customDomains, and its DNS record',
    why: 'Passkeys, cookies and the issuer of tokens belong to a domain: to move them later means to move every user and API.',
    production: 'error',
    other: 'off',
    profiles: ['readiness'],
    from: readinessList,
    decided: 'plan',
  },
  {
    type: 'each',
    id: 'domains/not-ready',
    about: 'customDomains',
    find: ({ answered = {} }) => {
      const { status } = answered;
      const state = valueAt(answered, ['certificate', 'status']);
      if (typeof status === 'string' && status !== 'ready')
        return failedAt([{ path: [], says: `its status is ${status}` }]);
      const isBroken = state === 'provisioning_failed' || state === 'renewing_failed';
      return isBroken ? failedAt([{ path: [], says: `its certificate is ${state.replace('_', ' ')}` }]) : passed;
    },
    says: 'the domain serves no logins, or will stop doing so',
    hint: 'add the DNS record that Auth0 asks for, then verify the domain',
    why: 'Applications that name this domain reach nothing.',
    production: 'error',
    other: 'warning',
    profiles: ['readiness', 'm2m'],
    from: auth0Docs,
    decided: 'live',
  },
  {
    type: 'each',
    id: 'domains/cname',
    about: 'customDomains',
    where: [{ path: 'type', not: ['self_managed_certs'] }],
    asks: 'domains',
    find: ({ resource: { key }, answered = {} }, { facts }) => {
      const records = select(answered, 'verification.methods[]').flatMap(({ value }) =>
        isBody(value) && keyText(value['name'] ?? '').toUpperCase() === 'CNAME' ? [bare(value['record'])] : [],
      );
      if (records.length === 0) return skipped;
      const cname = facts.domains?.get(key)?.cname ?? { type: 'unknown' as const, why: messages.needsNetwork() };
      if (cname.type === 'unknown') return unknown(cname.why);
      const isThere = cname.value.some((one) => records.includes(bare(one)));
      const leads = cname.value.length === 0 ? 'it has no CNAME' : `it leads to ${cname.value.join(', ')}`;
      return isThere ? passed : failedAt([{ path: [], says: `${leads}, not to ${records.join(' or ')}` }]);
    },
    says: 'the DNS record of the domain does not lead to Auth0',
    hint: 'set the CNAME record',
    why: 'The certificate cannot be renewed, and logins go elsewhere.',
    production: 'error',
    other: 'warning',
    profiles: ['readiness', 'm2m'],
    from: auth0Docs,
    decided: 'network',
  },
  {
    type: 'each',
    id: 'domains/certificate',
    about: 'customDomains',
    options: { days: { default: 21, says: 'How many days before its end a certificate has to be renewed.' } },
    asks: 'domains',
    find: (subject, { facts, now }, options) => {
      if (!isReady(subject)) return skipped;
      const ends = facts.domains?.get(subject.resource.key)?.certificate ?? {
        type: 'unknown' as const,
        why: messages.needsNetwork(),
      };
      if (ends.type === 'unknown') return unknown(ends.why);
      const left = Math.floor((ends.value - now) / day);
      if (left >= options.number('days')) return passed;
      return failedAt([{ path: [], says: left < 0 ? 'it has ended' : `it ends in ${left} days` }]);
    },
    says: 'the certificate of the domain ends soon',
    hint: 'renew it where you manage it; of one that Auth0 manages, look at the DNS record',
    why: 'No browser and no client talks to a domain whose certificate has ended.',
    production: 'error',
    other: 'warning',
    profiles: ['readiness', 'm2m'],
    from: auth0Docs,
    decided: 'network',
  },
  {
    type: 'each',
    id: 'domains/tls-policy',
    about: 'customDomains',
    when: [{ path: 'tls_policy', not: ['recommended'] }],
    fix: { path: 'tls_policy', to: 'recommended' },
    says: 'the domain takes versions and ciphers of TLS that are no longer safe',
    hint: 'set tls_policy: recommended',
    why: 'What is sent could be read by others.',
    production: 'warning',
    other: 'off',
    profiles: ['security'],
    from: auth0Docs,
    decided: 'files',
  },
  {
    type: 'tenant',
    id: 'domains/canonical-in-use',
    about: 'customDomains',
    asks: 'logs',
    find: (world) => {
      if (!world.ofType('customDomains').some(isReady)) return skipped;
      const logs = world.facts.logs ?? { type: 'unknown' as const, why: messages.needs('live') };
      if (logs.type === 'unknown') return unknown(logs.why);
      const used = (logs.value.get('s') ?? []).filter(({ hostname }) => hostname === world.domain);
      return used.length === 0
        ? passed
        : failedAt([{ path: [], says: `${used.length} of the last logins used ${world.domain}` }]);
    },
    says: 'users still sign in on the domain of Auth0 although there is one of your own',
    hint: 'change the domain in the applications that the log names',
    why: 'They have other sessions there, no passkeys, and tokens of another issuer.',
    production: 'warning',
    other: 'off',
    profiles: ['readiness'],
    from: checkMate,
    decided: 'live',
  },
  {
    type: 'tenant',
    id: 'domains/block-canonical',
    about: 'customDomains',
    also: ['networkACLs'],
    find: (world) => {
      if (!world.ofType('customDomains').some(isReady)) return skipped;
      if (world.lackOf('networkACLs') !== undefined) return unknown(world.toKnow);
      const blocks = world.ofType('networkACLs').some(({ resource: { body } }) => {
        const isBlock = body['active'] === true && valueAt(body, ['rule', 'action', 'block']) === true;
        return isBlock && select(body, 'rule.match.hostnames[]').some(({ value }) => value === world.domain);
      });
      return blocks ? passed : failedAt([{ path: [] }]);
    },
    says: 'the domain of Auth0 is open beside your own',
    hint: 'add a network ACL that blocks the hostname of the tenant, once nobody uses it',
    why: 'Rules that your own edge applies do not hold for who goes around it.',
    production: 'info',
    other: 'off',
    profiles: ['security'],
    from: experience,
    decided: 'plan',
  },
];

function bare(name: Json | undefined): string {
  return keyText(name ?? '')
    .toLowerCase()
    .replace(/\.$/, '');
}
