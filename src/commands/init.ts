import { initTenant } from '../session/init.ts';
import type { Io } from './io.ts';
import { messages } from './messages.ts';

/** Options of `tenantry init`. */
export interface InitOptions {
  /** The folder of a Deploy CLI repository, or environments of live tenants as `NAME=DOMAIN`. */
  from?: string[];
  env?: string;
  domain?: string;
  rewrite?: boolean;
}

/** Makes the folder of a new tenant. Exit 0; 2 when something is left to decide. */
export async function run(tenant: string | undefined, options: InitOptions, io: Io): Promise<number> {
  if (tenant === undefined) throw messages.tenantMissing();
  const { from = [], env: environment = 'dev' } = options;
  const live = from.filter((value) => /^[A-Za-z0-9][\w.-]*=/.test(value));
  if (live.length > 0 && live.length < from.length) throw messages.fromMixed();
  // The adoption of live tenants goes here.
  if (live.length > 0) throw messages.fromLive();
  if (from.length > 1) throw messages.fromFolders();
  const name = tenant.replace(/\/$/, '').split('/').at(-1) ?? tenant;
  if (options.rewrite === true) throw messages.onlyWithFolder('--rewrite');
  const begun = initTenant({ tenant, environment, domain: options.domain }, io);
  io.show.result(messages.begun(begun.folder, begun.paths));
  io.show.result(messages.nextSteps(name, environment, begun.domain === undefined));
  return await Promise.resolve(0);
}
