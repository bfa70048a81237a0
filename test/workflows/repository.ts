import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { GitHub } from './github.ts';
import { startGitHub } from './github.ts';

/** An environment of the repository: what jobs get that name it, and what holds them up. */
export interface Environment {
  secrets?: Record<string, string>;
  vars?: Record<string, string>;
  /** Who may deploy, such as `refs/heads/main`; a star stands for anything but a slash. All refs when there is none. */
  refs?: string[];
  /** Whether somebody has to approve before a job begins. */
  isGated?: boolean;
}

/** A cache: its key, the ref whose runs saved it, and the folder that has its contents. */
export interface Cache {
  key: string;
  ref: string;
  folder: string;
}

/** A repository on GitHub as workflows see it: its commits, what it is set up with, and the API. */
export interface Repository {
  /** `owner/name`. */
  name: string;
  /** Its commits: a clone with a working tree, on main. */
  folder: string;
  github: GitHub;
  secrets: Record<string, string>;
  vars: Record<string, string>;
  environments: Record<string, Environment>;
  caches: Cache[];
  /** The folders of actions of other repositories, by `owner/name`. */
  actions: Record<string, string>;
  /** Programs that come before those of this machine. */
  programs: string;
  /** A folder for whatever a run keeps, gone with the repository. */
  temporary: string;
  close: () => Promise<void>;
}

/** Makes a repository of these files, by one commit on main. */
export async function newRepository(
  files: Readonly<Record<string, string>>,
  name = 'acme/tenants',
): Promise<Repository> {
  const temporary = mkdtempSync(join(tmpdir(), 'tenantry-github-'));
  const [folder, programs] = [join(temporary, 'repository'), join(temporary, 'programs')];
  for (const path of [folder, programs]) mkdirSync(path);
  const github = await startGitHub(name);
  const close = async (): Promise<void> => {
    await github.close();
    rmSync(temporary, { recursive: true, force: true, maxRetries: 3 });
  };
  const empty = { secrets: {}, vars: {}, environments: {}, caches: [], actions: {} };
  const repository = { name, folder, github, programs, temporary, close, ...empty };
  git(folder, ['init', '--quiet', '--initial-branch=main']);
  git(folder, ['config', 'uploadpack.allowAnySHA1InWant', 'true']);
  commit(repository, files, 'The first files');
  return repository;
}

/** Adds a program of the runner's machine, as a script of bash. */
export function addProgram(repository: Repository, name: string, script: string): void {
  const path = join(repository.programs, name);
  writeFileSync(path, `#!/usr/bin/env bash\nset -euo pipefail\n${script}\n`);
  chmodSync(path, 0o755);
}

/** Writes files, or removes those without a text, and commits them on the branch that is checked out. Gives the commit. */
export function commit(
  repository: Repository,
  files: Readonly<Record<string, string | undefined>>,
  message: string,
): string {
  const { folder, github } = repository;
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    if (text === undefined) rmSync(file, { recursive: true });
    else {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }
  git(folder, ['add', '--all']);
  git(folder, ['commit', '--quiet', '--allow-empty', '--message', message]);
  const sha = git(folder, ['rev-parse', 'HEAD']);
  if (git(folder, ['branch', '--show-current']) === 'main') github.state.history.push(sha);
  return sha;
}

/** Copies a folder of this machine into the working tree; the next commit has it. */
export function copyIn(repository: Repository, from: string, to: string): void {
  cpSync(from, join(repository.folder, to), { recursive: true });
}

/** What git says in a folder, without the line break at its end. Throws when it fails. */
export function git(folder: string, args: readonly string[]): string {
  const who = ['user.name=Maria', 'user.email=maria@acme.example', 'advice.detachedHead=false', 'gc.auto=0'];
  const options = who.flatMap((one) => ['-c', one]);
  const { status, stdout, stderr } = spawnSync('git', [...options, ...args], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout.replace(/\n$/, '');
}
