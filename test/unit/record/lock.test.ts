import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { takeLock, thisProcess } from '../../../src/record/lock.ts';

const now = '2026-01-01T00:00:00.000Z';
const self = thisProcess(process.pid, now);
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
  const lock = takeLock(folder, 'acme.dev', self);
  expect(existsSync(path())).toBe(true);
  if (lock.type === 'ours') lock.release();
  expect(existsSync(path())).toBe(false);
});

it('a process that is there holds it, and so does one of another machine', () => {
  put({ ...self, pid: process.ppid });
  expect(takeLock(folder, 'acme.dev', self)).toMatchObject({ type: 'taken', holder: { pid: process.ppid } });
  put({ ...self, pid: gone(), host: 'elsewhere' });
  expect(takeLock(folder, 'acme.dev', self)).toMatchObject({ type: 'taken', holder: { host: 'elsewhere' } });
});

it('one whose process is gone, or that has no content, counts for nothing', () => {
  put({ ...self, pid: gone() });
  expect(takeLock(folder, 'acme.dev', self).type).toBe('ours');
  writeFileSync(path(), '');
  expect(takeLock(folder, 'acme.dev', self).type).toBe('ours');
});

it('one with our own id is of a process before us: containers give the same ids again', () => {
  put({ ...self, since: '2025-01-01T00:00:00.000Z' });
  expect(takeLock(folder, 'acme.dev', self).type).toBe('ours');
});

it('a process that died while it cleaned up is in the way once', () => {
  put({ ...self, pid: gone() });
  put({ ...self, pid: gone() }, '.cleanup');
  expect(takeLock(folder, 'acme.dev', self).type).toBe('taken');
  expect(takeLock(folder, 'acme.dev', self).type).toBe('ours');
});
