import { type Body, textOf } from '../../body.ts';
import { badRequest, refusal } from '../../errors.ts';
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

const PATH = '/connections/:id/scim-configuration';
const STRATEGIES = ['samlp', 'oidc', 'okta', 'waad'];
const ALL: Pages = { key: 'scim_configurations', paging: 'checkpoint' };
const MAPPING: Body[] = [
  { auth0: 'preferred_username', scim: 'userName' },
  { auth0: 'email', scim: 'emails[primary eq true].value' },
  { auth0: 'app_metadata.external_id', scim: 'externalId' },
  { auth0: 'blocked', scim: 'active' },
  { auth0: 'name', scim: 'displayName' },
  { auth0: 'given_name', scim: 'name.givenName' },
  { auth0: 'family_name', scim: 'name.familyName' },
];

/** SCIM of one connection, for the strategies that have it; POST may be empty and then takes a standard mapping. */
export const scimRoutes: Route[] = [
  operation('GET /connections-scim-configurations', 'read:scim_config', listAll, { query: pageQuery(ALL) }),
  operation(`GET ${PATH}`, 'read:scim_config', (call) => ok(configurationOf(call))),
  operation(`GET ${PATH}/default-mapping`, 'read:scim_config', standardMapping),
  operation(`POST ${PATH}`, 'create:scim_config', create, { body: 'CreateScimConfigurationRequestContent' }),
  operation(`PATCH ${PATH}`, 'update:scim_config', update, { body: 'UpdateScimConfigurationRequestContent' }),
  operation(`DELETE ${PATH}`, 'delete:scim_config', remove),
];

function listAll(call: Call): Answer {
  return ok(page(ALL, call.query, call.store.entries('scim_configurations'), (body) => body));
}

function standardMapping(call: Call): Answer {
  need(call, 'connections', 'connection');
  return ok({ mapping: MAPPING });
}

function update(call: Call): Answer {
  const configuration = { ...configurationOf(call), ...call.body, updated_on: timestamp(call) };
  return ok(call.store.put('scim_configurations', param(call, 'id'), configuration));
}

function remove(call: Call): Answer {
  configurationOf(call);
  call.store.remove('scim_configurations', param(call, 'id'));
  return empty();
}

function create(call: Call): Answer {
  const { id = '', name = '', strategy = '' } = need(call, 'connections', 'connection');
  if (!STRATEGIES.includes(textOf(strategy))) throw badRequest('The strategy of the connection does not support SCIM.');
  if (call.store.get('scim_configurations', textOf(id)) !== undefined) {
    throw badRequest('A SCIM configuration already exists for this connection.', 'scim_configuration_exists');
  }
  const times = { created_at: timestamp(call), updated_on: timestamp(call) };
  const origin = { connection_id: id, connection_name: name, strategy, tenant_name: call.domain.split('.')[0] ?? '' };
  const body = { ...origin, user_id_attribute: 'externalId', mapping: MAPPING, ...call.body, ...times };
  return created(call.store.put('scim_configurations', textOf(id), body));
}

function configurationOf(call: Call): Body {
  need(call, 'connections', 'connection');
  const configuration = call.store.get('scim_configurations', param(call, 'id'));
  if (configuration === undefined) throw refusal(404, 'Not Found', 'inexistent_scim_configuration');
  return configuration;
}
