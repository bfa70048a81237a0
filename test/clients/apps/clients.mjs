// Writes the ids and secrets of a tenant's clients, by name, into the file that CLIENTS names.
import { writeFileSync } from 'node:fs';
import { ManagementClient } from 'auth0';

const {
  AUTH0_DOMAIN: domain,
  AUTH0_CLIENT_ID: clientId,
  AUTH0_CLIENT_SECRET: clientSecret,
  CLIENTS: file,
} = process.env;
const tenant = new ManagementClient({ domain, clientId, clientSecret });
const clients = {};
for await (const { name, client_id, client_secret } of await tenant.clients.list()) {
  clients[name] = { client_id, client_secret };
}
const text = JSON.stringify(clients);
writeFileSync(file, text);
console.log(text);
