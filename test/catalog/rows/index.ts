import type { Row } from '../row.ts';
import { actionModules, actions, triggers } from './actions.ts';
import { resourceServers, roles } from './apis.ts';
import { clientCredentials } from './client-credentials.ts';
import { clientGrants } from './client-grants.ts';
import { clients } from './clients.ts';
import { connections } from './connections.ts';
import { databases } from './databases.ts';
import { emailProvider, emailTemplates } from './emails.ts';
import { flowVaultConnections, flows, forms } from './forms.ts';
import {
  guardianFactorProviders,
  guardianFactors,
  guardianFactorTemplates,
  guardianPhoneFactorMessageTypes,
  guardianPhoneFactorSelectedProvider,
  guardianPolicies,
  guardianPushFactorSelectedProvider,
} from './guardian.ts';
import { networkACLKeys, networkACLs, rateLimitPolicies } from './network.ts';
import { organizations } from './organizations.ts';
import { pages } from './pages.ts';
import { customText, partials, prompts, screenRenderers } from './prompts.ts';
import { attackProtection, riskAssessment, supplementalSignals } from './protection.ts';
import { branding, customDomains, tenant } from './settings.ts';
import { eventStreams, logStreams } from './streams.ts';

/** Every row, in the order of the catalog. */
export const rows: Row[] = [
  ...tenant,
  ...customDomains,
  ...branding,
  ...pages,
  ...prompts,
  ...customText,
  ...partials,
  ...screenRenderers,
  ...emailProvider,
  ...emailTemplates,
  ...resourceServers,
  ...clients,
  ...clientCredentials,
  ...clientGrants,
  ...roles,
  ...databases,
  ...connections,
  ...organizations,
  ...actionModules,
  ...actions,
  ...triggers,
  ...flowVaultConnections,
  ...flows,
  ...forms,
  ...attackProtection,
  ...riskAssessment,
  ...supplementalSignals,
  ...guardianFactorProviders,
  ...guardianFactorTemplates,
  ...guardianPhoneFactorSelectedProvider,
  ...guardianPhoneFactorMessageTypes,
  ...guardianPushFactorSelectedProvider,
  ...guardianFactors,
  ...guardianPolicies,
  ...networkACLKeys,
  ...networkACLs,
  ...rateLimitPolicies,
  ...logStreams,
  ...eventStreams,
];
