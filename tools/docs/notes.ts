/** What is worth knowing of a type and follows from no trait of its descriptor. */
export const notes: Readonly<Record<string, readonly string[]>> = {
  tenant: ['The session lifetimes may be written in hours, fractions included, or as `…_in_minutes`.'],
  customDomains: [
    'A new domain has to be verified before it works. tenantry creates it and does not wait: the report of the apply says which DNS record is needed, and every plan reminds of it until the domain is verified.',
  ],
  branding: ['A change of the branding resets some settings of `prompts` in Auth0; tenantry puts them back.'],
  pages: ['There are four pages; one that is not declared is left as it is.'],
  clients: [
    '`client_secret` can be set on an existing client only, so a new one gets it in a second step.',
    'Credentials need a `name`; what refers to a key is written in the order create, use, delete.',
    'A client with an `external_client_id` describes itself by a document at that address: it is registered by it, and `name` has to be the document’s. What the document says (callbacks, keys, how it authenticates) is left to it.',
    'The global client and the client that tenantry itself uses are left alone.',
  ],
  clientGrants: ["Grants that Auth0 owns, and those of tenantry's own client, are left alone."],
  resourceServers: ['The APIs that Auth0 itself offers, such as the Management API, are left alone.'],
  roles: ['Roles that belong to an organization are left alone here: they stand in the organization.'],
  organizations: [
    '`client_grants` name a grant by its client. When a client has several, add `audience`.',
    '`roles` are roles that only this organization has, with their permissions. Those of the tenant are `roles` at the top.',
    'A discovery domain has to be verified before it works; plans remind of it until then.',
  ],
  actions: [
    'An action is deployed when the file says `deployed: true` and something that a deployment carries has changed, or when the tenant has changes that were never deployed. A deploy waits for the build.',
    'Actions from the marketplace are left alone.',
  ],
  actionModules: ['With `all_changes_published: true` a change is published as a new version, which actions can pin.'],
  triggers: ['The bindings are in the order in which they run. A trigger that is not declared is left as it is.'],
  attackProtection: ['Each part is a change of its own, and a part that the files leave out is not even read.'],
  riskAssessment: ['Each part is a change of its own, and a part that the files leave out is not even read.'],
  guardianFactorProviders: [
    'The names and providers: `phone` with `twilio` (`sms` with `twilio` is the same under its older name), `push-notification` with `apns`, `fcm`, `fcmv1` or `sns`, and `duo` with `duo`.',
    'The API never tells whether there are credentials for FCM: they are sent as long as `guardianPushFactorSelectedProvider` is not `direct`, and then never again. To send new ones, choose another provider, apply, and choose `direct` again.',
  ],
  networkACLs: [
    'They are known by their priority, of which the API takes each but once: another number is another ACL.',
  ],
  networkACLKeys: ['A key cannot be changed, and not be deleted while an ACL uses it: give a new key a new name.'],
  rateLimitPolicies: [
    'A policy for one client names it: `consumer_selector: client_id:My App`, or just `client_id: My App`.',
  ],
  logStreams: ['A stream that goes to a cloud keeps its destination; another one replaces the stream.'],
  eventStreams: [
    'A stream that goes to a cloud, or to an action, keeps its destination; another one replaces the stream.',
  ],
  phoneProviders: [
    'The credentials are never read back, so a new token alone is no difference; they are sent to a new provider and to another one in its place.',
  ],
  phoneTemplates: [
    'A type without a template of its own has Auth0’s standard one; deleting a template brings that back.',
  ],
  selfServiceProfiles: [
    '`customText` has the language `en` and the page `get-started`; texts that the files leave out stay.',
  ],
  userAttributeProfiles: ['`user_attributes` is complete: an attribute that is gone from the files goes.'],
  tokenExchangeProfiles: ['Another `action` is a replacement.'],
};
