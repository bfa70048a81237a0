import type { Row } from '../row.ts';
import { actionModules, actions, triggers } from './actions.ts';
import { resourceServers, roles } from './apis.ts';
import { clientCredentials } from './client-credentials.ts';
import { clientDocuments } from './client-documents.ts';
import { clientGrants } from './client-grants.ts';
import { clients } from './clients.ts';
import { connections } from './connections.ts';
import { databases } from './databases.ts';
import { emailProvider, emailTemplates } from './emails.ts';
import { flowVaultConnections, flows, forms } from './forms.ts';
import {
  guardianEmailFactorSettings,
  guardianFactorProviders,
  guardianFactors,
  guardianFactorTemplates,
  guardianPhoneFactorMessageTypes,
  guardianPhoneFactorSelectedProvider,
  guardianPhoneFactorSettings,
  guardianPolicies,
  guardianPushFactorSelectedProvider,
  guardianSettings,
} from './guardian.ts';
import { networkACLKeys, networkACLs, rateLimitPolicies } from './network.ts';
import { organizations } from './organizations.ts';
import { pages } from './pages.ts';
import { phoneProviders, phoneTemplates } from './phones.ts';
import {
  connectionProfiles,
  selfServiceProfiles,
  tokenExchangeProfiles,
  userAttributeProfiles,
  verifiableCredentialTemplates,
} from './profiles.ts';
import { customText, partials, prompts, screenRenderers } from './prompts.ts';
import { attackProtection, riskAssessment, supplementalSignals } from './protection.ts';
import { provisioning } from './provisioning.ts';
import { branding, customDomains, tenant } from './settings.ts';
import { eventStreams, logStreams } from './streams.ts';
import { themes } from './themes.ts';

/** Every row, in the order of the catalog. */
export const rows: Row[] = [
  ...tenant,
  ...customDomains,
  ...branding,
  ...themes,
  ...pages,
  ...prompts,
  ...customText,
  ...partials,
  ...screenRenderers,
  ...emailProvider,
  ...emailTemplates,
  ...phoneProviders,
  ...phoneTemplates,
  ...resourceServers,
  ...userAttributeProfiles,
  ...connectionProfiles,
  ...clients,
  ...clientCredentials,
  ...clientDocuments,
  ...clientGrants,
  ...roles,
  ...databases,
  ...connections,
  ...provisioning,
  ...selfServiceProfiles,
  ...organizations,
  ...actionModules,
  ...actions,
  ...triggers,
  ...tokenExchangeProfiles,
  ...verifiableCredentialTemplates,
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
  ...guardianEmailFactorSettings,
  ...guardianPhoneFactorSettings,
  ...guardianPolicies,
  ...guardianSettings,
  ...networkACLKeys,
  ...networkACLs,
  ...rateLimitPolicies,
  ...logStreams,
  ...eventStreams,
];
