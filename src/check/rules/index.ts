import type { CheckRule } from '../rule.ts';
import { actionRules } from './actions.ts';
import { apiRules } from './apis.ts';
import { clientRules } from './clients.ts';
import { databaseRules } from './databases.ts';
import { emailRules, eventRules, logRules } from './delivery.ts';
import { domainRules } from './domains.ts';
import { grantRules } from './grants.ts';
import { keyRules } from './keys.ts';
import { limitRules } from './limits.ts';
import { deprecationRules, manualRules, ownRules } from './manual.ts';
import { promptRules } from './prompts.ts';
import { connectionRules, legacyRules, protectionRules } from './protection.ts';
import { quotaRules } from './quota.ts';
import { tenantRules } from './tenant.ts';

/** All rules, in the order in which reports and pages name them. */
export const checkRules: readonly CheckRule[] = [
  ...clientRules,
  ...grantRules,
  ...apiRules,
  ...quotaRules,
  ...keyRules,
  ...actionRules,
  ...tenantRules,
  ...promptRules,
  ...logRules,
  ...eventRules,
  ...emailRules,
  ...domainRules,
  ...databaseRules,
  ...legacyRules,
  ...connectionRules,
  ...protectionRules,
  ...limitRules,
  ...deprecationRules,
  ...manualRules,
  ...ownRules,
];
