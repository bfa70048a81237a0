import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { resourceTypes } from '../../src/resources/index.ts';
import { allRows, rowsFiles, rowsOf } from './rows.ts';

it('every file of rows has a file of tests that holds them to the laws', async () => {
  const rows = await Promise.all(rowsFiles.map(async (file) => ({ file, count: (await rowsOf(file)).length })));
  const withRows = rows.filter(({ count }) => count > 0).map(({ file }) => file);
  expect(withRows.filter((file) => !existsSync(join(import.meta.dirname, file.replace('.ts', '.test.ts'))))).toEqual(
    [],
  );
});

it('every type has a row, and no two rows have one title', async () => {
  const rows = await allRows();
  const types = new Set(rows.map(({ type }) => type));
  expect(resourceTypes.map(({ name }) => name).filter((name) => !types.has(name))).toEqual([]);
  expect(new Set(rows.map(({ title }) => title)).size).toBe(rows.length);
});
