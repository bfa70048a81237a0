import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import type { FileToWrite } from '../../../src/record/write-all.ts';

/** What happens at the calls that change the disk: nothing, a failure of one, or the end of the process. */
const disk = vi.hoisted(() => ({ calls: 0, at: 0, does: 'count', isDead: false }));

vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>();
  const step = (change: () => unknown, half?: () => unknown): unknown => {
    if (disk.isDead) throw new Error('nobody is there any more');
    disk.calls += 1;
    if (disk.does === 'count' || disk.calls !== disk.at) return change();
    if (disk.does === 'fail')
      throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC', syscall: 'write' });
    half?.();
    disk.isDead = true;
    throw new Error('killed');
  };
  return {
    ...real,
    writeFileSync: (path: string, data: string, options: object) =>
      step(
        () => real.writeFileSync(path, data, options),
        () => real.writeFileSync(path, data.slice(0, data.length >> 1), options),
      ),
    renameSync: (from: string, to: string) => step(() => real.renameSync(from, to)),
    rmSync: (path: string, options: object) => step(() => real.rmSync(path, options)),
    mkdirSync: (path: string, options: object) => step(() => real.mkdirSync(path, options)),
    chmodSync: (path: string, mode: number) => step(() => real.chmodSync(path, mode)),
  };
});

// The files of a worker share what they import: what others have imported has the real disk.
vi.resetModules();
const { finishWrite, writeAll } = await import('../../../src/record/write-all.ts');
afterAll(() => {
  vi.doUnmock('node:fs');
  vi.resetModules();
});

const calm = (): void => {
  Object.assign(disk, { calls: 0, at: 0, does: 'count', isDead: false });
};

/** What a write leaves in a folder when something happens at one of its calls, and what it throws. */
function written(does: 'fail' | 'kill' | 'count', at: number): { texts: string; said: string; calls: number } {
  calm();
  const root = mkdtempSync(join(tmpdir(), 'tenantry-steps-'));
  const state = join(root, '.tenantry');
  const old: Record<string, string | undefined> = { 'a.yaml': 'a: 1\n', 'b.yaml': 'b: 1\n', 'c/d.js': undefined };
  const now: Record<string, string | undefined> = { 'a.yaml': 'a: 2\n', 'b.yaml': undefined, 'c/d.js': 'new\n' };
  for (const [path, text] of Object.entries(old)) if (text !== undefined) writeFileSync(join(root, path), text);
  const files = Object.keys(old).map((path): FileToWrite => ({
    path: join(root, path),
    before: old[path],
    after: now[path],
  }));
  let said = '';
  calm();
  try {
    Object.assign(disk, { does, at });
    writeAll(state, files, join(state, 'backup'));
  } catch (error) {
    said = error instanceof Error ? error.message : '';
  }
  const { calls } = disk;
  calm();
  // A process that is gone has no lock.
  rmSync(join(state, 'write.lock'), { force: true, recursive: true });
  if (existsSync(state))
    for (const name of readdirSync(state))
      if (name.startsWith('write.lock')) rmSync(join(state, name), { recursive: true });
  finishWrite(state);
  const textsNow = Object.keys(old).map((path) =>
    existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined,
  );
  const is = (wanted: object): boolean => JSON.stringify(Object.values(wanted)) === JSON.stringify(textsNow);
  const texts = is(old) ? 'old' : is(now) ? 'new' : JSON.stringify(textsNow);
  const rest = existsSync(join(state, 'write')) ? ' and a rest' : '';
  rmSync(root, { recursive: true, force: true });
  return { texts: texts + rest, said, calls };
}

it('a write that ends at any of its calls, in the middle of a file as well, leaves all files old or all new', () => {
  mkdirSync(tmpdir(), { recursive: true });
  const { calls, texts } = written('count', 0);
  expect([texts, calls > 12]).toEqual(['new', true]);
  const found = Array.from({ length: calls }, (_one, index) => `${index + 1} ${written('kill', index + 1).texts}`);
  expect(found.filter((one) => !/^\d+ (?:old|new)$/.test(one))).toEqual([]);
  expect([found.some((one) => one.endsWith('old')), found.some((one) => one.endsWith('new'))]).toEqual([true, true]);
});

it('a write of which any call fails leaves all files old and says why, or has all of them new', () => {
  const { calls } = written('count', 0);
  const found = Array.from({ length: calls }, (_one, index) => ({ at: index + 1, ...written('fail', index + 1) }));
  expect(
    found.filter(({ texts, said }) => texts !== 'new' && !(texts === 'old' && said.includes('the disk is full'))),
  ).toEqual([]);
});
