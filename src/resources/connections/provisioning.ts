import { answer, rows } from '../../catalog/endpoints.ts';
import type { Api } from '../../catalog/endpoints.ts';
import { paths, text } from '../../catalog/resource-type.ts';
import type { ChildType } from '../../catalog/resource-type.ts';
import { isBody, omit, pick } from '../../model/json.ts';
import type { Body, Json } from '../../model/json.ts';

/** How the identity provider of a connection writes users into the tenant. */
export const scimConfiguration: ChildType = {
  name: 'scim_configuration',
  path: 'scim_configuration',
  shape: 'one',
  isGuarded: true,
  identity: { keys: [] },
  scopes: 'scim_config',
  endpoints: {
    listAll: { parent: 'connection_id', list: (api) => rows(api.connections.scimConfiguration.list({ take: 100 })) },
    create: (api, { parent }, body) => answer(api.connections.scimConfiguration.create(parent, body)),
    update: (api, { parent }, body) => answer(api.connections.scimConfiguration.update(parent, body)),
    delete: (api, { parent }) => answer(api.connections.scimConfiguration.delete(parent)),
  },
  readOnly: ['connection_id', 'connection_name', 'strategy', 'tenant_name', 'created_at', 'updated_on'],
  replacesWhole: true,
  targetRules: [
    {
      when: [{ path: 'strategy', not: ['samlp', 'oidc', 'okta', 'waad'] }],
      says: 'connections of this strategy have no SCIM',
      hint: 'take scim_configuration out',
    },
  ],
  sets: { mapping: 'scim' },
};

/** Which users and groups of a Google Workspace directory are copied into the tenant. */
export const directoryProvisioning: ChildType = {
  name: 'directory_provisioning_configuration',
  path: 'directory_provisioning_configuration',
  shape: 'one',
  isGuarded: true,
  identity: { keys: [] },
  scopes: 'directory_provisionings',
  endpoints: {
    listAll: {
      parent: 'connection_id',
      list: async (api) =>
        Promise.all(
          (await rows(api.connections.directoryProvisioning.list({ take: 100 }))).map((row) => withGroups(api, row)),
        ),
    },
    create: (api, { parent }, body) => answer(api.connections.directoryProvisioning.create(parent, body)),
    update: (api, { parent }, body) => answer(api.connections.directoryProvisioning.update(parent, body)),
    delete: (api, { parent }) => answer(api.connections.directoryProvisioning.delete(parent)),
  },
  readOnly: paths(`
    connection_id connection_name strategy created_at updated_at last_synchronization_at last_synchronization_status
    last_synchronization_error synchronized_groups[].name synchronized_groups[].email
    synchronized_groups[].direct_members_count
  `),
  rules: [
    {
      when: [{ path: 'synchronized_groups' }, { path: 'synchronize_groups', not: ['selected'] }],
      says: 'groups are selected only where synchronize_groups is selected',
      hint: 'set synchronize_groups: selected, or take synchronized_groups out',
    },
  ],
  targetRules: [
    {
      when: [{ path: 'strategy', not: ['google-apps'] }],
      says: 'connections of this strategy have no directory provisioning',
      hint: 'take directory_provisioning_configuration out',
    },
  ],
  sets: { mapping: 'auth0', synchronized_groups: 'id' },
  hooks: {
    toApi: (request) => omit(request, ['synchronized_groups']),
    // The groups have an endpoint of their own, which takes all of them at once.
    afterWrite: async (api, { parent }, { synchronized_groups: groups }, changed) => {
      if (changed.includes('synchronized_groups'))
        await answer(api.connections.directoryProvisioning.set(parent, { groups: idsOf(groups) }));
    },
  },
};

/** The groups are listed only where some of them are selected. */
async function withGroups(api: Api, row: Body): Promise<Body> {
  if (row['synchronize_groups'] !== 'selected') return row;
  const list = api.connections.directoryProvisioning.listSynchronizedGroups(text(row['connection_id']), { take: 100 });
  return { ...row, synchronized_groups: await rows(list) };
}

function idsOf(groups: Json | undefined): Body[] {
  return Array.isArray(groups) ? groups.filter(isBody).map((group) => pick(group, ['id'])) : [];
}
