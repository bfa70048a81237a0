// One call by hand, on every system: node examples/parcels/call.js [METHOD] URL [TOKEN]
const args = process.argv.slice(2);
const method = /^[A-Z]+$/.test(args[0] ?? '') ? args.shift() : 'GET';
const [url, token] = args;
const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
const response = await fetch(url, { method, headers });
const text = await response.text();
console.log(`${response.status} ${text.length > 200 ? `${text.slice(0, 200)}…` : text}`.trim());
