import type { Address } from './address.ts';

/** The world said no: an answer of the API or of the network that the user's files did not cause by themselves. */
export class Failure extends Error {
  override name = 'Failure';
  /** A stable name of the failure, in kebab-case. */
  readonly code: string;
  /** What to do about it. */
  readonly hint: string | undefined;
  /** The HTTP status of the answer, when there was one. */
  readonly status: number | undefined;
  /** The resource that the request was about. */
  readonly address: Address | undefined;
  /** Whether the request may have been carried out all the same: its answer was lost, or the server broke over it. */
  readonly isUncertain: boolean;
  /** The scopes of which any would have done, when the API says that all are missing. */
  readonly scopes: readonly string[];

  constructor(code: string, message: string, detail: FailureDetail = {}) {
    super(message, { cause: detail.cause });
    this.code = code;
    this.hint = detail.hint;
    this.status = detail.status;
    this.address = detail.address;
    this.isUncertain = detail.isUncertain ?? false;
    this.scopes = detail.scopes ?? [];
  }
}

/** What is known of a failure beside its code and its message. */
export interface FailureDetail {
  hint?: string | undefined;
  status?: number | undefined;
  address?: Address | undefined;
  scopes?: readonly string[];
  cause?: unknown;
  isUncertain?: boolean;
}

/** Codes of errors after which nothing can have reached the server. */
export const unsentCodes: readonly string[] = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
];

/** An error that the user can correct and that stops everything: thrown where diagnostics cannot be returned. */
export class UsageError extends Error {
  override name = 'UsageError';
  /** A stable name of the error, in kebab-case. */
  readonly code: string;
  /** What to do about it. */
  readonly hint: string | undefined;

  constructor(code: string, message: string, hint?: string) {
    super(message);
    this.code = code;
    this.hint = hint;
  }
}

/** Whether an error is one that the user or the world can correct, and no defect. */
export function isStop(error: unknown): error is Failure | UsageError {
  return error instanceof Failure || error instanceof UsageError;
}

/** What went wrong first: that something could not be closed after that is a consequence. */
export function firstOf(error: unknown): unknown {
  return error instanceof Error && 'suppressed' in error ? firstOf(error.suppressed) : error;
}
