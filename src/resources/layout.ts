/** Into which file sections go when they are too long for `tenant.yaml`, by the key at the top; others go by their own name. */
export const fileOfSection: Record<string, string> = {
  resourceServers: 'apis',
  clientGrants: 'grants',
  databases: 'connections',
  actionModules: 'actions',
  triggers: 'actions',
  roles: 'people',
  emailProvider: 'emails',
  emailTemplates: 'emails',
  flowVaultConnections: 'flows',
};

/** Folders of the files that fields name, where that is not the name of the type. */
export const folderOfType: Record<string, string> = {
  emailTemplates: 'emails',
  'clients.credentials': 'keys',
  'prompts.partials': 'partials',
};
