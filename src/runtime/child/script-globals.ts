/** The error classes that database scripts find as globals. */
export function scriptGlobals(): { [name: string]: unknown } {
  class WrongUsernameOrPasswordError extends Error {
    override name = 'WrongUsernameOrPasswordError';
    code = 'wrong_username_or_password';
    userId: unknown;
    constructor(userId?: unknown, message?: string) {
      super(message ?? 'Wrong username or password');
      this.userId = userId;
    }
  }
  class ValidationError extends Error {
    override name = 'ValidationError';
    code: string;
    constructor(code: string, message?: string) {
      super(message ?? code);
      this.code = code;
    }
  }
  class UnauthorizedError extends Error {
    override name = 'UnauthorizedError';
    code = 'unauthorized';
    constructor(message?: string) {
      super(message ?? 'Unauthorized');
    }
  }
  return { WrongUsernameOrPasswordError, ValidationError, UnauthorizedError };
}
