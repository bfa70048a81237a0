import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { callOf } from '../../../src/commands/call.ts';

/** What is said of a call that is an error of usage. */
function told(...args: string[]): string[] {
  const stderr = new PassThrough();
  const streams = { stdout: new PassThrough(), stderr };
  expect(callOf(args, streams as unknown as Parameters<typeof callOf>[1])).toEqual({ type: 'ended', code: 1 });
  return String(stderr.read()).trim().split('\n');
}

it.each<[string[], string]>([
  [
    ['destroy', 'harbor'],
    '(nothing deletes a whole tenant: empty the lists in the files, and apply with policy.delete)',
  ],
  [['plan', '--environment', 'dev'], '(that is --env)'],
  [['apply', '--auto-approve'], '(that is --yes)'],
  [['import', '--input_file', 'x'], '(apply does that: it writes what the files say into the tenant)'],
  [['aply'], '(Did you mean apply?)'],
])('names that other tools have lead to what does the same: %j', (args, hint) => {
  const [error, said] = told(...args);
  expect(error).toMatch(/^error: unknown (command|option)/);
  expect(said).toBe(hint);
});
