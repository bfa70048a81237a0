import type { CheckSource } from './world.ts';

/** More resources of which nothing could be told are only counted. */
const mostNamed = 3;

/** What is said of checks. */
export const messages = {
  needsNetwork: (): string => 'needs --on live, and a network',
  needs: (source: CheckSource): string => `needs --on ${source}`,
  notReadable: (reason: string): string => `cannot be read: ${reason}`,
  byHand: (says: string): string => `${says}: look by hand, and acknowledge it with a waiver`,
  skipped: (): string => 'does not apply',
  inBaseline: (): string => 'in the baseline',
  waived: (until: string, owner: string): string => `until ${until}, ${owner}`,
  fix: (path: string, value: string): string => `fix: ${path}: ${value}`,
  finding: (says: string, path: string, value: string | undefined, more: string | undefined): string => {
    const what = more === undefined ? says : `${says} (${more})`;
    if (path === '') return value === undefined ? what : `${value}: ${what}`;
    return value === undefined ? `${path}: ${what}` : `${path} is ${value}: ${what}`;
  },
  unknown: (all: readonly { address: string; why: string }[]): string[] => {
    const reasons = [...new Set(all.map(({ why }) => why))];
    return reasons.map((why) => {
      const addresses = all.filter((one) => one.why === why).map(({ address }) => address);
      const named = addresses.slice(0, mostNamed).join(', ');
      const rest = addresses.length - mostNamed;
      return `${why}: ${named}${rest > 0 ? ` and ${rest} more` : ''}`;
    });
  },
};
