import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, it, onTestFinished } from 'vitest';
import { run } from '../../../src/program.ts';

/** Runs a command inside of a project with the tenant `acme`, and gives back what it wrote. */
async function call(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const cwd = mkdtempSync(join(tmpdir(), 'tenantry-stop-'));
  onTestFinished(() => rmSync(cwd, { recursive: true }));
  mkdirSync(join(cwd, 'tenants/acme/environments'), { recursive: true });
  writeFileSync(join(cwd, 'tenants/acme/tenant.yaml'), 'roles: [{ name: Courier }]\n');
  writeFileSync(join(cwd, 'tenants/acme/environments/dev.yaml'), 'domain: acme.eu.auth0.com\n');
  const [stdout, stderr] = [stream(), stream()];
  const outside = { cwd, env: {}, stdin: stream().pipe, stdout: stdout.pipe, stderr: stderr.pipe };
  const code = await run(args, { ...outside, signal: new AbortController().signal } as never);
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

function stream(): { pipe: PassThrough; text: () => string } {
  const pipe = Object.assign(new PassThrough(), { isTTY: false });
  let text = '';
  pipe.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return { pipe, text: () => text };
}

it.each([
  [['plan', 'other', '--env', 'dev'], 'folder-missing'],
  [['plan', 'acme', '--env', 'prod'], 'environment-missing'],
  [['plan', 'acme', '--env', 'dev'], 'credentials-missing'],
  [['apply', 'acme', '--env', 'dev'], 'cannot-ask'],
  [['apply', '--plan', 'plan.json', '--yes'], 'plan-missing'],
  [['validate', 'acme', '--set', '1=1'], 'assignment'],
])('a program that asked for JSON gets the code of what stops a command: %j', async (args, code) => {
  const result = await call(...args, '--format', 'json');
  expect(result.code).toBe(1);
  const { formatVersion, diagnostics } = JSON.parse(result.stdout) as { formatVersion: number; diagnostics: object[] };
  expect(formatVersion).toBe(2);
  expect(diagnostics).toMatchObject([{ code, severity: 'error' }]);
  expect(result.stderr).toMatch(/^error /);
});

it('a person gets its text alone', async () => {
  expect(await call('plan', 'acme', '--env', 'staging')).toEqual({
    code: 1,
    stdout: '',
    stderr: 'error there is no environment staging\n  known environments: dev\n',
  });
});
