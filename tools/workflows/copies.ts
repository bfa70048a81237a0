// The workflows for other repositories, made of those that this one runs itself: without the steps that build the action, and with
// the action of a release in the place of `./`.
//   --check                          fails when the copies that are there are others
//   --release OWNER/NAME SHA VERSION writes them with what a release is called
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the copies name in the place of this checkout. */
export interface Release {
  /** `owner/name`. */
  repository: string;
  /** The commit that has the built action. */
  commit: string;
  /** Such as `v1.2.3`. */
  version: string;
}

/** The workflows that others use, by their files. */
export const copied = ['plan.yml', 'deploy.yml', 'drift.yml', 'fork-comment.yml'];

/** What stands in the copies of the main branch, which is no release. */
export const placeholders: Release = { repository: 'OWNER/tenantry', commit: 'COMMIT', version: 'VERSION' };

/** A workflow of this repository as others use it. */
export function copyOf(text: string, { repository, commit, version }: Release): string {
  const without = text.replaceAll(/^ *# >>>.*\n(?:.*\n)*?^ *# <<<\n/gm, '');
  return without.replaceAll(
    /uses: \.(\/comment)?\/?$/gm,
    (_all, folder = '') => `uses: ${repository}${String(folder)}@${commit} # ${version}`,
  );
}

function write(release: Release, isChecking: boolean): string[] {
  // npm runs scripts in the folder of the package.
  const root = process.cwd();
  return copied.flatMap((name) => {
    const path = join(root, 'examples/workflows', name);
    const copy = copyOf(readFileSync(join(root, '.github/workflows', name), 'utf8'), release);
    if (existsSync(path) && readFileSync(path, 'utf8') === copy) return [];
    if (!isChecking) {
      mkdirSync(join(root, 'examples/workflows'), { recursive: true });
      writeFileSync(path, copy);
    }
    return [`examples/workflows/${name}`];
  });
}

if (process.argv[1] === import.meta.filename) {
  const [option, repository = '', commit = '', version = ''] = process.argv.slice(2);
  const isRelease = option === '--release';
  if (
    isRelease &&
    (!/^[\w.-]+\/[\w.-]+$/.test(repository) || !/^[0-9a-f]{40}$/.test(commit) || !/^v\d/.test(version))
  ) {
    process.stderr.write('A release is OWNER/NAME, a commit of 40 digits and a version such as v1.2.3.\n');
    process.exit(1);
  }
  const isChecking = option === '--check';
  const changed = write(isRelease ? { repository, commit, version } : placeholders, isChecking);
  for (const path of changed)
    process.stdout.write(`${path} ${isChecking ? 'is not what npm run workflows writes' : 'written'}\n`);
  process.exitCode = isChecking && changed.length > 0 ? 1 : 0;
}
