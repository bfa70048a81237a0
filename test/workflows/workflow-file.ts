import { parse } from 'yaml';
import { asText, evaluate, filledValue } from './expressions.ts';
import type { Contexts, Value } from './expressions.ts';

/** A step of a job. */
export interface Step {
  id?: string;
  name?: string;
  if?: Value;
  run?: string;
  uses?: string;
  with?: Record<string, Value>;
  env?: Record<string, Value>;
  shell?: string;
  'working-directory'?: string;
  'continue-on-error'?: Value;
}

/** A job as the file says it. */
export interface Job extends Partial<Record<'needs', string | string[]>> {
  name?: string;
  if?: Value;
  permissions?: Record<string, 'read' | 'write' | 'none'>;
  environment?: string | { name: string; deployment?: Value; url?: string };
  concurrency?: Value;
  strategy?: { matrix?: Value; 'fail-fast'?: Value; 'max-parallel'?: Value };
  outputs?: Record<string, string>;
  env?: Record<string, Value>;
  steps?: Step[];
  /** A workflow that is called. */
  uses?: string;
  with?: Record<string, Value>;
  secrets?: Value;
}

/** A workflow as its file says it. */
export interface Workflow {
  name?: string;
  on: Record<string, Value>;
  permissions?: Record<string, 'read' | 'write' | 'none'>;
  concurrency?: Value;
  env?: Record<string, Value>;
  defaults?: { run?: { shell?: string; 'working-directory'?: string } };
  jobs: Record<string, Job>;
}

/** Reads a workflow. `on: push` and `on: [push]` come as the object that they are short for. */
export function readWorkflow(text: string): Workflow {
  const read = parse(text) as Omit<Workflow, 'on'> & { on: Value };
  const { on } = read;
  const names = typeof on === 'string' ? [on] : Array.isArray(on) ? on : undefined;
  const events = names === undefined ? on : Object.fromEntries(names.map((name) => [asText(name), null]));
  return { ...read, on: (events ?? {}) as Record<string, Value> };
}

/** The names of the jobs, each behind those that it needs. */
export function inOrder(jobs: Readonly<Record<string, Job>>): string[] {
  const done: string[] = [];
  const add = (name: string, from: readonly string[]): void => {
    if (from.includes(name)) throw new Error(`jobs need each other: ${[...from, name].join(' > ')}`);
    for (const before of needsOf(jobs[name])) add(before, [...from, name]);
    if (!done.includes(name)) done.push(name);
  };
  for (const name of Object.keys(jobs)) add(name, []);
  return done;
}

/** The names of the jobs that a job needs. */
export function needsOf(job: Job | undefined): string[] {
  const needed = job?.needs ?? [];
  return typeof needed === 'string' ? [needed] : needed;
}

/** The jobs that a matrix makes of one: the values of each. Throws as GitHub does, when an expression gives none. */
export function matrixOf(job: Job, contexts: Contexts): Record<string, Value>[] {
  const asked = job.strategy?.matrix;
  if (asked === undefined) return [{}];
  const matrix =
    typeof asked === 'string' ? evaluate(asked.slice(3, -2).trim(), contexts) : filledValue(asked, contexts);
  if (typeof matrix !== 'object' || matrix === null || Array.isArray(matrix)) throw new Error('a matrix is an object');
  const { include = [], exclude = [], ...vectors } = matrix;
  let rows: Record<string, Value>[] = Object.keys(vectors).length === 0 ? [] : [{}];
  for (const [name, values] of Object.entries(vectors)) {
    if (!Array.isArray(values) || values.length === 0) throw new Error(`the vector '${name}' has no values`);
    rows = rows.flatMap((row) => values.map((value) => ({ ...row, [name]: value })));
  }
  if (!Array.isArray(include) || !Array.isArray(exclude)) throw new Error('include and exclude are arrays');
  rows.push(...include.map((row) => row as Record<string, Value>));
  if (rows.length === 0) throw new Error('the matrix has no values');
  if (rows.length > 256) throw new Error(`the matrix has ${rows.length} jobs, more than 256`);
  return rows;
}
