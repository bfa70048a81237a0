import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { staleMilliseconds, takeLock, thisProcess } from '../../src/record/lock.ts';

const self = thisProcess();
let folder: string;
const path = (): string => join(folder, 'acme.dev.lock');
const put = (holder: object, suffix = ''): void => writeFileSync(path() + suffix, JSON.stringify(holder));
/** The id of a process that has ended. */
const gone = (): number => spawnSync(process.execPath, ['--version']).pid;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenantry-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('is taken and given back', () => {
  const lock = takeLock(path(), self);
  expect(existsSync(path())).toBe(true);
  if (lock.type === 'ours') lock.release();
  expect(existsSync(path())).toBe(false);
});

it('a process that is there holds it, and so does one of another machine', () => {
  put({ ...self, pid: process.ppid });
  expect(takeLock(path(), self)).toMatchObject({ type: 'taken', holder: { pid: process.ppid } });
  put({ ...self, pid: gone(), host: 'elsewhere' });
  expect(takeLock(path(), self)).toMatchObject({ type: 'taken', holder: { host: 'elsewhere' } });
});

it('one whose process is gone, or that has no content, counts for nothing', () => {
  put({ ...self, pid: gone() });
  expect(takeLock(path(), self).type).toBe('ours');
  writeFileSync(path(), '');
  expect(takeLock(path(), self).type).toBe('ours');
});

it('one whose holder has shown no life for a while counts for nothing: a zombie, another process with its id, another machine', () => {
  for (const holder of [
    { ...self, pid: process.ppid },
    { ...self, host: 'elsewhere' },
  ]) {
    put(holder);
    const long = new Date(Date.now() - staleMilliseconds - 1000);
    utimesSync(path(), long, long);
    const lock = takeLock(path(), self);
    expect(lock.type).toBe('ours');
    if (lock.type === 'ours') lock.release();
  }
});

it('its holder shows that it is alive, and sees when another one has taken the lock; that one keeps it', () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  try {
    const lock = takeLock(path(), self);
    if (lock.type !== 'ours') throw new Error('taken');
    const long = new Date(Date.now() - staleMilliseconds - 1000);
    utimesSync(path(), long, long);
    vi.advanceTimersByTime(staleMilliseconds);
    expect(takeLock(path(), { ...self, pid: process.ppid }).type).toBe('taken');
    expect(lock.lost.aborted).toBe(false);
    put({ ...self, pid: process.ppid });
    vi.advanceTimersByTime(staleMilliseconds);
    expect(lock.lost.aborted).toBe(true);
    lock.release();
    expect(existsSync(path())).toBe(true);
  } finally {
    vi.useRealTimers();
  }
});

it('one with our own id is of a process before us: containers give the same ids again', () => {
  put({ ...self, since: '2025-01-01T00:00:00.000Z' });
  expect(takeLock(path(), self).type).toBe('ours');
});

it('a process that died while it cleaned up is not in the way, nor one that died over cleaning up after it', () => {
  for (const suffix of ['', '.cleanup', '.cleanup.cleanup']) put({ ...self, pid: gone() }, suffix);
  const lock = takeLock(path(), self);
  expect(lock.type).toBe('ours');
  if (lock.type === 'ours') lock.release();
  expect(readdirSync(folder)).toEqual([]);
});

it('a process that cleans up holds the lock meanwhile', () => {
  put({ ...self, pid: gone() });
  put({ ...self, pid: process.ppid }, '.cleanup');
  expect(takeLock(path(), self)).toMatchObject({ type: 'taken', holder: { pid: process.ppid } });
});
