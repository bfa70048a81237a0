import { execFileSync } from 'node:child_process';
import { lstatSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { writeWhole } from '../../src/record/disk.ts';

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'tenantry-disk-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

it.runIf(process.platform !== 'win32')('takes the place of no pipe and no device, also behind a link', () => {
  const root = folder();
  const pipe = join(root, 'pipe');
  execFileSync('mkfifo', [pipe]);
  symlinkSync('/dev/null', join(root, 'link'));
  for (const path of [
    pipe,
    join(root, 'link'),
    '/dev/stdout',
    '/dev/fd/1',
    '/proc/self/fd/1',
    '/dev/tenantry-made-this',
  ])
    expect(() => writeWhole(path, 'x')).toThrow(`${path} cannot be written: it is a device, a pipe`);
  expect(lstatSync(pipe).isFIFO()).toBe(true);
  expect(lstatSync(join(root, 'link')).isSymbolicLink()).toBe(true);
});

it('takes the place of a file, and of a link to one without writing through it', () => {
  const root = folder();
  writeFileSync(join(root, 'own'), 'old');
  symlinkSync('own', join(root, 'link'));
  writeWhole(join(root, 'link'), 'new');
  expect(readFileSync(join(root, 'link'), 'utf8')).toBe('new');
  expect(readFileSync(join(root, 'own'), 'utf8')).toBe('old');
});
