import type { Quota } from './trial.ts';

/** The fewest tokens that are left to others: below, no more are asked for. */
export const fewest = 3;

const headers = {
  client: 'auth0-client-quota-limit',
  organization: 'auth0-organization-quota-limit',
} as const;

/** What the headers of an answer say of quotas, as in `b=per_hour;q=100;r=91;t=3540`. */
export function quotasIn(response: Pick<Response, 'headers'>): Quota[] {
  return (['client', 'organization'] as const).flatMap((of) =>
    (response.headers.get(headers[of]) ?? '').split(',').flatMap((bucket): Quota[] => {
      const fields = new Map(
        bucket.split(';').map((field): [string, string] => {
          const [name = '', value = ''] = field.split('=');
          return [name.trim(), value.trim()];
        }),
      );
      const [limit, left] = [Number(fields.get('q') ?? Number.NaN), Number(fields.get('r') ?? Number.NaN)];
      if (!Number.isFinite(limit) || !Number.isFinite(left)) return [];
      return [{ of, per: (fields.get('b') ?? '').replace(/^per_/, ''), limit, left }];
    }),
  );
}

/** The quota that is nearest to its end; nothing without any. */
export function tightest(quotas: readonly Quota[]): Quota | undefined {
  return quotas.toSorted((a, b) => a.left - b.left)[0];
}
