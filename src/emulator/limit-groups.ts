/** Endpoints that share a limit of their own, stricter than the tenant's. */
export interface LimitGroup {
  readonly name: string;
  readonly methods: readonly string[];
  /** Matches paths below `/api/v2`. */
  readonly path: RegExp;
  readonly burst: number;
  readonly perMinute: number;
}

const read = ['GET'];
const write = ['POST', 'PATCH', 'PUT', 'DELETE'];

/** Auth0's published limits of the Professional plan, the more specific paths first. */
export const groups: readonly LimitGroup[] = [
  { name: 'Prompt partials read', methods: read, path: /^\/prompts\/[^/]+\/partials$/, burst: 5, perMinute: 5 },
  { name: 'Prompt partials write', methods: write, path: /^\/prompts\/[^/]+\/partials$/, burst: 5, perMinute: 5 },
  { name: 'Email templates read', methods: read, path: /^\/email-templates(\/|$)/, burst: 10, perMinute: 50 },
  { name: 'Email templates write', methods: write, path: /^\/email-templates(\/|$)/, burst: 5, perMinute: 25 },
  { name: 'Email provider read', methods: read, path: /^\/emails\/provider$/, burst: 5, perMinute: 25 },
  { name: 'Email provider write', methods: write, path: /^\/emails\/provider$/, burst: 5, perMinute: 25 },
  {
    name: 'Organization connections read',
    methods: read,
    path: /^\/organizations\/[^/]+\/(enabled_)?connections/,
    burst: 5,
    perMinute: 50,
  },
  {
    name: 'Organization connections write',
    methods: write,
    path: /^\/organizations\/[^/]+\/(enabled_)?connections/,
    burst: 5,
    perMinute: 25,
  },
  {
    name: 'Organization client grants read',
    methods: read,
    path: /^\/organizations\/[^/]+\/client-grants/,
    burst: 10,
    perMinute: 100,
  },
  {
    name: 'Organization client grants write',
    methods: write,
    path: /^\/organizations\/[^/]+\/client-grants/,
    burst: 5,
    perMinute: 150,
  },
  { name: 'Organizations read', methods: read, path: /^\/organizations(\/[^/]+)?$/, burst: 5, perMinute: 50 },
  { name: 'Organizations write', methods: write, path: /^\/organizations(\/[^/]+)?$/, burst: 5, perMinute: 25 },
  { name: 'Clients read', methods: read, path: /^\/clients(\/|$)/, burst: 5, perMinute: 100 },
  { name: 'Connections read', methods: read, path: /^\/connections(\/|$)/, burst: 5, perMinute: 50 },
  {
    name: 'Custom domain verification',
    methods: write,
    path: /^\/custom-domains\/[^/]+\/verify$/,
    burst: 5,
    perMinute: 5,
  },
  { name: 'Read logs', methods: read, path: /^\/logs(\/|$)/, burst: 10, perMinute: 100 },
];
