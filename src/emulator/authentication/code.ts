import { textOf } from '../body.ts';
import type { Finisher } from './finisher.ts';
import { keep } from './kept.ts';
import type { Login } from './login.ts';
import { respondTo, type Parameters, type Return } from './responses.ts';

/** How long a code holds, in seconds. */
const CODE_LIFETIME = 600;

/** `purpose: code`: the client gets a code at its `redirect_uri`, for `/oauth/token`. */
export const codeFinisher: Finisher = {
  protocol: 'oidc-basic-profile',
  approved({ tenant }, login, approval) {
    const { redirect_uri: redirectUri = '', code_challenge: challenge = '' } = login.request;
    const body = { approval, redirect_uri: redirectUri, code_challenge: challenge, client_id: login.client_id };
    return respondTo(returnOf(login), {
      code: keep(tenant, 'authorization_codes', body, CODE_LIFETIME),
      ...stateOf(login),
    });
  },
  refused: (_call, login, refusal) => respondTo(returnOf(login), { ...refusal, ...stateOf(login) }),
};

const returnOf = ({ request }: Login): Return => ({
  redirectUri: textOf(request['redirect_uri']),
  responseMode: textOf(request['response_mode']),
});

const stateOf = ({ request }: Login): Parameters =>
  request['state'] === undefined ? {} : { state: textOf(request['state']) };
