import type * as Api from './index-api.d.ts';

/** Why a call was not possible. */
export class TenantryError extends Error implements Api.TenantryError {
  override readonly name = 'TenantryError';
  readonly code: string;
  readonly hint: string | undefined;
  readonly status: number | undefined;

  constructor(
    code: string,
    message: string,
    { hint, status }: { hint?: string | undefined; status?: number | undefined } = {},
  ) {
    super(message);
    this.code = code;
    this.hint = hint;
    this.status = status;
  }

  /** The code that throws is loaded apart from what is imported, and a project may have two versions: they know each other's errors. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && 'name' in value && value.name === 'TenantryError';
  }
}
