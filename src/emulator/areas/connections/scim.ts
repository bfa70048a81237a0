import { type Body, type Json, omit, textOf } from '../../body.ts';
import { idForm } from '../../ids.ts';
import { scimMapping } from './mappings.ts';
import { refuse } from '../../errors.ts';
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
import { tenantName } from '../../tenant-name.ts';

const PATH = '/connections/:id/scim-configuration';
const TOKEN_ID = idForm('scimToken', 'tok_', 16);
const STRATEGIES = ['samlp', 'oidc', 'okta', 'waad'];
const ALL: Pages = { key: 'scim_configurations', paging: 'checkpoint' };

/** SCIM of one connection, for the strategies that have it; POST may be empty and then takes a standard mapping. */
export const scimRoutes: Route[] = [
  operation('GET /connections-scim-configurations', 'read:scim_config', listAll, { query: pageQuery(ALL) }),
  operation(`GET ${PATH}`, 'read:scim_config', (call) => ok(configurationOf(call))),
  operation(`GET ${PATH}/default-mapping`, 'read:scim_config', standardMapping),
  operation(`POST ${PATH}`, 'create:scim_config', create, { body: 'CreateScimConfigurationRequestContent' }),
  operation(`PATCH ${PATH}`, 'update:scim_config', update, { body: 'UpdateScimConfigurationRequestContent' }),
  operation(`DELETE ${PATH}`, 'delete:scim_config', remove),
  operation(`GET ${PATH}/tokens`, 'read:scim_token', listTokens),
  operation(`POST ${PATH}/tokens`, 'create:scim_token', createToken, { body: 'CreateScimTokenRequestContent' }),
  operation(`DELETE ${PATH}/tokens/:token`, 'delete:scim_token', removeToken),
];

function listTokens(call: Call): Answer {
  configurationOf(call);
  const own = call.store.all('scim_tokens').filter(({ _connection }) => _connection === param(call, 'id'));
  return ok(own.map((token) => omit(token, ['_connection'])));
}

/** A token is shown once; two at most are valid at a time. */
function createToken(call: Call): Answer {
  configurationOf(call);
  const { token_lifetime: lifetime, ...rest } = call.body;
  const id = call.store.newId(TOKEN_ID);
  const token = { token_id: id, created_at: timestamp(call), ...rest, ...ending(call, lifetime) };
  call.store.put('scim_tokens', id, { ...token, _connection: param(call, 'id') });
  return created({ ...token, token: `${id}.${call.store.newId('hash')}` });
}

/** When a token with a lifetime ends. */
const ending = (call: Call, lifetime: Json | undefined): Body =>
  typeof lifetime === 'number' ? { valid_until: new Date(call.now() + lifetime * 1000).toISOString() } : {};

function removeToken(call: Call): Answer {
  configurationOf(call);
  call.store.remove('scim_tokens', param(call, 'token'));
  return empty();
}

function listAll(call: Call): Answer {
  return ok(page(ALL, call.query, call.store.entries('scim_configurations'), (body) => body));
}

function standardMapping(call: Call): Answer {
  const { strategy } = need(call, 'connections', 'connection');
  return ok({ mapping: scimMapping(textOf(strategy)) });
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
  if (!STRATEGIES.includes(textOf(strategy))) throw refuse('scim.unsupported-strategy');
  if (call.store.get('scim_configurations', textOf(id)) !== undefined) {
    throw refuse('scim.exists');
  }
  const times = { created_at: timestamp(call), updated_on: timestamp(call) };
  const origin = { connection_id: id, connection_name: name, strategy, tenant_name: tenantName(call.domain) };
  const mapping = scimMapping(textOf(strategy));
  const body = { ...origin, user_id_attribute: 'externalId', mapping, ...call.body, ...times };
  return created(call.store.put('scim_configurations', textOf(id), body));
}

function configurationOf(call: Call): Body {
  need(call, 'connections', 'connection');
  const configuration = call.store.get('scim_configurations', param(call, 'id'));
  if (configuration === undefined) throw refuse('absent.scim-configuration');
  return configuration;
}
