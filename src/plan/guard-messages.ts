import type { Withheld } from '../model/change.ts';

/** Why the guards keep a change back. */
export const messages = {
  protectedResource: (selector: string): Withheld => ({ guard: 'protect', reason: `policy.protect has ${selector}` }),
  deleteNotAllowed: (type: string): Withheld => ({
    guard: 'delete',
    reason: `policy.delete does not allow it for ${type}`,
  }),
  tooManyDeletes: (count: number, limit: number): Withheld => ({
    guard: 'max_deletes',
    reason: `${count} deletes are more than the ${limit} allowed; --allow-deletes ${count} lets them pass`,
  }),
};
