import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');
/** What this process has built, by the name of the file: it stays when somebody builds anew. */
const copies = new Map<string, string>();

/** Builds what is in dist/ when it is missing or old, and gives back a copy of a file: a build that runs meanwhile does not disturb. */
export function builtBinary(name: 'main.js' | 'action.js' = 'main.js'): string {
  const known = copies.get(name);
  if (known !== undefined) return known;
  return alone(() => {
    const built = spawnSync(process.execPath, ['tools/ensure.mjs', '--build'], { cwd: root, encoding: 'utf8' });
    if (built.status !== 0) throw new Error(`the build failed\n${built.stdout}${built.stderr}`);
    const bundle = join(root, 'dist', name);
    const { mtimeMs, size } = statSync(bundle);
    const folder = join(tmpdir(), 'tenantry-test-cli');
    mkdirSync(folder, { recursive: true });
    const copy = join(folder, `${name}-${mtimeMs}-${size}.mjs`);
    // A process that is being started may be reading it.
    if (!existsSync(copy)) {
      copyFileSync(bundle, `${copy}.part`);
      renameSync(`${copy}.part`, copy);
    }
    copies.set(name, copy);
    return copy;
  });
}

/** Test files run at the same time: one of them builds, the others wait. */
function alone<Result>(work: () => Result): Result {
  const lock = join(tmpdir(), 'tenantry-test-cli.lock');
  for (const patience = Date.now() + 240_000; Date.now() < patience;) {
    try {
      mkdirSync(lock);
    } catch {
      // Whoever made it was stopped before the build had ended.
      const { mtimeMs = Infinity } = statSync(lock, { throwIfNoEntry: false }) ?? {};
      if (mtimeMs < Date.now() - 120_000) rmSync(lock, { recursive: true, force: true });
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
      continue;
    }
    try {
      return work();
    } finally {
      rmSync(lock, { recursive: true, force: true });
    }
  }
  throw new Error(`${lock} is in the way: delete it`);
}
