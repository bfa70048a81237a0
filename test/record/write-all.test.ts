import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { digest } from '../../src/model/inputs.ts';
import { finishWrite, writeAll } from '../../src/record/write-all.ts';
import type { FileToWrite } from '../../src/record/write-all.ts';
import { isLong } from '../support/long.ts';

let root = '';
const state = (): string => join(root, '.tenantry');
const textOf = (name: string): string | undefined =>
  existsSync(join(root, name)) ? readFileSync(join(root, name), 'utf8') : undefined;
const file = (name: string, before: string | undefined, after: string | undefined): FileToWrite => ({
  path: join(root, name),
  before,
  after,
});

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tenantry-write-'));
  writeFileSync(join(root, 'a.yaml'), 'a: 1\n');
  writeFileSync(join(root, 'b.yaml'), 'b: 1\n');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('files that are written together', () => {
  it('are changed, made in new folders and taken away, and keep their permissions', () => {
    chmodSync(join(root, 'a.yaml'), 0o640);
    writeAll(state(), [
      file('a.yaml', 'a: 1\n', 'a: 2\n'),
      file('b.yaml', 'b: 1\n', undefined),
      file('c/d/e.js', undefined, 'x'),
    ]);
    expect([textOf('a.yaml'), textOf('b.yaml'), textOf('c/d/e.js')]).toEqual(['a: 2\n', undefined, 'x']);
    expect(statSync(join(root, 'a.yaml')).mode & 0o777).toBe(0o640);
    expect(existsSync(join(state(), 'write'))).toBe(false);
  });

  it('leave what they had where that is asked for', () => {
    writeAll(state(), [file('a.yaml', 'a: 1\n', 'a: 2\n')], join(state(), 'backup', 'x'));
    expect(textOf('.tenantry/backup/x/a.yaml')).toBe('a: 1\n');
  });

  it('are left when one has changed meanwhile', () => {
    writeFileSync(join(root, 'b.yaml'), 'b: mine\n');
    expect(() => writeAll(state(), [file('a.yaml', 'a: 1\n', 'a: 2\n'), file('b.yaml', 'b: 1\n', 'b: 2\n')])).toThrow(
      'b.yaml has changed while this was running',
    );
    expect([textOf('a.yaml'), textOf('b.yaml')]).toEqual(['a: 1\n', 'b: mine\n']);
  });

  it('are all as they were when one cannot be written', () => {
    mkdirSync(join(root, 'taken'));
    expect(() => writeAll(state(), [file('a.yaml', 'a: 1\n', 'a: 2\n'), file('b.yaml/x', undefined, 'x')])).toThrow(
      'cannot be written',
    );
    expect([textOf('a.yaml'), textOf('b.yaml')]).toEqual(['a: 1\n', 'b: 1\n']);
    expect(existsSync(join(state(), 'write'))).toBe(false);
  });
});

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

describe('a write that is killed', () => {
  it(
    'is finished or taken back by the next command: all files are old or all are new',
    { timeout: 600_000 },
    async () => {
      const count = 40;
      const names = Array.from({ length: count }, (_value, index) => `f${index}.yaml`);
      const seen = new Set<string>();
      for (let round = 0; round < (isLong ? 60 : 2); round += 1) {
        for (const name of names) writeFileSync(join(root, name), 'old');
        const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'write-forty.ts'), root], {
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        await new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
        await new Promise((resolve) => setTimeout(resolve, isLong ? round / 2 : round * 8 + 4));
        child.kill('SIGKILL');
        await new Promise((resolve) => child.once('close', resolve));
        finishWrite(state());
        const texts = new Set(names.map((name) => textOf(name)));
        expect(texts.size).toBe(1);
        for (const text of texts) seen.add(text ?? '');
        expect(existsSync(join(state(), 'write'))).toBe(false);
      }
      expect([...seen].every((text) => text === 'old' || text === 'new')).toBe(true);
    },
  );

  it('is finished from what it left, but for what somebody has changed since', () => {
    const folder = join(state(), 'write');
    mkdirSync(folder, { recursive: true });
    const entry = (name: string, before: string, after: string): object => ({
      path: name,
      before: digest(before),
      after: digest(after),
    });
    writeFileSync(join(folder, 'new-0'), 'a: 2\n');
    writeFileSync(join(folder, 'new-1'), 'b: 2\n');
    const files = [entry('a.yaml', 'a: 1\n', 'a: 2\n'), entry('b.yaml', 'b: old\n', 'b: 2\n')];
    writeFileSync(join(folder, 'journal.json'), JSON.stringify({ formatVersion: 1, files }));
    expect(finishWrite(state())).toEqual({ isFinished: true, paths: ['a.yaml', 'b.yaml'], left: ['b.yaml'] });
    expect([textOf('a.yaml'), textOf('b.yaml')]).toEqual(['a: 2\n', 'b: 1\n']);
    expect(finishWrite(state())).toBe(undefined);
  });

  it('is taken back when it had not come to its journal', () => {
    mkdirSync(join(state(), 'write'), { recursive: true });
    writeFileSync(join(state(), 'write', 'new-0'), 'a: 2\n');
    expect(finishWrite(state())).toEqual({ isFinished: false, paths: [], left: [] });
    expect(textOf('a.yaml')).toBe('a: 1\n');
  });
});
