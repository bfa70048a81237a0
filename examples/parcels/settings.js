// What a service is told by its environment: node --env-file=.env.auth0 examples/parcels/api.js

/** The value of a variable; without one the service ends, and says what is missing. */
export function setting(name, fallback) {
  const value = process.env[name] ?? fallback;
  if (value !== undefined && value !== '') return value;
  console.error(`${name} is not set. Start with: node --env-file=.env.auth0 ${process.argv[1]}`);
  process.exit(1);
}

/** The issuer of tokens as they name it: with a slash at its end. */
export const issuer = () => `${setting('AUTH0_ISSUER_BASE_URL').replace(/\/$/, '')}/`;

/** How a client proves itself with a secret: clientOf('API_GATEWAY'). */
export const clientOf = (name) => ({
  issuer: issuer(),
  clientId: setting(`${name}_CLIENT_ID`),
  clientSecret: setting(`${name}_CLIENT_SECRET`),
});

/** Starts to listen at a URL such as http://127.0.0.1:8080. */
export function listen(app, name, url) {
  const { hostname, port } = new URL(url);
  app.listen(Number(port), hostname, (error) => {
    if (error === undefined) return console.log(`${name} listens: ${url}`);
    console.error(`${name} cannot listen at ${url}: ${error.message}`);
    process.exit(1);
  });
}

/** Answers what went wrong as JSON, with the header that says which scope is missing. Express knows it by its four parameters. */
export function failure(error, _request, response, _next) {
  const status = error.status ?? 500;
  if (status >= 500) console.error(error);
  const message = status < 500 ? error.message : 'The service has failed.';
  response
    .status(status)
    .set(error.headers ?? {})
    .json({ error: error.code ?? 'refused', message });
}
