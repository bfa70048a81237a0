// npm run tenants: serves three emulated tenants that have grown by hand and apart, as dev, staging and prod of one company.
// npm run tenants -- --change: does to the last of them what somebody does in a dashboard.
import { parseArgs } from 'node:util';
import { ManagementClient } from 'auth0';
import { createEmulator } from '../src/emulator/emulator.ts';
import { DEPLOYER } from '../src/emulator/seed.ts';
import { serve } from '../src/emulator/serve.ts';

/** One of the tenants, and what is different in it. */
interface Grown {
  name: string;
  port: number;
  /** What its hosts end with. */
  zone: string;
  /** What its names have behind them. */
  label: string;
  loginHours: number;
}

const usualPort = 4011;

const words = `Billing Labels Routes Stock Returns Claims Quotes Depots Drivers Fleet Customs
  Invoices Tariffs Slots Weather Maps Mail Search Media Reports Audit Export
  Import Sync Backup Metrics Alerts Payments Refunds Loyalty Surveys Chat Print`;
const services = words.split(/\s+/);
const portals = ['Customer Portal', 'Partner Portal', 'Depot Console', 'Back Office', 'Driver App', 'Track and Trace'];
const apis = ['Parcels', 'Billing', 'Fleet', 'Partners'];

/** The three tenants, on three ports in a row. */
export function grown(port: number): Grown[] {
  const usual = { label: '', loginHours: 24 };
  return [
    { ...usual, name: 'dev', port, zone: 'dev.acme.example', label: ' (dev)', loginHours: 72 },
    { ...usual, name: 'staging', port: port + 1, zone: 'staging.acme.example', label: ' (staging)' },
    { ...usual, name: 'prod', port: port + 2, zone: 'acme.example' },
  ];
}

/** Serves the tenants, each filled by the SDK; what comes back ends that. */
export async function serveTenants(port: number): Promise<() => Promise<void>> {
  const servers = await Promise.all(
    grown(port).map(async (tenant) => {
      const emulator = createEmulator({ domain: `127.0.0.1:${tenant.port}`, buildMilliseconds: 0 });
      await fill(
        client((request) => emulator.fetch(request), tenant),
        tenant,
      );
      return serve(emulator, { port: tenant.port });
    }),
  );
  return async () => void (await Promise.all(servers.map((server) => server.close())));
}

/** Somebody changes the production tenant in its dashboard. */
export async function changeByHand(port: number): Promise<void> {
  const prod = grown(port).at(-1);
  if (prod === undefined) return;
  // A connection that was kept for the next request may be gone by then.
  const api = client((request) => fetch(request.clone()).catch(() => fetch(request)), prod);
  for await (const { name, client_id: id = '', callbacks = [] } of await api.clients.list({ is_global: false })) {
    if (name !== 'Customer Portal') continue;
    await api.clients.update(id, { callbacks: [...callbacks, 'https://portal.acme.example/after-payment'] });
  }
  await api.tenants.settings.update({ session_lifetime: 48 });
  await api.roles.create({ name: 'Night Shift', description: 'Looks after the depots at night' });
}

/** Auth0's SDK, which speaks to domains over TLS alone, on one of the tenants. */
function client(send: (request: Request) => Promise<Response>, { port }: Grown): ManagementClient {
  const domain = `127.0.0.1:${port}`;
  return new ManagementClient({
    domain,
    clientId: DEPLOYER.clientId,
    clientSecret: DEPLOYER.clientSecret,
    fetch: (url, init) =>
      send(new Request((url instanceof Request ? url.url : url.toString()).replace(/^https:/, 'http:'), init)),
  });
}

/** Fills a tenant, a little otherwise than its sisters. */
async function fill(api: ManagementClient, tenant: Grown): Promise<void> {
  await fillApis(api, tenant);
  await fillPortals(api, tenant);
  await fillServices(api, tenant);
  await fillPeople(api, tenant);
  await api.tenants.settings.update({
    friendly_name: `Acme${tenant.label}`,
    support_email: 'help@acme.example',
    session_lifetime: tenant.loginHours,
    idle_session_lifetime: 12,
  });
}

const identifier = (title: string, { zone }: Grown): string => `https://${title.toLowerCase()}.${zone}`;

