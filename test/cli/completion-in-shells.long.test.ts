import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { scripts } from '../../src/completion/scripts.ts';
import { hasTmux, openTerminal } from '../terminal/tmux.ts';
import { builtBinary } from './support/binary.ts';
import { folderOf } from './support/tenantry.ts';

const files = {
  'tenants/acme/tenant.yaml': 'roles: []\n',
  'tenants/acme/environments/dev.yaml': 'domain: local\n',
  'tenants/acme/environments/prod.yaml': 'domain: local\n',
  'tenants/harbor/tenant.yaml': 'roles: []\n',
  'tenants/c d/tenant.yaml': 'roles: []\n',
  'saved-plan.json': '{}',
};

const pause = (milliseconds = 100): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
const has = (program: string): boolean => spawnSync(program, ['--version']).status === 0;

/** How each shell is started without files of the user, and given the script. */
const starts: Readonly<Record<string, { args: string[]; setUp: string }>> = {
  bash: { args: ['bash', '--norc', '--noprofile', '-i'], setUp: 'PS1="> "; source <(tenantry completion bash)' },
  zsh: {
    args: ['zsh', '-f', '-i'],
    setUp: 'PS1="> "; autoload -Uz compinit; compinit -u -D; source <(tenantry completion zsh)',
  },
  fish: { args: ['fish', '--no-config', '-i'], setUp: 'tenantry completion fish | source' },
};

// Where a shell or tmux is not installed, this is skipped.
describe.each(Object.entries(starts))('completion in a real %s', (shell, { args, setUp }) => {
  let bin: string;
  beforeAll(() => {
    if (!hasTmux || !has(shell)) return;
    bin = folderOf({});
    writeFileSync(join(bin, 'tenantry'), `#!/bin/sh\nexec "${process.execPath}" "${builtBinary()}" "$@"\n`);
    chmodSync(join(bin, 'tenantry'), 0o755);
  }, 300_000);

  it.skipIf(!has(shell))('has a script without errors of syntax', () => {
    const path = join(folderOf({ script: scripts[shell as 'bash'] }), 'script');
    const { status, stderr } = spawnSync(shell, ['-n', path], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  });

  it.skipIf(!hasTmux || !has(shell))(
    'completes commands, tenants, options, values behind a blank or =, and files',
    async () => {
      const cwd = folderOf(files);
      mkdirSync(join(cwd, 'home'));
      const environment = { PATH: `${bin}:${process.env['PATH'] ?? ''}`, HOME: join(cwd, 'home'), LC_ALL: 'C.UTF-8' };
      const terminal = openTerminal(args, { columns: 120, rows: 40 }, cwd, environment);
      onTestFinished(async () => {
        for (const key of ['C-c', 'exit', 'Enter']) terminal.press(key);
        // oxlint-disable-next-line no-await-in-loop
        for (const end = Date.now() + 5000; terminal.code() === undefined && Date.now() < end;) await pause();
        await pause(500);
        terminal.close();
      });
      const until = async (wanted: string): Promise<void> => {
        const seen = (): boolean => terminal.screen().some((line) => line.includes(wanted));
        for (const end = Date.now() + 30_000; !seen();) {
          if (Date.now() > end) throw new Error(`not seen: ${wanted}\n${terminal.screen().join('\n')}`);
          // oxlint-disable-next-line no-await-in-loop
          await pause();
        }
      };
      const typed = async (text: string, wanted: string): Promise<void> => {
        terminal.press(text);
        terminal.press('Tab');
        await until(wanted);
        terminal.press('C-u');
      };
      terminal.press(`${setUp}; printf 'ready-%s\\n' 2`);
      terminal.press('Enter');
      await until('ready-2');
      terminal.press('C-l');
      await typed('tenantry valid', 'tenantry validate');
      await typed('tenantry plan har', 'tenantry plan harbor');
      await typed('tenantry plan acme --env d', 'tenantry plan acme --env dev');
      await typed('tenantry plan acme --env=pr', 'tenantry plan acme --env=prod');
      await typed('tenantry plan acme --allow-del', 'tenantry plan acme --allow-deletes');
      await typed('tenantry plan acme --only clientG', 'tenantry plan acme --only clientGrants');
      await typed('tenantry apply acme --plan sav', 'tenantry apply acme --plan saved-plan.json');
      await typed('tenantry drift c', String.raw`tenantry drift c\ d`);
    },
    300_000,
  );
});
