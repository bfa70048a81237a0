import type { CheckSource } from './world.ts';

/** What is said of checks. */
export const messages = {
  needsNetwork: (): string => 'needs --on live, and a network',
  needs: (source: CheckSource): string => `needs --on ${source}`,
};
