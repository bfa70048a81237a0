import { spawn } from 'node:child_process';
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
