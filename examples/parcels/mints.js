// How many tokens the services have cost so far. The emulator counts what it is asked; a tenant bills it.
// node --env-file=.env.auth0 examples/parcels/mints.js
import { issuer } from './settings.js';

const { requests } = await (await fetch(`${issuer()}emulator/requests`)).json();
const asked = requests.filter(({ path }) => path === '/oauth/token');
const given = asked.filter(({ status }) => status === 200);
console.log(`${asked.length} requests for tokens, ${given.length} tokens given`);
