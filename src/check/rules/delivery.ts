import { isBody } from '../../model/json.ts';
import { valueAt } from '../../model/path.ts';
import { failedAt, passed, skipped, unknown } from '../verdict.ts';
import type { CheckRule } from '../rule.ts';
import { checkMate, experience, readinessList } from './common.ts';

/** Checks of where the log and events go. */
export const logRules: readonly CheckRule[] = [
  {
    type: 'lack',
    id: 'logs/stream',
    about: 'logStreams',
    lacks: [[{ path: 'status', none: ['paused', 'suspended'] }]],
    says: 'no log stream is active',
    hint: 'add one to logStreams, or set its status: active',
    why: 'The tenant keeps its log for some days only: what happened before is lost.',
    production: 'error',
    other: 'off',
    profiles: ['readiness'],
    from: readinessList,
    decided: 'files',
  },
  {
    type: 'each',
    id: 'logs/stream-errors',
    about: 'logStreams',
    when: [{ path: 'status', is: ['paused', 'suspended'] }],
    says: 'this log stream sends nothing',
    hint: 'look in the dashboard at its health, correct what receives it, and set status: active',
    why: 'Auth0 suspends a stream whose receiver fails for long, and what was not sent is lost.',
    production: 'error',
    other: 'warning',
    profiles: ['readiness', 'm2m'],
    from: experience,
    decided: 'live',
  },
];

/** Checks of event streams. */
export const eventRules: readonly CheckRule[] = [
  {
    type: 'lack',
    id: 'events/streams',
    about: 'eventStreams',
    lacks: [[{ path: 'status', none: ['disabled'] }]],
    says: 'no event stream is enabled',
    hint: 'add one to eventStreams where other systems have to learn of users and organizations',
    why: 'Other systems learn of changes by asking again and again, or not at all.',
    production: 'off',
    other: 'off',
    profiles: [],
    from: checkMate,
    decided: 'files',
  },
];

/** Checks of emails. */
export const emailRules: readonly CheckRule[] = [
  {
    type: 'lack',
    id: 'email/provider',
    about: 'emailProvider',
    lacks: [[{ path: 'enabled', none: [false] }, { path: 'name' }]],
    says: 'emails are sent by the test provider of Auth0',
    hint: 'set up emailProvider',
    why: 'The test provider sends few emails, from an address of Auth0, and lets nobody change them.',
    production: 'error',
    other: 'off',
    profiles: ['readiness'],
    from: readinessList,
    decided: 'files',
  },
  {
    type: 'lack',
    id: 'email/templates',
    about: 'emailTemplates',
    lacks: [[{ path: 'enabled', is: [true] }]],
    says: 'users get emails in the words of Auth0',
    hint: 'add the emails that your users get to emailTemplates',
    why: 'An email that does not look like yours looks like a fraud.',
    production: 'error',
    other: 'off',
    profiles: ['readiness'],
    from: readinessList,
    decided: 'files',
  },
  {
    type: 'each',
    id: 'email/custom-domain',
    about: 'tenant',
    also: ['customDomains'],
    find: ({ answered }, world) => {
      if (world.lackOf('customDomains') !== undefined) return unknown(world.toKnow);
      if (world.ofType('customDomains').length === 0) return skipped;
      const flags = answered?.['flags'];
      const isOn = isBody(flags) ? valueAt(flags, ['enable_custom_domain_in_emails']) : undefined;
      if (isOn === undefined) return unknown('look in the dashboard at Branding, Custom Domains');
      return isOn === true ? passed : failedAt([{ path: [] }]);
    },
    says: 'links in emails lead to the domain of Auth0 although there is one of your own',
    hint: 'switch on in the dashboard that emails use the custom domain; files cannot set it',
    why: 'Users learn to trust links that do not look like yours.',
    production: 'warning',
    other: 'off',
    profiles: ['readiness'],
    from: readinessList,
    decided: 'plan',
  },
];