async function fillApis(api: ManagementClient, tenant: Grown): Promise<void> {
  for (const title of apis) {
    const about = title.toLowerCase();
    const scopes = ['read', 'write'].map((verb) => ({ value: `${verb}:${about}`, description: `${verb} ${about}` }));
    const name = `${title}${tenant.label}`;
    await api.resourceServers.create({ name, identifier: identifier(title, tenant), scopes });
  }
}

/** What people log in to; in the tenant for development from their own machines, too. */
async function fillPortals(api: ManagementClient, { name, zone }: Grown): Promise<void> {
  const isDev = name === 'dev';
  for (const [index, title] of portals.entries()) {
    const host = `https://${title.toLowerCase().replaceAll(' ', '-')}.${zone}`;
    await api.clients.create({
      name: title,
      app_type: index === 4 ? 'native' : 'regular_web',
      callbacks: [`${host}/callback`, ...(isDev ? [`http://localhost:${3000 + index}/callback`] : [])],
      allowed_logout_urls: [host],
      description: name === 'staging' && index === 3 ? 'For the people in the office' : 'For people',
    });
  }
  if (isDev) await api.clients.create({ name: 'Playground', app_type: 'spa', callbacks: ['http://localhost:5173'] });
}

/** Machines, each with a grant for one of the APIs. */
async function fillServices(api: ManagementClient, tenant: Grown): Promise<void> {
  for (const [index, title] of services.entries()) {
    const made = await api.clients.create({
      name: `${title} Service${tenant.label}`,
      app_type: 'non_interactive',
      grant_types: ['client_credentials'],
      client_metadata: { team: index % 2 === 0 ? 'core' : 'platform' },
    });
    const target = apis[index % apis.length] ?? '';
    const scope = [`read:${target.toLowerCase()}`];
    await api.clientGrants.create({
      client_id: made.client_id ?? '',
      audience: identifier(target, tenant),
      scope,
    });
  }
}

/** Roles, what they get into tokens, and where the people of the company come from. */
async function fillPeople(api: ManagementClient, tenant: Grown): Promise<void> {
  const { name, zone } = tenant;
  const parcels = identifier('Parcels', tenant);
  for (const role of ['Courier', 'Dispatcher', ...(name === 'prod' ? ['Auditor'] : [])]) {
    const made = await api.roles.create({ name: role, description: `${role} of Acme` });
    const permissions = [{ permission_name: 'read:parcels', resource_server_identifier: parcels }];
    await api.roles.permissions.add(made.id ?? '', { permissions });
  }
  const code = `exports.onExecutePostLogin = async (event, api) => {
  api.accessToken.setCustomClaim('${parcels}/roles', event.authorization?.roles ?? []);
};
`;
  const supported_triggers = [{ id: 'post-login' as const, version: 'v3' }];
  await api.actions.create({ name: 'Roles into Tokens', code, runtime: 'node22', supported_triggers });
  await api.connections.create({
    name: 'staff',
    strategy: 'oidc',
    options: {
      type: 'back_channel',
      client_id: `acme-${name}`,
      client_secret: `the-secret-of-staff-in-${name}`,
      issuer: `https://id.${zone}`,
      authorization_endpoint: `https://id.${zone}/authorize`,
      token_endpoint: `https://id.${zone}/token`,
      jwks_uri: `https://id.${zone}/keys`,
      scope: 'openid profile',
    },
  });
}

if (process.argv[1] === import.meta.filename) {
  const { values } = parseArgs({ options: { change: { type: 'boolean' }, port: { type: 'string' } } });
  const port = Number(values.port ?? usualPort);
  if (values.change === true) {
    await changeByHand(port);
    process.stdout.write('Somebody has changed the dashboard of prod.\n');
  } else {
    await serveTenants(port);
    const lines = grown(port).map((tenant) => `  ${tenant.name.padEnd(8)} http://127.0.0.1:${tenant.port}\n`);
    process.stdout.write(`Three tenants are served, until Ctrl-C:\n${lines.join('')}\nTheir credentials:\n`);
    process.stdout.write(`  export AUTH0_CLIENT_ID=${DEPLOYER.clientId}\n`);
    process.stdout.write(`  export AUTH0_CLIENT_SECRET=${DEPLOYER.clientSecret}\n`);
  }
}
