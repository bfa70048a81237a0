import { type Body, bodiesOf, omit, textOf } from '../../body.ts';
import { badRequest, conflict, refusal } from '../../errors.ts';
import { directoryMapping } from './mappings.ts';
import { type Pages, page, pageQuery } from '../../paging.ts';
import {
  type Answer,
  type Call,
  type Route,
  created,
  empty,
  need,
  ok,
  operation,
  param,
  timestamp,
} from '../../route.ts';
import { type Constraints, text } from '../../schema.ts';

const PATH = '/connections/:id/directory-provisioning';
const ALL: Pages = { key: 'directory_provisionings', paging: 'checkpoint' };
const GROUPS: Pages = { key: 'groups', paging: 'checkpoint' };

/** Directory provisioning of one Google Workspace connection, and which groups come along. */
export const directoryRoutes: Route[] = [
  operation('GET /connections-directory-provisionings', 'read:directory_provisionings', listAll, {
    query: pageQuery(ALL),
  }),
  operation(`GET ${PATH}`, 'read:directory_provisionings', (call) => ok(configurationOf(call))),
  operation(`GET ${PATH}/default-mapping`, 'read:directory_provisionings', () => ok({ mapping: directoryMapping })),
  operation(`POST ${PATH}`, 'create:directory_provisionings', create, {
    body: 'CreateDirectoryProvisioningRequestContent',
  }),
  operation(`PATCH ${PATH}`, 'update:directory_provisionings', update, {
    body: 'UpdateDirectoryProvisioningRequestContent',
  }),
  operation(`DELETE ${PATH}`, 'delete:directory_provisionings', remove),
  operation(`GET ${PATH}/synchronized-groups`, 'read:directory_provisionings', listGroups, {
    query: { ...pageQuery(GROUPS), q: 'text' },
  }),
  operation(`PUT ${PATH}/synchronized-groups`, 'update:directory_provisionings', setGroups, {
    body: 'ReplaceSynchronizedGroupsRequestContent',
  }),
  operation(`POST ${PATH}/synchronized-groups`, 'update:directory_provisionings', addGroups, {
    body: 'ReplaceSynchronizedGroupsRequestContent',
  }),
  operation(`DELETE ${PATH}/synchronized-groups`, 'update:directory_provisionings', removeGroups, {
    body: 'ReplaceSynchronizedGroupsRequestContent',
  }),
];

/** A connection that goes takes its configuration and its groups along. */
export function directoryBeforeDelete(connection: string, { store }: Call): void {
  store.remove('directory_provisionings', connection);
  store.removeWhere('synchronized_groups', ({ _connection }) => _connection === connection);
}

function listAll(call: Call): Answer {
  return ok(page(ALL, call.query, call.store.entries('directory_provisionings'), (body) => body));
}

function configurationOf(call: Call): Body {
  need(call, 'connections', 'connection');
  const configuration = call.store.get('directory_provisionings', param(call, 'id'));
  if (configuration === undefined) throw refusal(404, 'Not Found', 'inexistent_directory_provisioning');
  return configuration;
}

function create(call: Call): Answer {
  const { id = '', name = '', strategy = '' } = need(call, 'connections', 'connection');
  if (strategy !== 'google-apps') throw badRequest('The strategy does not support directory provisioning.');
  if (call.store.get('directory_provisionings', textOf(id)) !== undefined) {
    throw conflict('Directory provisioning is already enabled on the specified connection');
  }
  const origin = { connection_id: id, connection_name: name, strategy };
  const times = { created_at: timestamp(call), updated_at: timestamp(call) };
  const usual = { mapping: directoryMapping, synchronize_automatically: false, synchronize_groups: 'off' };
  return created(
    call.store.put('directory_provisionings', textOf(id), { ...origin, ...usual, ...call.body, ...times }),
  );
}

function update(call: Call): Answer {
  const configuration = { ...configurationOf(call), ...call.body, updated_at: timestamp(call) };
  return ok(call.store.put('directory_provisionings', param(call, 'id'), configuration));
}

function remove(call: Call): Answer {
  configurationOf(call);
  directoryBeforeDelete(param(call, 'id'), call);
  return empty();
}

function listGroups(call: Call): Answer {
  configurationOf(call);
  const rows = call.store
    .entries('synchronized_groups')
    .filter(({ body }) => body['_connection'] === param(call, 'id'));
  const sorted = rows.toSorted((a, b) => (a.key < b.key ? -1 : 1)).map((row, at) => ({ ...row, place: at + 1 }));
  return ok(page(GROUPS, call.query, sorted, (group) => omit(group, ['_connection'])));
}

/** PUT replaces the selection, which there is only where groups are selected. */
function setGroups(call: Call): Answer {
  if (configurationOf(call)['synchronize_groups'] !== 'selected') throw conflict('Groups are not selected one by one.');
  const connection = param(call, 'id');
  call.store.removeWhere('synchronized_groups', ({ _connection }) => _connection === connection);
  return addGroups(call);
}

function addGroups(call: Call): Answer {
  const connection = textOf(configurationOf(call)['connection_id']);
  for (const group of bodiesOf(call.body['groups']))
    call.store.put('synchronized_groups', `${connection}|${textOf(group['id'])}`, {
      ...group,
      _connection: connection,
    });
  return empty();
}

function removeGroups(call: Call): Answer {
  const connection = textOf(configurationOf(call)['connection_id']);
  for (const { id } of bodiesOf(call.body['groups']))
    call.store.remove('synchronized_groups', `${connection}|${textOf(id)}`);
  return empty();
}

const group = {
  type: 'object',
  properties: {
    id: text(1, 32, '^[A-Za-z0-9]+$'),
    name: { type: 'string' },
    email: { type: 'string', pattern: '^[^@\\s]+@[^@\\s]+$' },
    direct_members_count: { type: 'integer', minimum: 0 },
  },
  required: ['id'],
  additionalProperties: false,
};

/** Groups have names, addresses and sizes, which the SDK's type leaves out. */
export const directoryReplacements: Constraints = { SynchronizedGroupPayload: group };
