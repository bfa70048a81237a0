import type { Approval } from './approval.ts';
import type { AuthCall } from './endpoint.ts';
import type { Login } from './login.ts';
import type { Approving } from './post-login.ts';
import type { Parameters } from './responses.ts';

/** What becomes of a login once it is known who it is about. */
export interface Finisher {
  readonly protocol: Approving['protocol'];
  /** The user's tokens may be given. */
  readonly approved: (call: AuthCall, login: Login, approval: Approval) => Response | Promise<Response>;
  /** They may not; `error` and `error_description` say why. */
  readonly refused: (call: AuthCall, login: Login, refusal: Parameters) => Response | Promise<Response>;
}
