import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Row } from './row.ts';

const folder = join(import.meta.dirname, 'rows');

/** The names of the files that rows may stand in. */
export const rowsFiles: string[] = readdirSync(folder).sort();

/** The rows that a file exports; the other exports are what its rows are made of. */
export function rowsIn(exported: object): Row[] {
  return Object.values(exported)
    .filter((value): value is Row[] => Array.isArray(value))
    .flat()
    .filter((row) => typeof row === 'object' && 'title' in row);
}

/** The rows of a file. */
export async function rowsOf(file: string): Promise<Row[]> {
  return rowsIn((await import(join(folder, file))) as object);
}

/** Every row, file by file. */
export async function allRows(): Promise<Row[]> {
  return (await Promise.all(rowsFiles.map(rowsOf))).flat();
}
