import type { Context, Hono } from 'hono';
import type { Actions } from './actions.ts';
import type { Body } from './body.ts';
import type { Control } from './control.ts';
import type { Quotas } from './quotas.ts';
import type { RequestLog } from './request-log.ts';
import type { Tenant } from './route.ts';
import type { Tokens } from './token.ts';

/** One tenant, as requests find it. */
export interface Served {
  readonly tenant: Tenant;
  readonly tokens: Tokens;
  readonly actions: Actions;
  readonly control: Control;
  readonly quotas: Quotas;
  readonly log: RequestLog;
  readonly issuer: string | undefined;
  /** What health says of it besides. */
  readonly about: Body;
}

/** A request that was given to the routes, with the tenant that it is for. */
export type Routed = Context<{ Bindings: Served }>;

/** The routes of the emulator. */
export type App = Hono<{ Bindings: Served }>;

/** A tenant has as many issuers as URLs that it is reached by, as one with custom domains has. */
export const issuerOf = ({ req, env }: Routed): string => env.issuer ?? `${new URL(req.url).origin}/`;
