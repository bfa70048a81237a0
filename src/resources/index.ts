import type { ResourceTypes } from '../catalog/resource-type.ts';
import { actionModules } from './actionModules/action-modules.ts';
import { actions } from './actions/actions.ts';
import { attackProtection } from './attackProtection/attack-protection.ts';
import { branding } from './branding/branding.ts';
import { clientGrants } from './clientGrants/client-grants.ts';
import { clients } from './clients/clients.ts';
import { connectionProfiles } from './connectionProfiles/connection-profiles.ts';
import { connections } from './connections/connections.ts';
import { customDomains } from './customDomains/custom-domains.ts';
import { databases } from './databases/databases.ts';
import { emailProvider } from './emailProvider/email-provider.ts';
import { emailTemplates } from './emailTemplates/email-templates.ts';
import { eventStreams } from './eventStreams/event-streams.ts';
import { flowVaultConnections } from './flowVaultConnections/flow-vault-connections.ts';
import { flows } from './flows/flows.ts';
import { forms } from './forms/forms.ts';
import { guardianEmailFactorSettings } from './guardianEmailFactorSettings/guardian-email-factor-settings.ts';
import { guardianFactorProviders } from './guardianFactorProviders/guardian-factor-providers.ts';
import { guardianFactorTemplates } from './guardianFactorTemplates/guardian-factor-templates.ts';
import { guardianFactors } from './guardianFactors/guardian-factors.ts';
import { guardianPhoneFactorMessageTypes } from './guardianPhoneFactorMessageTypes/guardian-phone-factor-message-types.ts';
import { guardianPhoneFactorSelectedProvider } from './guardianPhoneFactorSelectedProvider/guardian-phone-factor-selected-provider.ts';
import { guardianPhoneFactorSettings } from './guardianPhoneFactorSettings/guardian-phone-factor-settings.ts';
import { guardianPolicies } from './guardianPolicies/guardian-policies.ts';
import { guardianPushFactorSelectedProvider } from './guardianPushFactorSelectedProvider/guardian-push-factor-selected-provider.ts';
import { guardianSettings } from './guardianSettings/guardian-settings.ts';
import { logStreams } from './logStreams/log-streams.ts';
import { networkACLKeys } from './networkACLKeys/network-acl-keys.ts';
import { networkACLs } from './networkACLs/network-acls.ts';
import { organizations } from './organizations/organizations.ts';
import { pages } from './pages/pages.ts';
import { phoneProviders } from './phoneProviders/phone-providers.ts';
import { phoneTemplates } from './phoneTemplates/phone-templates.ts';
import { prompts } from './prompts/prompts.ts';
import { customText } from './prompts.customText/custom-text.ts';
import { partials } from './prompts.partials/partials.ts';
import { screenRenderers } from './prompts.screenRenderers/screen-renderers.ts';
import { rateLimitPolicies } from './rateLimitPolicies/rate-limit-policies.ts';
import { resourceServers } from './resourceServers/resource-servers.ts';
import { riskAssessment } from './riskAssessment/risk-assessment.ts';
import { roles } from './roles/roles.ts';
import { selfServiceProfiles } from './selfServiceProfiles/self-service-profiles.ts';
import { supplementalSignals } from './supplementalSignals/supplemental-signals.ts';
import { tenant } from './tenant/tenant.ts';
import { themes } from './themes/themes.ts';
import { tokenExchangeProfiles } from './tokenExchangeProfiles/token-exchange-profiles.ts';
import { triggers } from './triggers/triggers.ts';
import { userAttributeProfiles } from './userAttributeProfiles/user-attribute-profiles.ts';
import { verifiableCredentialTemplates } from './verifiableCredentialTemplates/verifiable-credential-templates.ts';

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
  verifiableCredentialTemplates,
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
