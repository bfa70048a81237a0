import { expect } from 'vitest';
import { findings } from '../../schemas/validators.ts';
import { tenantry } from './tenantry.ts';

/** What a schema of an output says against a value. */
export function against(name: string, value: unknown): string[] {
  return findings(`schemas/output/${name}.schema.json`, value);
}

/** Runs a command with JSON as its result, and looks at that; gives it back. */
export async function checked(
  cwd: string,
  [command = '', ...words]: string[],
  env = {},
): Promise<Record<string, unknown>> {
  const { stdout, stderr, code } = await tenantry([command, ...words, '--format', 'json'], { cwd, env });
  expect(code, stderr).not.toBe(70);
  const value = JSON.parse(stdout) as Record<string, unknown>;
  expect(against(command, value), `${command} ${words.join(' ')}\n${stdout.slice(0, 2000)}`).toEqual([]);
  return value;
}
