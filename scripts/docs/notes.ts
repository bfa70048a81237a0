/** What is worth knowing of a type and follows from no trait of its descriptor. */
export const notes: Readonly<Record<string, readonly string[]>> = {
  tenant: ['The session lifetimes may be written in hours, fractions included, or as `…_in_minutes`.'],
  customDomains: ['A new domain has to be verified before it works; tenantry creates it and does not wait.'],
  branding: ['A change of the branding resets some settings of `prompts` in Auth0; tenantry puts them back.'],
  pages: ['There are four pages; one that is not declared is left as it is.'],
  clients: [
    '`client_secret` can be set on an existing client only, so a new one gets it in a second step.',
    'Credentials need a `name`; what refers to a key is written in the order create, use, delete.',
    'The global client and the client that tenantry itself uses are left alone.',
  ],
  clientGrants: ["Grants that Auth0 owns, and those of tenantry's own client, are left alone."],
  resourceServers: ['The APIs that Auth0 itself offers, such as the Management API, are left alone.'],
  roles: ['Roles that belong to an organization are left alone.'],
  organizations: ['`client_grants` name a grant by its client. When a client has several, add `audience`.'],
  actions: [
    'An action is deployed when the file says `deployed: true` and something that a deployment carries has changed, or when the tenant has changes that were never deployed. A deploy waits for the build.',
    'Actions from the marketplace are left alone.',
  ],
  actionModules: ['With `all_changes_published: true` a change is published as a new version, which actions can pin.'],
  triggers: ['The bindings are in the order in which they run. A trigger that is not declared is left as it is.'],
};
