import { createHash } from 'node:crypto';
import { bodyOf, textOf, type Body } from '../body.ts';
import { wordsOf } from './access.ts';
import { approvalIn } from './approval.ts';
import { isPublic } from './client.ts';
import type { Grant, TokenCall } from './grant.ts';
import { change, kept } from './kept.ts';
import { deny } from './refusals.ts';
import { newRefreshToken, revokeFamily } from './refresh-tokens.ts';
import { issueTokens } from './user-tokens.ts';

/** `authorization_code`: a code holds once, for the client that it was given to, with the verifier of its challenge. */
export const authorizationCode: Grant = {
  events: ['seacft', 'feacft'],
  issue: async (call) => {
    const { form, tenant, client } = call;
    const code = textOf(form['code']);
    if (code === '') throw deny('parameterMissing', { name: 'code' });
    const found = kept(tenant, 'authorization_codes', code);
    if (found === undefined || found['client_id'] !== client['client_id']) throw deny('codeInvalid');
    if (found['is_used'] === true) {
      // Two have the code, and one of them stole it: what the first one got holds no more.
      revokeFamily(tenant, textOf(found['family']));
      throw deny('codeInvalid');
    }
    checkBinding(call, found);
    const approval = approvalIn(bodyOf(found['approval']));
    const hasRefresh = wordsOf(approval.scope).includes('offline_access');
    const refresh = hasRefresh ? newRefreshToken(tenant, client, approval) : undefined;
    change(tenant, 'authorization_codes', code, { is_used: true, family: refresh?.family ?? '' });
    return issueTokens(call, approval, refresh === undefined ? {} : { refreshToken: refresh.token });
  },
};

/** What was said when the code was asked for is said again. */
function checkBinding({ form, client, tenant }: TokenCall, found: Body): void {
  const code = textOf(form['code']);
  const [sent, expected] = [textOf(form['redirect_uri']), textOf(found['redirect_uri'])];
  if (sent !== expected) throw deny('redirectUriWrong', { sent: sent === '' ? 'null' : sent, expected });
  const [verifier, challenge] = [textOf(form['code_verifier']), textOf(found['code_challenge'])];
  if (challenge === '' && verifier === '' && !isPublic(client)) return;
  if (verifier === '') throw deny('verifierMissing');
  if (createHash('sha256').update(verifier).digest('base64url') === challenge) return;
  tenant.store.remove('authorization_codes', code);
  throw deny('verifierWrong');
}
