import { warning } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';

/** What is said of scopes that the token does not have. */
export const messages = {
  lackingScopes: (scopes: readonly string[]): Diagnostic =>
    warning('missing-scopes', `the token lacks scopes that applying this needs: ${scopes.join(' ')}`, {
      hint: 'grant them to the client that tenantry uses: an apply begins only with all of them',
    }),
};
