import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { callOf } from '../../src/commands/call.ts';
import type { Call } from '../../src/commands/call.ts';
import { compareText } from '../../src/model/json.ts';
import { groups, rows } from '../../src/commands/index.ts';
import { tenantry } from './support/tenantry.ts';

/** A line as a shell would take it apart; the examples have no other quotes. */
const wordsOf = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? '');

/** What the program makes of some arguments, and what it says of them. */
function called(args: readonly string[]): { call: Call; said: string } {
  let said = '';
  const stream = new PassThrough() as unknown as NodeJS.WriteStream;
  stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return { call: callOf(args, { stdout: stream, stderr: stream }), said };
}

describe('help', () => {
  it('lists every command once, by task, in lines of at most 80 columns', async () => {
    const { stdout, code } = await tenantry(['--help']);
    expect(code).toBe(0);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    const listed = [...stdout.matchAll(/^ {2}([a-z]+) {2,}\S/gm)].map(([, name = '']) => name);
    expect(listed.toSorted(compareText)).toEqual([...rows.map(({ name }) => name), 'help'].toSorted(compareText));
    const headings = [...stdout.matchAll(/^([A-Z][a-z ]+):$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual(['Options', ...Object.values(groups), 'Examples']);
  });

  it.each(rows.map((row) => [row.name, row] as const))(
    'of %s says it in a line, and has examples',
    async (name, row) => {
      const { stdout } = await tenantry([name, '--help']);
      expect(stdout.split('\n').filter((line) => line.length > 80 && !line.startsWith('  tenantry '))).toEqual([]);
      expect(row.summary.length).toBeLessThanOrEqual(64);
      expect(row.examples.length).toBeGreaterThan(0);
      for (const [wish, command] of row.examples) expect(stdout).toContain(`  # ${wish}\n  ${command}\n`);
    },
  );

  it.each(rows.flatMap(({ examples }) => examples))('has an example that can be called: %s', (_wish, line) => {
    const [program, ...args] = wordsOf(line);
    const { call, said } = called(args);
    expect(program).toBe('tenantry');
    expect(said).toBe('');
    expect(call.type).toBe('command');
  });
});
