import { Failure } from '../model/failure.ts';

/** What went wrong at the boundary. */
export const messages = {
  writeRefused: (method: string, path: string): Failure =>
    new Failure('write-refused', `planning tried to send ${method} ${path}; it was not sent`, {
      hint: 'this is a defect of tenantry: please report it',
    }),
  noToken: ({ code, message, status, hint, cause }: Failure): Failure => {
    // Without a status: nothing was asked yet that the tenant could lack.
    if (status === undefined) return new Failure(code, message, { cause, hint });
    const about = 'check AUTH0_CLIENT_ID and its credentials, AUTH0_AUDIENCE, and the domain of the environment';
    const isLater = status === 408 || status === 429 || status >= 500;
    const usual = status < 400 ? hint : isLater ? 'run again later' : about;
    return new Failure('no-token', `no token was given: ${message}`, { cause, hint: usual });
  },
};
