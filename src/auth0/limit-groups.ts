/** Endpoints that Auth0 gives a limit of their own, stricter than the tenant's. */
export interface LimitGroup {
  name: string;
  methods: readonly string[];
  /** Matches paths below `/api/v2`. */
  path: RegExp;
  /** Sustained requests per minute by the burst that the headers tell: the plans differ in both. */
  perMinute: Readonly<Record<number, number>>;
}

const read = ['GET'];
const write = ['POST', 'PATCH', 'PUT', 'DELETE'];

/**
 * The groups that a deploy meets, the more specific paths first.
 *
 * Source: Auth0's documentation of the Management API's rate limits, as of November 2026.
 */
export const limitGroups: readonly LimitGroup[] = [
  { name: 'partials read', methods: read, path: /^\/prompts\/[^/]+\/partials$/, perMinute: { 5: 5 } },
  { name: 'partials write', methods: write, path: /^\/prompts\/[^/]+\/partials$/, perMinute: { 5: 5 } },
  { name: 'email templates read', methods: read, path: /^\/email-templates(\/|$)/, perMinute: { 10: 50, 15: 150 } },
  { name: 'email templates write', methods: write, path: /^\/email-templates(\/|$)/, perMinute: { 5: 25, 10: 100 } },
  { name: 'email provider read', methods: read, path: /^\/emails\/provider$/, perMinute: { 5: 25, 15: 150 } },
  { name: 'email provider write', methods: write, path: /^\/emails\/provider$/, perMinute: { 5: 25, 10: 100 } },
  {
    name: 'organization connections read',
    methods: read,
    path: /^\/organizations\/[^/]+\/(enabled_)?connections/,
    perMinute: { 5: 50, 10: 100 },
  },
  {
    name: 'organization connections write',
    methods: write,
    path: /^\/organizations\/[^/]+\/(enabled_)?connections/,
    perMinute: { 5: 25 },
  },
  {
    name: 'organization grants read',
    methods: read,
    path: /^\/organizations\/[^/]+\/client-grants/,
    perMinute: { 10: 100 },
  },
  {
    name: 'organization grants write',
    methods: write,
    path: /^\/organizations\/[^/]+\/client-grants/,
    perMinute: { 5: 150 },
  },
  { name: 'organizations read', methods: read, path: /^\/organizations(\/[^/]+)?$/, perMinute: { 5: 50, 10: 100 } },
  { name: 'organizations write', methods: write, path: /^\/organizations(\/[^/]+)?$/, perMinute: { 5: 25 } },
  { name: 'clients read', methods: read, path: /^\/clients(\/|$)/, perMinute: { 5: 100 } },
  { name: 'connections read', methods: read, path: /^\/connections(\/|$)/, perMinute: { 5: 50 } },
  {
    name: 'token exchange profiles',
    methods: [...read, ...write],
    path: /^\/token-exchange-profiles/,
    perMinute: { 5: 100, 20: 200 },
  },
  { name: 'custom domains write', methods: ['POST'], path: /^\/custom-domains/, perMinute: { 5: 5 } },
  { name: 'logs read', methods: read, path: /^\/logs(\/|$)/, perMinute: { 10: 100 } },
];

/**
 * Requests per second that a tenant's bucket of this size is refilled with, as far as the plans are known: enterprise
 * production 50 and 16, non-production 10 and 2, free 2 and 2, private cloud as many per second as the bucket holds. Of
 * an unknown size a fifth is a careful guess, corrected by what the answers show.
 */
export function expectedRate(limit: number): number {
  const known: Record<number, number> = {
    2: 2,
    10: 2,
    20: 20,
    50: 16,
    250: 250,
    750: 750,
    1500: 1500,
    3000: 3000,
    5000: 5000,
  };
  return known[limit] ?? Math.max(1, limit / 5);
}
