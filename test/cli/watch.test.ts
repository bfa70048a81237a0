import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createEmulator } from '../../src/emulator/emulator.ts';
import { serve } from '../../src/emulator/serve.ts';
import { quickClock } from '../support/quick-clock.ts';
import { deployer, folderOf, inside, tenantry } from './support/tenantry.ts';
import type { CallOptions, Result } from './support/tenantry.ts';

const tenant = 'roles:\n  - name: Courier\n    description: Delivers\n';
const files = {
  'tenants/acme/tenant.yaml': tenant,
  'tenants/acme/environments/dev.yaml': 'domain: local\n',
};

/** A command that watches, and what it has said since it was last asked. */
function watching(
  args: string[],
  options: CallOptions,
): {
  until: (wanted: RegExp) => Promise<string>;
  end: () => Promise<Result>;
} {
  const { result, stop, stdout, stderr } = inside(args, options);
  let said = '';
  for (const stream of [stdout, stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
  onTestFinished(stop);
  return {
    until: async (wanted) => {
      for (const end = Date.now() + 20_000; !wanted.test(said) || !said.endsWith('.\n');) {
        if (Date.now() > end) throw new Error(`not seen: ${wanted.source}\n${said}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      const found = said;
      said = '';
      return found;
    },
    end: () => {
      stop();
      return result;
    },
  };
}

const ends = 'Ctrl-C ends';

describe('validate --watch', () => {
  it('checks again behind every change, a broken file too, and ends with 0', async () => {
    const cwd = folderOf(files);
    const path = join(cwd, 'tenants/acme/tenant.yaml');
    const { until, end } = watching(['validate', '--watch'], { cwd });
    expect(await until(/acme: valid/)).toContain(ends);
    writeFileSync(path, 'roles: [\n');
    const broken = await until(/acme: 1 error/);
    expect(broken).toContain('\ntenants/acme/tenant.yaml changed.\n');
    expect(broken).toContain('yaml-syntax');
    writeFileSync(path, tenant);
    await until(/acme: valid/);
    expect((await end()).code).toBe(0);
  });

  it('sees files that are replaced, new folders with files, files that go, and folders that are allowed', async () => {
    const cwd = folderOf({ ...files, 'shared/text.md': 'x' });
    const at = (path: string): string => join(cwd, 'tenants/acme', path);
    const { until, end } = watching(['validate', '--watch', '--allow-path', 'shared'], { cwd });
    await until(/acme: valid/);
    writeFileSync(at('.new'), tenant.replace('Courier', 'Driver'));
    renameSync(at('.new'), at('tenant.yaml'));
    expect(await until(/acme: valid/)).toContain('tenant.yaml changed');
    mkdirSync(at('environments/dev'));
    writeFileSync(at('environments/dev/more.yaml'), 'roles: [{ name: Support }]\n');
    expect(await until(/acme: valid/)).toContain('environments/dev/more.yaml changed');
    writeFileSync(at('environments/dev/more.yaml'), 'roles: [{ name: Driver }]\n');
    await until(/acme: 1 error/);
    rmSync(at('environments/dev'), { recursive: true });
    await until(/acme: valid/);
    writeFileSync(join(cwd, 'shared/text.md'), 'y');
    expect(await until(/acme: valid/)).toContain('shared/text.md changed');
    await end();
  });

  it('is not begun for a tenant that there is not', async () => {
    const { code, stderr } = await tenantry(['validate', 'acne', '--watch'], { cwd: folderOf(files) });
    expect(code).toBe(1);
    expect(stderr).toContain('acne');
  });
});

describe('plan --watch', () => {
  const served = async (): Promise<{ cwd: string; paths: () => string[] }> => {
    const requests: string[] = [];
    const emulator = createEmulator();
    const seen = {
      ...emulator,
      fetch: (request: Request) => {
        requests.push(`${request.method} ${new URL(request.url).pathname}`);
        return emulator.fetch(request);
      },
    };
    const { url, close } = await serve(seen, { port: 0 });
    onTestFinished(() => close());
    const cwd = folderOf({ ...files, 'tenants/acme/environments/dev.yaml': `domain: ${url}\n` });
    return { cwd, paths: () => requests.splice(0) };
  };

  it('plans again behind every change without asking the tenant again, but for what was not read yet', async () => {
    const { cwd, paths } = await served();
    const path = join(cwd, 'tenants/acme/tenant.yaml');
    const { until, end } = watching(['plan', 'acme', '--env', 'dev', '--watch'], { cwd, env: deployer });
    expect(await until(/acme\/dev: 1 to create/)).toMatch(/as it was read at \d\d:\d\d:\d\d; Enter reads it again/);
    expect(paths()).toEqual(['POST /oauth/token', 'GET /api/v2/roles']);
    writeFileSync(path, `${tenant}  - name: Support\n`);
    await until(/acme\/dev: 2 to create/);
    expect(paths()).toEqual([]);
    writeFileSync(path, `${tenant}resourceServers:\n  - { name: Parcels, identifier: 'https://parcels.example' }\n`);
    await until(/acme\/dev: 2 to create/);
    expect(paths()).toEqual(['GET /api/v2/resource-servers']);
    writeFileSync(path, `${tenant}  - name: Support\n  - {\n`);
    expect(await until(/no plan: 1 error/)).toContain('yaml-syntax');
    expect((await end()).code).toBe(0);
  });

  it('reads the tenant again when Enter is pressed, and when what was read is old', async () => {
    const { cwd, paths } = await served();
    const path = join(cwd, 'tenants/acme/tenant.yaml');
    let now = Date.now();
    const clock = { now: () => now, random: () => 0, sleep: () => Promise.resolve() };
    const call = { cwd, env: deployer, clock, input: '\n' };
    const { until, end } = watching(['plan', 'acme', '--env', 'dev', '--watch'], call);
    await until(/1 to create[\s\S]*1 to create/);
    expect(paths()).toEqual(['POST /oauth/token', 'GET /api/v2/roles', 'GET /api/v2/roles']);
    now += 11 * 60_000;
    writeFileSync(path, `${tenant}  - name: Support\n`);
    await until(/2 to create/);
    expect(paths()).toEqual(['GET /api/v2/roles']);
    await end();
  });

  it('says when the tenant cannot be reached, and goes on', async () => {
    const cwd = folderOf({ ...files, 'tenants/acme/environments/dev.yaml': 'domain: http://127.0.0.1:1\n' });
    const { until, end } = watching(['plan', 'acme', '--env', 'dev', '--watch'], {
      cwd,
      env: deployer,
      clock: quickClock(),
    });
    expect(await until(/Ctrl-C ends/)).toContain('error');
    writeFileSync(join(cwd, 'tenants/acme/environments/dev.yaml'), 'domain: local\n');
    await until(/acme\/dev: 1 to create/);
    expect((await end()).code).toBe(0);
  });
});
