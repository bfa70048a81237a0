import { noteReuse } from '../areas/logs.ts';
import { bodiesOf, bodyOf, textOf, textsOf, type Body } from '../body.ts';
import { wordsOf } from './access.ts';
import { approvalIn, approve, type Approval } from './approval.ts';
import type { Grant, TokenCall } from './grant.ts';
import { deny } from './refusals.ts';
import { changeRefreshToken, newRefreshToken, refreshTokenOf, revokeFamily, settingsOf } from './refresh-tokens.ts';
import { issueTokens } from './user-tokens.ts';

/** `refresh_token`: other tokens for the login that the refresh token follows from. The actions of `post-login` run again. */
export const refreshToken: Grant = {
  events: ['sertft', 'fertft'],
  issue: async (call) => {
    const token = textOf(call.form['refresh_token']);
    if (token === '') throw deny('parameterMissing', { name: 'refresh_token' });
    const before = approvalIn(bodyOf(usable(call, token)['approval']));
    const approval = await approvedAgain(call, before);
    // While actions ran somebody may have used it.
    const issued = rotated(call, { token, found: usable(call, token), before });
    return issueTokens(call, approval, {
      grantType: 'refresh_token',
      ...(issued === undefined ? {} : { refreshToken: issued }),
    });
  },
};

/** A refresh token of the client that may be used now. Throws a refusal. */
function usable(call: TokenCall, token: string): Body {
  const found = refreshTokenOf(call.tenant, token);
  if (found === undefined || found['client_id'] !== call.client['client_id']) throw deny('refreshTokenInvalid');
  checkReuse(call, found);
  return found;
}

/** A token that was rotated holds no more, but for a while in which an answer may have been lost, and only while nothing came of its successor. */
function checkReuse({ tenant, client, request }: TokenCall, found: Body): void {
  const now = tenant.now() / 1000;
  const { leeway } = settingsOf(client);
  const usedAt = found['used_at'];
  const successor = refreshTokenOf(tenant, textOf(found['next']));
  const isReused = typeof usedAt === 'number' && (now >= usedAt + leeway || successor?.['used_at'] !== undefined);
  if (isReused) {
    revokeFamily(tenant, textOf(found['family']));
    noteReuse(tenant, client, textOf(found['user_id']), request);
    throw deny('refreshTokenInvalid');
  }
  if (now > Number(found['idle_until'])) throw deny('refreshTokenExpired');
}

/** The refresh token of the answer, where there is a new one. */
function rotated(
  { tenant, client }: TokenCall,
  { token, found, before }: { token: string; found: Body; before: Approval },
): string | undefined {
  const { isRotating, idle } = settingsOf(client);
  const now = Math.floor(tenant.now() / 1000);
  if (!isRotating) {
    changeRefreshToken(tenant, token, { idle_until: now + idle });
    return undefined;
  }
  const next = newRefreshToken(tenant, client, before, found);
  changeRefreshToken(tenant, token, { used_at: Number(found['used_at'] ?? tenant.now() / 1000), next: next.token });
  return next.token;
}

/** What the tokens hold now: the client may ask for less, or for another API that its policies have; what the user lost is gone. */
async function approvedAgain(call: TokenCall, before: Approval): Promise<Approval> {
  const { form, tenant, client } = call;
  const user = tenant.store.get('users', before.user_id);
  if (user === undefined) throw deny('userGone');
  const asked = wordsOf(textOf(form['scope']));
  const policy = bodiesOf(bodyOf(client['refresh_token'])['policies']).find(
    ({ audience }) => audience === form['audience'] && audience !== before.audience,
  );
  const had = wordsOf(before.scope);
  const may = policy === undefined ? had : [...had, ...textsOf(policy['scope'])];
  const scopes = asked.length === 0 ? may : may.filter((scope) => asked.includes(scope));
  const login = {
    purpose: '',
    client_id: before.client_id,
    audience: policy === undefined ? before.audience : textOf(policy['audience']),
    scope: scopes.join(' '),
    organization_id: before.organization_id,
    connection: '',
    login_hint: '',
    prompt: '',
    max_age: before.has_max_age ? 0 : -1,
    nonce: '',
    request: form,
  };
  const session = { id: before.session_id, userId: before.user_id, authTime: before.auth_time };
  const organizationId = before.organization_id;
  return approve(call, { login, client, user, organizationId, session, protocol: 'oauth2-refresh-token' });
}
