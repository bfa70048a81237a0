import type { Address } from './address.ts';

/** The world said no: an answer of the API or of the network that the user's files did not cause by themselves. */
export class Failure extends Error {
  override name = 'Failure';
  /** What to do about it. */
  readonly hint: string | undefined;
  /** The HTTP status of the answer, when there was one. */
  readonly status: number | undefined;
  /** The resource that the request was about. */
  readonly address: Address | undefined;
  /** The scopes of which any would have done, when the API says that all are missing. */
  readonly scopes: readonly string[];

  constructor(
    message: string,
    detail: { hint?: string; status?: number; address?: Address; scopes?: readonly string[]; cause?: unknown } = {},
  ) {
    super(message, { cause: detail.cause });
    this.hint = detail.hint;
    this.status = detail.status;
    this.address = detail.address;
    this.scopes = detail.scopes ?? [];
  }
}

/** The user can mend it, and it stops everything: what is thrown where diagnostics cannot be returned. */
export class UsageError extends Error {
  override name = 'UsageError';
  /** What to do about it. */
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}
