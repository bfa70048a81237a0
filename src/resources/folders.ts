import { resourceTypes } from './index.ts';
import { sectionOf } from '../catalog/resource-type.ts';
import type { ResourceType } from '../catalog/resource-type.ts';

/** A JSON file of a tenant's folder and where its content would stand in the YAML. */
export interface FolderRow {
  /** The file, from the tenant's folder; `*` stands for any name. */
  file: string;
  /** The section; with `[]` at its end the content is one item of the list there. */
  section: string;
  /** The field that a content that is a list belongs to. */
  list?: string;
  /** A field whose text is the file beside this one with that ending, when there is one. */
  existing?: { field: string; ending: string };
  /** Fields of the content that become keys around it. */
  around?: string[];
  /** Lists stand for objects: an item with these two fields is an entry, any other is merged. */
  entries?: { key: string; value: string };
}

const items = (words: string): FolderRow[] =>
  words
    .trim()
    .split('\n')
    .map((line) => {
      const [file = '', section = ''] = line.trim().split(/\s+/);
      return { file, section };
    });

/**
 * The folders of Auth0's Deploy CLI.
 *
 * The layout belongs to that format and not to the types: some files hold several of them, and some types are in several files.
 */
const listed: readonly FolderRow[] = [
  ...items(`
    tenant.json                              tenant
    attack-protection/bot-detection.json     attackProtection.botDetection
    attack-protection/breached-password-detection.json attackProtection.breachedPasswordDetection
    attack-protection/brute-force-protection.json      attackProtection.bruteForceProtection
    attack-protection/captcha.json           attackProtection.captcha
    attack-protection/suspicious-ip-throttling.json    attackProtection.suspiciousIpThrottling
    attack-protection/phone-provider-protection.json   attackProtection.phoneProviderProtection
    risk-assessment/settings.json            riskAssessment
    supplemental-signals.json                supplementalSignals
    custom-domains/custom-domains.json       customDomains
    branding/branding.json                   branding
    branding/templates/*.json                branding.templates[]
    themes/*.json                            themes[]
    prompts/prompts.json                     prompts
    prompts/custom-text.json                 prompts.customText
    emails/provider.json                     emailProvider
    phone-providers/provider.json            phoneProviders
    phone-templates/*.json                   phoneTemplates[]
    guardian/factors/*.json                  guardianFactors[]
    guardian/providers/*.json                guardianFactorProviders[]
    guardian/templates/*.json                guardianFactorTemplates[]
    guardian/phoneFactorSelectedProvider.json guardianPhoneFactorSelectedProvider
    guardian/phoneFactorMessageTypes.json    guardianPhoneFactorMessageTypes
    guardian/emailFactorSettings.json        guardianEmailFactorSettings
    guardian/phoneFactorSettings.json        guardianPhoneFactorSettings
    guardian/settings.json                   guardianSettings
    resource-servers/*.json                  resourceServers[]
    clients/*.json                           clients[]
    grants/*.json                            clientGrants[]
    roles/*.json                             roles[]
    database-connections/*/database.json     databases[]
    connections/*.json                       connections[]
    organizations/*.json                     organizations[]
    action-modules/*.json                    actionModules[]
    actions/*.json                           actions[]
    triggers/*.json                          triggers
    flow-vault-connections/*.json            flowVaultConnections[]
    flows/*.json                             flows[]
    forms/*.json                             forms[]
    log-streams/*.json                       logStreams[]
    event-streams/*.json                     eventStreams[]
    network-acls/*.json                      networkACLs[]
    rate-limit-policies/*.json               rateLimitPolicies[]
    self-service-profiles/*.json             selfServiceProfiles[]
    user-attribute-profiles/*.json           userAttributeProfiles[]
    connection-profiles/*.json               connectionProfiles[]
    token-exchange-profiles/*.json           tokenExchangeProfiles[]
    rules/*.json                             rules[]
    rules-configs/*.json                     rulesConfigs[]
    hooks/*.json                             hooks[]
  `),
  { file: 'pages/*.json', section: 'pages[]', existing: { field: 'html', ending: 'html' } },
  { file: 'emails/*.json', section: 'emailTemplates[]', existing: { field: 'body', ending: 'html' } },
  { file: 'guardian/policies.json', section: 'guardianPolicies', list: 'policies' },
  { file: 'prompts/partials.json', section: 'prompts.partials', entries: { key: 'name', value: 'template' } },
  {
    file: 'prompts/screenRenderSettings/*.json',
    section: 'prompts.screenRenderers[]',
    around: ['prompt', 'screen'],
  },
];

/** All folders; what the Deploy CLI does not know has the name of its type. A file belongs to the first row that it fits. */
export const folders: readonly FolderRow[] = [...listed, ...resourceTypes.flatMap(rowByName)];

function rowByName(type: ResourceType): FolderRow[] {
  const pattern = sectionOf(type);
  const section = pattern.replace(/\[\]$/, '');
  const isListed = listed.some((row) => isPartOf(row.section, section));
  // What stands inside of another type's section is in that type's file.
  if (isListed || section.includes('.')) return [];
  const folder = section
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase();
  return [
    pattern.endsWith('[]') ? { file: `${folder}/*.json`, section: pattern } : { file: `${folder}.json`, section },
  ];
}

/** Whether a section is another one, a list of it, or a part of it. */
function isPartOf(section: string, other: string): boolean {
  return section === other || section === `${other}[]` || section.startsWith(`${other}.`);
}
