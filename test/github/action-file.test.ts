import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { taken } from '../../src/github/inputs.ts';

interface ActionFile {
  inputs: Record<string, { description: string; required?: boolean; default?: string }>;
  outputs: Record<string, { description: string }>;
  runs: { using: string; main: string };
}

const root = join(import.meta.dirname, '../..');
const text = (path: string): string => readFileSync(join(root, path), 'utf8');
const actionFile = parse(text('action.yml')) as ActionFile;

it('action.yml has the inputs that the code takes, and needs nothing but one file', () => {
  expect(Object.keys(actionFile.inputs).sort()).toEqual(Object.keys(taken).sort());
  expect(actionFile.runs).toEqual({ using: 'node24', main: 'dist/action.js' });
});

it('the page of the action has a row for each input and each output', () => {
  const page = text('docs/action.md');
  const rows = [...page.matchAll(/^\| `([\w-]+)`/gm)].map(([, name]) => name);
  const named = [...Object.keys(actionFile.inputs), ...Object.keys(actionFile.outputs)];
  expect(named.filter((name) => !rows.includes(name))).toEqual([]);
  expect(rows.filter((name) => !named.includes(name ?? ''))).toEqual([]);
});

it('comment/action.yml is the command comment, with inputs that it takes', () => {
  const sub = parse(text('comment/action.yml')) as ActionFile;
  const own = Object.keys(sub.inputs).filter((name) => taken[name]?.includes('comment') !== true);
  expect(own).toEqual([]);
  expect(sub.runs).toEqual({ using: 'node24', main: '../dist/action.js' });
  expect(sub.inputs['command']?.default).toBe('comment');
});
