import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';

/** Writes the folder of a tenant with so many clients, half as many grants, a fifth as many APIs and roles, and a tenth as many connections, organizations and actions; at most as many as Auth0 takes. */
export function writeTenant(
  folder: string,
  clients: number,
  environments: readonly { name: string; domain: string; share?: number }[],
): void {
  mkdirSync(join(folder, 'environments'), { recursive: true });
  mkdirSync(join(folder, 'actions'), { recursive: true });
  const names = range(clients, (index) => `Service ${index}`);
  const apis = range(clients / 5, (index) => `https://api-${index}.##STAGE##.example`);
  const files = {
    'clients.yaml': { clients: names.map(client) },
    'apis.yaml': {
      resourceServers: apis.map(api),
      roles: range(Math.min(clients / 5, 1000), (index) => role(index, apis[index] ?? '')),
    },
    'grants.yaml': {
      clientGrants: range(clients / 2, (index) => ({
        client_id: names[index],
        audience: apis[index % apis.length],
        scope: ['read:things', 'write:things'],
      })),
    },
    'rest.yaml': {
      connections: range(clients / 10, (index) => connection(index, names)),
      organizations: range(clients / 10, (index) => ({
        name: `org-${index}`,
        display_name: `Organization ${index} ##STAGE##`,
        connections: [{ name: `oidc-${index}`, assign_membership_on_login: true }],
      })),
      actions: range(Math.min(clients / 10, 100), action),
    },
  };
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(folder, name), stringify(content, { lineWidth: 0 }));
  writeFileSync(
    join(folder, 'actions/code.js'),
    'exports.onExecutePostLogin = async (event, api) => {\n  // ##STAGE##\n};\n',
  );
  for (const { name, domain, share = 1 } of environments) {
    const environment = { domain, keywords: { STAGE: name }, policy: { delete: true }, rate_share: share };
    writeFileSync(join(folder, 'environments', `${name}.yaml`), stringify(environment));
  }
}

function range<Item>(count: number, make: (index: number) => Item): Item[] {
  return Array.from({ length: Math.floor(count) }, (_, index) => make(index));
}

function client(name: string): object {
  return {
    name,
    description: `${name} of ##STAGE##`,
    app_type: 'non_interactive',
    is_first_party: true,
    oidc_conformant: true,
    grant_types: ['client_credentials'],
    token_endpoint_auth_method: 'client_secret_post',
    callbacks: [`https://##STAGE##.example/${name.replace(' ', '-')}`],
    jwt_configuration: { alg: 'RS256', lifetime_in_seconds: 3600 },
    client_metadata: { team: 'bench', stage: '##STAGE##' },
  };
}

function api(identifier: string, index: number): object {
  const scopes = ['read', 'write', 'delete'].map((verb) => ({
    value: `${verb}:things`,
    description: `${verb} things`,
  }));
  return { name: `Api ${index}`, identifier, signing_alg: 'RS256', token_lifetime: 3600, scopes };
}

function role(index: number, audience: string): object {
  const permissions = ['read:things', 'write:things'].map((permission) => ({
    permission_name: permission,
    resource_server_identifier: audience,
  }));
  return { name: `Role ${index}`, description: `Role ${index} of ##STAGE##`, permissions };
}

function connection(index: number, names: readonly string[]): object {
  return {
    name: `oidc-${index}`,
    strategy: 'oidc',
    display_name: `Partner ${index}`,
    options: {
      type: 'back_channel',
      client_id: `partner-${index}`,
      issuer: `https://idp-${index}.example`,
      authorization_endpoint: `https://idp-${index}.example/authorize`,
      token_endpoint: `https://idp-${index}.example/token`,
      jwks_uri: `https://idp-${index}.example/keys`,
      scope: 'openid profile',
    },
    enabled_clients: names.slice(index * 10, index * 10 + 3),
  };
}

function action(index: number): object {
  return {
    name: `Action ${index}`,
    code: './actions/code.js',
    runtime: 'node22',
    supported_triggers: [{ id: 'post-login', version: 'v3' }],
    deployed: true,
  };
}
