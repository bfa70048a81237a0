import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { realClock } from '../../src/auth0/clock.ts';
import { targets } from '../../src/session/targets.ts';
import type { TargetsOptions } from '../../src/session/targets.ts';

/** Files by their path. */
export type Files = Record<string, string>;

/** A repository of git with files of two tenants in it, committed. */
export interface Repository {
  root: string;
  write: (files: Files) => void;
  commit: () => string;
  git: (...args: string[]) => string;
  ask: (options?: TargetsOptions, env?: Record<string, string>, cwd?: string) => ReturnType<typeof targets>;
  /** Why each target is not what it was at the last commit; those that are the same are not in it. */
  why: (options?: TargetsOptions, env?: Record<string, string>) => Promise<Record<string, string>>;
}

/** The file of an environment. */
export const environment = (name: string, more = ''): string => `domain: ${name}.eu.auth0.com
keywords: { API: https://${name}.example }
${more}`;

/** Code of an action that does nothing. */
export const code = 'exports.onExecutePostLogin = async () => {};\n';

/** Two tenants, three environments, and what a repository has besides. */
export const files: Files = {
  'tenants/harbor/tenant.yaml': `roles:
  - { name: Courier, description: '##LABEL##' }
resourceServers:
  - { name: Parcels, identifier: '##API##', scopes: [{ value: read }, { value: write }] }
actions:
  - name: Greet
    code: ./actions/greet.js
    supported_triggers: [{ id: post-login, version: v3 }]
    secrets: [{ name: TOKEN, value: '##TOKEN##' }]
`,
  'tenants/harbor/actions/greet.js': code,
  'tenants/harbor/defaults.yaml': 'keywords: { LABEL: Drives }\nsecrets: { TOKEN: { env: TOKEN } }\n',
  'tenants/harbor/environments/dev.yaml': environment('harbor-dev'),
  'tenants/harbor/environments/prod.yaml': environment('harbor', 'kind: production\n'),
  'tenants/dock/tenant.yaml':
    'roles: [{ name: Docker }]\nactions: [{ name: Shared, code: ../../shared/a.js, supported_triggers: [{ id: post-login, version: v3 }] }]\n',
  'tenants/dock/environments/dev.yaml': environment('dock-dev').replace(/keywords.*\n/, ''),
  'shared/a.js': code,
  'package.json': '{ "name": "fleet", "devDependencies": { "tenantry": "1.0.0", "other": "1.0.0" } }\n',
  '.github/workflows/plan.yml': 'jobs: { plan: { steps: [{ uses: acme/tenantry@0123 }] } }\n',
};

/** The files, committed once: a copy of them takes no process. */
let template: string | undefined;

const write = (root: string, written: Files): void => {
  for (const [path, text] of Object.entries(written)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
};

function gitIn(root: string, ...args: string[]): string {
  const identity = ['-c', 'user.name=t', '-c', 'user.email=t@t', '-c', 'commit.gpgsign=false'];
  const { status, stdout, stderr } = spawnSync('git', [...identity, ...args], { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout.trim();
}

function committed(root: string): string {
  gitIn(root, 'add', '--all');
  gitIn(root, 'commit', '--quiet', '--message', 'files');
  return gitIn(root, 'rev-parse', 'HEAD');
}

function templateOf(): string {
  const root = mkdtempSync(join(tmpdir(), 'tenantry-targets-'));
  gitIn(root, 'init', '--quiet', '--initial-branch', 'main');
  write(root, files);
  committed(root);
  return root;
}

process.on('exit', () => template !== undefined && rmSync(template, { recursive: true, force: true }));

/** A repository with the files committed, and more that are not. */
export function repository(more: Files = {}): Repository {
  template ??= templateOf();
  const root = mkdtempSync(join(tmpdir(), 'tenantry-targets-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  cpSync(template, root, { recursive: true });
  const git: Repository['git'] = (...args) => gitIn(root, ...args);
  write(root, more);
  const ask: Repository['ask'] = (options = {}, env = {}, cwd = root) => {
    const own = { PATH: process.env['PATH'], ...env };
    const signal = new AbortController().signal;
    return targets({ cwd, env: own, signal, clock: realClock }, { allowPath: ['shared'], ...options });
  };
  const why: Repository['why'] = async (options = {}, env = {}) =>
    (await ask({ changedSince: 'HEAD', ...options }, env)).why ?? {};
  return { root, write: (written) => write(root, written), commit: () => committed(root), git, ask, why };
}

/** A file with one of its words replaced. */
export const replaced = (path: string, from: string, to: string): Files => ({
  [path]: (files[path] ?? '').replace(from, to),
});
