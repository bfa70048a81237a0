import { failedAt, unknown } from '../verdict.ts';
import type { CheckRule } from '../rule.ts';
import { isBody, keyText } from '../../model/json.ts';
import { valueAt } from '../../model/path.ts';
import { auth0Docs } from './common.ts';

/** Checks of features that Auth0 is going to take away. */
export const deprecationRules: readonly CheckRule[] = [
  {
    type: 'tenant',
    id: 'deprecations/used',
    about: 'tenant',
    asks: 'logs',
    find: ({ facts: { logs } }) => {
      const asked = logs ?? { type: 'unknown' as const, why: 'needs --on live' };
      if (asked.type === 'unknown') return unknown(asked.why);
      const names = (asked.value.get('depnote') ?? []).map((event) => {
        const feature = isBody(event) ? valueAt(event, ['details', 'feature']) : undefined;
        return keyText(
          (isBody(feature) ? (feature['name'] ?? feature['id']) : undefined) ?? event['description'] ?? 'a feature',
        );
      });
      return failedAt([...new Set(names)].map((name) => ({ path: [], says: name })));
    },
    says: 'something uses what Auth0 is going to switch off',
    hint: 'the entries depnote in the log of the tenant name who uses it, and what takes its place',
    why: 'On that day it stops working.',
    production: 'warning',
    other: 'warning',
    profiles: ['m2m', 'readiness'],
    from: auth0Docs,
    decided: 'live',
  },
];

/** What no API tells. */
export const manualRules: readonly CheckRule[] = [
  {
    type: 'hand',
    id: 'manual/ip-allow-list',
    says: 'firewalls let in the addresses of Auth0',
    hint: 'compare the allow-lists in front of custom databases, log receivers and APIs with the addresses that Auth0 names',
    why: 'What Auth0 calls is reached from other addresses than yours.',
    production: 'warning',
    other: 'off',
    profiles: ['readiness'],
    from: auth0Docs,
  },
  {
    type: 'hand',
    id: 'manual/client-ids-in-apps',
    says: 'applications have the client ids of this tenant',
    hint: 'look that no application names a client id or a domain of another environment',
    why: 'An application with the client id of the test tenant works until that is deleted.',
    production: 'warning',
    other: 'off',
    profiles: ['readiness'],
    from: auth0Docs,
  },
];

const own = {
  production: 'warning',
  other: 'warning',
  profiles: ['readiness', 'm2m', 'security'],
  from: 'tenantry',
} as const;

/** What is wrong with what accepts findings. */
export const ownRules: readonly CheckRule[] = [
  {
    type: 'own',
    id: 'checks/expired-waiver',
    says: 'this waiver has ended, so what it accepted is a finding again',
    hint: 'correct the finding, or agree on another date with who owns the waiver',
    why: 'A waiver is a promise to correct something by a date.',
    ...own,
  },
  {
    type: 'own',
    id: 'checks/unused-waiver',
    says: 'there is nothing that this waiver accepts',
    hint: 'take it out, or correct rule, on and app',
    why: 'What it names may come back some day, and would be accepted by nobody.',
    ...own,
  },
  {
    type: 'own',
    id: 'checks/stale-baseline',
    says: 'the baseline has findings that there are no longer',
    hint: 'write it again with --prune-baseline',
    why: 'What it names may come back some day, and nobody would see it.',
    ...own,
  },
];
