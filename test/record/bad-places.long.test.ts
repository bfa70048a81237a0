import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeAll } from '../../src/record/write-all.ts';
import type { FileToWrite } from '../../src/record/write-all.ts';

let root = '';
const state = (): string => join(root, '.tenantry');
const textOf = (name: string): string | undefined =>
  existsSync(join(root, name)) ? readFileSync(join(root, name), 'utf8') : undefined;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tenantry-write-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('bad places', () => {
  const script = join(import.meta.dirname, 'write-forty.ts');
  const node = [process.execPath, '--import', 'tsx', script];
  const old = (): void => {
    for (let index = 0; index < 40; index += 1) writeFileSync(join(root, `f${index}.yaml`), 'old');
  };
  const texts = (): (string | undefined)[] => [
    ...new Set(Array.from({ length: 39 }, (_value, index) => textOf(`f${index}.yaml`))),
  ];

  it('a disk on which the new files have no room: all are old, and it says so', () => {
    old();
    // What is larger than half a kilobyte cannot be written.
    const limited = `trap '' XFSZ; ulimit -f 1; exec ${[...node, root, 'new', '5000'].map((word) => `'${word}'`).join(' ')}`;
    const { stdout } = spawnSync('sh', ['-c', limited], {
      env: { ...process.env, TSX_DISABLE_CACHE: '1' },
      encoding: 'utf8',
    });
    expect(stdout).toContain('the file would be larger than allowed');
    expect(texts()).toEqual(['old']);
    expect(existsSync(join(state(), 'write'))).toBe(false);
  });

  const isRoot = process.getuid?.() === 0;
  /** A disk of that many kilobytes in a folder. */
  const mount = (folder: string, kilobytes: number): boolean => {
    mkdirSync(folder, { recursive: true });
    return spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', folder]).status === 0;
  };

  it.skipIf(!isRoot).each([
    ['that has room for neither', '.', '.'],
    ['that has no room, where the copies have', 'files', 'files'],
    ['that has no room for the copies', '.tenantry', '.'],
  ])('a small disk %s: all are old, and it says so', (_what, disk, files) => {
    const folder = join(root, disk);
    if (!mount(folder, 256)) return;
    try {
      const names = Array.from({ length: 20 }, (_one, index) => join(root, files, `f${index}.yaml`));
      const before = 'old'.padEnd(5000, '.');
      mkdirSync(join(root, files), { recursive: true });
      for (const path of names) writeFileSync(path, before);
      const all = names.map((path): FileToWrite => ({ path, before, after: 'new'.padEnd(20_000, '.') }));
      expect(() => writeAll(state(), all)).toThrow('the disk is full');
      expect([...new Set(names.map((path) => readFileSync(path, 'utf8')))]).toEqual([before]);
      expect(existsSync(join(state(), 'write'))).toBe(false);
    } finally {
      spawnSync('umount', [folder]);
    }
  });

  it.skipIf(!isRoot)('a folder in which one of them may not be written: all are old, and it says so', () => {
    old();
    mkdirSync(join(root, 'locked'));
    writeFileSync(join(root, 'locked', 'f39.yaml'), 'old');
    mkdirSync(state());
    writeFileSync(join(state(), '.gitignore'), '*\n');
    for (const path of [root, state()]) chmodSync(path, 0o777);
    const result = spawnSync(node[0] ?? '', [...node.slice(1), root, 'new', '0', 'locked'], {
      uid: 65_534,
      gid: 65_534,
      encoding: 'utf8',
      env: { ...process.env, TSX_DISABLE_CACHE: '1', HOME: root },
    });
    expect(result.stdout).toContain('locked/f39.yaml cannot be written: permission denied');
    expect([...texts(), textOf('locked/f39.yaml')]).toEqual(['old', 'old']);
  });
});
