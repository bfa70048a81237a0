import { actionModules } from './action-modules.ts';
import { actions } from './actions.ts';
import { attackProtection } from './attack-protection.ts';
import { branding } from './branding.ts';
import { clientGrants } from './client-grants.ts';
import { clients } from './clients.ts';
import { connections, databases } from './connections.ts';
import { customDomains } from './custom-domains.ts';
import { emailProvider, emailTemplates } from './emails.ts';
import { flowVaultConnections, flows, forms } from './forms.ts';
import { guardianFactorProviders } from './guardian-providers.ts';
import {
  guardianFactors,
  guardianFactorTemplates,
  guardianPhoneFactorMessageTypes,
  guardianPhoneFactorSelectedProvider,
  guardianPolicies,
  guardianPushFactorSelectedProvider,
} from './guardian.ts';
import { guardianEmailFactorSettings, guardianPhoneFactorSettings, guardianSettings } from './guardian-settings.ts';
import { networkACLKeys, networkACLs, rateLimitPolicies } from './network.ts';
import { organizations } from './organizations.ts';
import { pages } from './pages.ts';
import { phoneProviders, phoneTemplates } from './phones.ts';
import { connectionProfiles, selfServiceProfiles, tokenExchangeProfiles, userAttributeProfiles } from './profiles.ts';
import { customText, partials, prompts, screenRenderers } from './prompts.ts';
import { resourceServers } from './resource-servers.ts';
import type { ResourceTypes } from '../catalog/resource-type.ts';
import { roles } from './roles.ts';
import { riskAssessment, supplementalSignals } from './signals.ts';
import { eventStreams, logStreams } from './streams.ts';
import { tenant } from './tenant.ts';
import { themes } from './themes.ts';
import { triggers } from './triggers.ts';

/** The catalog: every resource type, in the order of plans and reports. */
export const resourceTypes: ResourceTypes = [
  tenant,
  customDomains,
  branding,
  themes,
  pages,
  prompts,
  customText,
  partials,
  screenRenderers,
  emailProvider,
  emailTemplates,
  phoneProviders,
  phoneTemplates,
  resourceServers,
  userAttributeProfiles,
  connectionProfiles,
  clients,
  clientGrants,
  roles,
  databases,
  connections,
  selfServiceProfiles,
  organizations,
  actionModules,
  actions,
  triggers,
  tokenExchangeProfiles,
  flowVaultConnections,
  flows,
  forms,
  attackProtection,
  riskAssessment,
  supplementalSignals,
  guardianFactorProviders,
  guardianFactorTemplates,
  guardianPhoneFactorSelectedProvider,
  guardianPhoneFactorMessageTypes,
  guardianPushFactorSelectedProvider,
  guardianFactors,
  guardianEmailFactorSettings,
  guardianPhoneFactorSettings,
  guardianPolicies,
  guardianSettings,
  networkACLKeys,
  networkACLs,
  rateLimitPolicies,
  logStreams,
  eventStreams,
];
