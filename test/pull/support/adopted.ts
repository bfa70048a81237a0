import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { apply, plan } from '../../../src/pipeline.ts';
import { realClock } from '../../../src/auth0/clock.ts';
import { adoptRead } from '../../../src/session/adopt.ts';
import type { Adoption, AdoptRequest, ReadEnvironment } from '../../../src/session/adopt.ts';
import { filesOf, openWorkspace } from '../../../src/session/workspace.ts';
import type { Surroundings } from '../../../src/session/surroundings.ts';
import { emulated } from '../../support/project.ts';
import type { Emulated } from '../../support/project.ts';
import { snapshotOf } from './pulled.ts';

const surroundingsIn = (cwd: string, env: Record<string, string> = {}): Surroundings => ({
  cwd,
  env,
  signal: new AbortController().signal,
  clock: realClock,
});

/** What emulated tenants have, by the name of their environment. */
export async function readTenants(tenants: Readonly<Record<string, Emulated>>): Promise<ReadEnvironment[]> {
  return Promise.all(
    Object.entries(tenants).map(async ([name, tenant]) => ({
      name,
      domain: `acme-${name}.eu.auth0.com`,
      snapshot: await snapshotOf(tenant),
    })),
  );
}

/** Tenants as one set of files, made in a folder that nobody else has. */
export function adoptedFrom(read: readonly ReadEnvironment[], request: Partial<AdoptRequest> = {}): Adoption {
  const settings = read.map(({ name, domain }) => ({ name, domain, exclude: [] }));
  const usual = { said: { same: [], notSame: [] }, names: new Map(), split: 'auto', isAll: false } as const;
  const whole = { tenant: 'acme', environments: settings, ...usual, ...request };
  return adoptRead(whole, settings, read, surroundingsIn(mkdtempSync(join(tmpdir(), 'tenantry-'))));
}

/** The state of an environment of the sample tenant in an emulator. */
export function harbor(environment: string): Promise<Emulated> {
  const secrets = {
    SMTP_PASSWORD: 'Smtp-Password-1',
    BILLING_SIGNING_SECRET: 'a-signing-secret-of-thirty-two-characters',
  };
  return applied(surroundingsIn(process.cwd(), secrets), 'harbor', environment);
}

/** An empty tenant after an apply of what was adopted, with values for the secrets and one content for what is to provide. */
export function madeFrom(
  { files, secrets, toProvide }: Adoption,
  environment: string,
  content: string,
): Promise<Emulated> {
  const cwd = mkdtempSync(join(tmpdir(), 'tenantry-'));
  for (const [path, text] of [...files, ...toProvide.map((path) => [path, content] as const)]) {
    const full = join(cwd, 'tenants/acme', path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, text.replace(/^domain: .*$/m, 'domain: local'));
  }
  const values = secrets.map(({ name }) => [name, `${name.toLowerCase()}-value-of-thirty-two-characters-or-more`]);
  return applied(surroundingsIn(cwd, Object.fromEntries(values) as Record<string, string>), 'acme', environment);
}

async function applied(surroundings: Surroundings, name: string, environment: string): Promise<Emulated> {
  const workspace = openWorkspace(surroundings, { tenant: name, secrets: 'needed' });
  const goal = filesOf(workspace, environment);
  const tenant = emulated({ buildMilliseconds: 0 });
  const planned = await plan(goal, tenant.connection);
  if (planned.plan === undefined) throw new Error(JSON.stringify(planned.diagnostics.map(({ message }) => message)));
  await apply(planned.plan, planned, tenant.connection, async (waves) => {
    for (const { jobs } of waves) await Promise.allSettled(jobs.map(({ run }) => run()));
  });
  return tenant;
}
