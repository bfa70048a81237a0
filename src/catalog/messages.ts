import { Failure, unsentCodes } from '../model/failure.ts';

/** What went wrong with a request. */
export const messages = {
  apiFailure: (status: number, said: string, code: string | undefined, cause: unknown): Failure => {
    const wanted = /^Insufficient scope, expected any of: (.*)$/.exec(said)?.[1];
    const scopes = wanted?.split(/[\s,]+/).filter((scope) => scope !== '') ?? [];
    const hints: Record<number, string> = {
      401: 'check AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET, or the token',
      403:
        scopes.length === 0
          ? 'the plan of the tenant, or its settings, do not allow it'
          : `grant ${scopes.join(' or ')} to the client that tenantry uses`,
      429: 'the request budget of the tenant is used up: run again later',
    };
    const text = `the API answered ${status}${code === undefined ? '' : ` ${code}`}${said === '' ? '' : `: ${said}`}`;
    const isUncertain = status === 408 || status >= 500;
    return new Failure('api-refused', text, { status, scopes, cause, isUncertain, hint: hints[status] });
  },
  networkFailure: (codes: readonly string[], message: string, cause: unknown): Failure => {
    const hints: Record<string, string> = {
      ENOTFOUND: 'check the domain of the environment',
      EAI_AGAIN: 'check the network and the domain of the environment',
      ETIMEDOUT: 'check the network and the domain of the environment; --request-timeout gives it more time',
      ECONNREFUSED: 'nothing listens there: check the domain of the environment',
      ERR_SSL_WRONG_VERSION_NUMBER:
        'the server does not speak TLS: for a local emulator write the domain as http://localhost:PORT',
      EPROTO: 'the server does not speak TLS: for a local emulator write the domain as http://localhost:PORT',
      SELF_SIGNED_CERT_IN_CHAIN: 'name the certificate of your company in NODE_EXTRA_CA_CERTS',
      DEPTH_ZERO_SELF_SIGNED_CERT: 'name the certificate of the server in NODE_EXTRA_CA_CERTS',
      UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'name the certificate of your company in NODE_EXTRA_CA_CERTS',
    };
    const isUncertain = !codes.some((code) => unsentCodes.includes(code));
    const text = `the tenant cannot be reached: ${message}`;
    return new Failure('tenant-unreachable', text, { cause, isUncertain, hint: hints[codes.at(-1) ?? ''] });
  },
  shortList: (found: number, total: number): Failure =>
    new Failure('strange-answer', `the API says that a list has ${total} items, and gave ${found}`, {
      status: 200,
      isUncertain: true,
      hint: 'the tenant may have changed in this moment: run again',
    }),
  endlessList: (found: number): Failure =>
    new Failure('strange-answer', `the API gave ${found} items of a list, and it does not end`, {
      status: 200,
      hint: 'check the domain of the environment',
    }),
  strangeAnswer: (status: number, said: string): Failure =>
    new Failure(
      'strange-answer',
      `the API answered ${status}, but not with what was asked for${said === '' ? '' : `: ${said}`}`,
      {
        status,
        isUncertain: true,
        hint: 'a proxy or a login page may have answered instead: check the domain of the environment and the network',
      },
    ),
};
