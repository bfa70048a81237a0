import { isBody } from '../../model/json.ts';
import { valueAt } from '../../model/path.ts';
import { failedAt, passed, skipped, unknown } from '../verdict.ts';
import type { CheckRule } from '../rule.ts';
import { valueOf } from '../tests.ts';
import { auth0Docs, experience } from './common.ts';

const quota = ['token_quota', 'client_credentials'];

/** Checks of how many tokens a client may ask for. */
export const quotaRules: readonly CheckRule[] = [
  {
    type: 'each',
    id: 'quota/unreachable',
    about: 'clients',
    app: 'key',
    find: (subject, { toKnow }) => {
      const found = valueOf(subject, quota.join('.'));
      if (!found.isKnown) return unknown(toKnow);
      if (!isBody(found.value)) return skipped;
      const { per_hour: hour, per_day: day } = found.value;
      if (typeof hour !== 'number' || typeof day !== 'number') return skipped;
      return hour * 24 >= day ? passed : failedAt([{ path: [...quota, 'per_day'], value: day }]);
    },
    says: 'the tokens of a day cannot be used up, because those of an hour end before',
    hint: 'set per_day to at most 24 times per_hour',
    why: 'One of the two is not what was meant.',
    production: 'warning',
    other: 'warning',
    profiles: ['m2m'],
    from: experience,
    decided: 'files',
  },
  {
    type: 'each',
    id: 'quota/first-enforce',
    about: 'clients',
    app: 'key',
    where: [{ path: quota.join('.') }, { path: `${quota.join('.')}.enforce`, none: [false] }],
    find: ({ before, isNew = false }, { on }) => {
      // A new client has nobody yet who would be refused.
      if (on !== 'plan' || isNew || before === undefined) return skipped;
      const had = valueAt(before, quota);
      const isEnforced = isBody(had) && had['enforce'] !== false;
      return isEnforced ? passed : failedAt([{ path: [...quota] }]);
    },
    says: 'a quota is enforced at once that this client has not had',
    hint: 'begin with enforce: false, look at the log for a while, then enforce it',
    why: 'A client that asks for a token with each request is shut out within minutes.',
    production: 'warning',
    other: 'off',
    profiles: ['m2m'],
    from: auth0Docs,
    decided: 'plan',
  },
];
