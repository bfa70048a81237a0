import { Failure } from '../model/failure.ts';

/** What went wrong at the boundary. */
export const messages = {
  writeRefused: (method: string, path: string): Failure =>
    new Failure('write-refused', `planning tried to send ${method} ${path}; it was not sent`, {
      hint: 'this is a defect of tenantry: please report it',
    }),
  redirected: (status: number, location: string): Failure => {
    const host = URL.canParse(location) ? ` to ${new URL(location).host}` : '';
    return new Failure('redirected', `the tenant answered ${status}, a redirect${host}; it was not followed`, {
      hint: 'check the domain of the environment, and proxies on the way there',
    });
  },
  tooLong: (bytes: number): Failure =>
    new Failure('answer-too-long', `the API answered with more than ${bytes / 1024 / 1024} MB`, {
      isUncertain: true,
      hint: 'check the domain of the environment, and proxies on the way there',
    }),
  pathRefused: (method: string, path: string): Failure =>
    new Failure(
      'path-refused',
      `${method} ${path} was not sent: a part of its path is empty, . or .., or has a slash`,
      {
        hint: 'the tenant gave an id that is none',
      },
    ),
  noToken: ({ code, message, status, hint, cause }: Failure, proof: 'assertion' | 'other'): Failure => {
    // Without a status: nothing was asked yet that the tenant could lack.
    if (status === undefined) return new Failure(code, message, { cause, hint });
    const once = proof === 'assertion' ? 'an assertion serves once, and its key has to be one of the client; ' : '';
    const about = `${once}check AUTH0_CLIENT_ID and its credentials, AUTH0_AUDIENCE, and the domain of the environment`;
    const isLater = status === 408 || status === 429 || status >= 500;
    const usual = status < 400 ? hint : isLater ? 'run again later' : about;
    return new Failure('no-token', `no token was given: ${message}`, { cause, hint: usual });
  },
};
