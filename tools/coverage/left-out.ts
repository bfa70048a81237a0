// What of the Management API tenantry leaves alone, and why. What stands in no list here has to be managed.

/** Operations of the SDK that are left out for one reason. */
export interface LeftOut {
  reason: string;
  /** Names of operations; `*` is any one part of a name, `**` any number of them. */
  operations: string[];
}

/** Operations that write and that no descriptor uses. */
export const leftOut: readonly LeftOut[] = [
  {
    reason: 'people and their data: not configuration',
    operations: words(`
      users.** userBlocks.* userGrants.* sessions.* refreshTokens.* deviceCredentials.* guardian.enrollments.*
      connections.users.* groups.** roles.users.* roles.groups.* organizations.members.** organizations.groups.**
      organizations.invitations.*
    `),
  },
  {
    reason: 'done once: it leaves nothing that files could describe',
    operations: words(`
      jobs.** tickets.* selfServiceProfiles.ssoTicket.* anomaly.blocks.* flows.executions.*
      connections.directoryProvisioning.synchronizations.* eventStreams.redeliveries.*
    `),
  },
  {
    reason: 'a trial: it changes nothing',
    operations: words(`
      actions.test branding.phone.providers.test branding.phone.templates.test customDomains.test eventStreams.test
      clients.previewCimdMetadata
    `),
  },
  {
    reason: 'goes back to an earlier state; the state to be in is what the files say',
    operations: words('actions.modules.rollback actions.versions.deploy branding.phone.templates.reset'),
  },
  {
    reason:
      'makes, changes or revokes a key or token that Auth0 keeps or shows once; a file that says so would say it again on every run',
    operations: words(`
      clients.rotateSecret connections.keys.* connections.scimConfiguration.tokens.* keys.**
    `),
  },
  {
    reason: 'waits for a DNS record outside of Auth0, and belongs to those who create it',
    operations: words('customDomains.verify'),
  },
  {
    reason: 'another way to write what a descriptor writes',
    operations: words(`
      connections.directoryProvisioning.addSynchronizedGroupSelections
      connections.directoryProvisioning.deleteSynchronizedGroupSelections
      emailTemplates.set organizations.enabledConnections.* prompts.rendering.bulkUpdate networkAcls.set
      guardian.factors.sms.setProvider guardian.factors.duo.settings.set guardian.factors.pushNotification.setApnsProvider
      guardian.factors.pushNotification.setFcmProvider guardian.factors.pushNotification.setFcmv1Provider
      guardian.factors.pushNotification.setSnsProvider
    `),
  },
  {
    reason: 'reached its end of life on 2026-11-18',
    operations: words('rules.* rulesConfigs.* hooks.**'),
  },
  {
    reason: 'not yet: early access or beta, and still changing',
    operations: words(`
      agents.* experimentation.** organizations.organizationTemplate.*
    `),
  },
];

const refersToMany = 'files name grants by client and API, and the name is turned into this id';
const isRoleOfOrganization = 'roles that belong to an organization are left alone';
const isOfServer = 'made by Auth0';

/** Fields of the SDK's request types that files do not have: by type, then by place. */
export const fieldsLeftOut: Readonly<Record<string, Record<string, string>>> = {
  CreateActionModuleRequestContent: { publish: 'files say `all_changes_published`, which holds for updates as well' },
  UpdateActionBindingsRequestContent: {
    'bindings[].ref': 'files name the action: `action_name`',
    'bindings[].secrets': 'secrets belong to the action',
  },
  ReplaceSynchronizedGroupsRequestContent: { groups: 'files have them as `synchronized_groups` of the configuration' },
  EventStreamsCreateRequest: { 'destination.configuration.aws_partner_event_source': isOfServer },
  CreateLogStreamRequestContent: { 'sink.awsPartnerEventSource': isOfServer, 'sink.azurePartnerTopic': isOfServer },
  AssociateOrganizationClientGrantRequestContent: { grant_id: refersToMany },
  CreateOrganizationRequestContent: { enabled_connections: 'the children `connections` take its place' },
  CreateRoleRequestContent: { owner_id: isRoleOfOrganization, type: isRoleOfOrganization },
  UpdateVerifiableCredentialTemplateRequestContent: { version: 'only updates take it, and no answer has it' },
};

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}
