import { environment, files, yaml } from '../everything/files.ts';
import { keyText } from '../../src/model/json.ts';
import type { Body } from '../../src/model/json.ts';
import { applyOf } from './project.ts';
import type { Emulated } from './project.ts';

/** How many resources of each type a large tenant has beside one of every type. */
export interface Numbers {
  clients: number;
  apis: number;
  grants: number;
  roles: number;
  connections: number;
  actions: number;
  organizations: number;
}

/** Fills an emulated tenant with a resource of every type, and so many more of those that a tenant has many of. */
export async function fill(tenant: Emulated, numbers: Numbers): Promise<void> {
  await applyOf({ tenant: yaml, files, environment: environment('local') }, tenant);
  const post = async (path: string, body: unknown): Promise<Body> => {
    const answer = await tenant.request('POST', path, body);
    if (answer.status >= 400) throw new Error(`POST ${path}: ${JSON.stringify(answer.body)}`);
    return answer.body as Body;
  };
  const many = (count: number, path: string, make: (index: number) => object): Promise<Body[]> =>
    Promise.all(Array.from({ length: count }, (_one, index) => post(path, make(index))));
  const apis = await many(numbers.apis, '/resource-servers', api);
  const clients = await many(numbers.clients, '/clients', client);
  await many(numbers.grants, '/client-grants', (index) => ({
    client_id: clients[index % clients.length]?.['client_id'],
    audience: apis[(index + Math.floor(index / clients.length)) % apis.length]?.['identifier'],
    scope: ['read:things', 'write:things'],
  }));
  const connections = await many(numbers.connections, '/connections', connection);
  const roles = await many(numbers.roles, '/roles', (index) => ({ name: `Role ${index}`, description: 'A role' }));
  for (const [index, role] of roles.entries()) {
    const identifier = apis[index % apis.length]?.['identifier'];
    await post(`/roles/${idOf(role)}/permissions`, {
      permissions: [{ permission_name: 'read:things', resource_server_identifier: identifier }],
    });
  }
  await many(numbers.actions, '/actions/actions', action);
  const organizations = await many(numbers.organizations, '/organizations', (index) => ({
    name: `org-${index}`,
    display_name: `Organization ${index}`,
  }));
  for (const [index, organization] of organizations.entries()) {
    await post(`/organizations/${idOf(organization)}/enabled_connections`, {
      connection_id: connections[index % connections.length]?.['id'],
      assign_membership_on_login: true,
    });
  }
}

const idOf = ({ id }: Body): string => keyText(id ?? '');

function api(index: number): object {
  const scopes = ['read', 'write', 'delete'].map((verb) => ({ value: `${verb}:things`, description: `${verb} it` }));
  return { name: `Api ${index}`, identifier: `https://api-${index}.example`, token_lifetime: 3600, scopes };
}

function client(index: number): object {
  return {
    name: `Service ${index}`,
    description: `The service ${index}`,
    app_type: 'regular_web',
    grant_types: ['authorization_code', 'client_credentials'],
    callbacks: [`https://service-${index}.example/callback`],
    client_metadata: { team: `team ${index % 7}` },
  };
}

function connection(index: number): object {
  const host = `https://idp-${index}.example`;
  return {
    name: `oidc-${index}`,
    strategy: 'oidc',
    options: {
      type: 'back_channel',
      client_id: `client-${index}`,
      client_secret: `Planted-Secret-${index}`,
      issuer: host,
      authorization_endpoint: `${host}/authorize`,
      token_endpoint: `${host}/token`,
      jwks_uri: `${host}/keys`,
      scope: 'openid profile',
    },
  };
}

function action(index: number): object {
  const lines = Array.from({ length: 40 }, (_line, line) => `  // step ${line} of action ${index}`);
  return {
    name: `Action ${index}`,
    code: `exports.onExecutePostLogin = async (event, api) => {\n${lines.join('\n')}\n};\n`,
    runtime: 'node22',
    supported_triggers: [{ id: 'post-login', version: 'v3' }],
  };
}
