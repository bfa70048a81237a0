import { hostname } from 'node:os';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { linking, wantsLinks } from '../../../src/commands/hyperlinks.ts';

const terminal = { isTTY: true };

describe('links to files', () => {
  it.each<[boolean, Record<string, string>]>([
    [false, {}],
    [false, { TERM: 'xterm-256color' }],
    [true, { VTE_VERSION: '6800' }],
    [false, { VTE_VERSION: '5000' }],
    [true, { TERM_PROGRAM: 'iTerm.app', TERM_PROGRAM_VERSION: '3.5.0' }],
    [false, { TERM_PROGRAM: 'iTerm.app', TERM_PROGRAM_VERSION: '3.0.15' }],
    [true, { TERM_PROGRAM: 'tmux', TERM_PROGRAM_VERSION: '3.4' }],
    [false, { TERM_PROGRAM: 'tmux', TERM_PROGRAM_VERSION: '3.3a' }],
    [false, { TMUX: '/tmp/x', VTE_VERSION: '6800' }],
    [true, { TERM: 'xterm-kitty' }],
    [true, { WT_SESSION: 'x' }],
    [false, { TERM_PROGRAM: 'vscode', TERM_PROGRAM_VERSION: '1.99.0' }],
    [false, { TERM_PROGRAM: 'constructor' }],
    [false, { VTE_VERSION: '6800', NO_HYPERLINK: '1' }],
    [false, { VTE_VERSION: '6800', FORCE_HYPERLINK: '0' }],
    [false, { VTE_VERSION: '6800', CI: 'true' }],
    [false, { VTE_VERSION: '6800', TERM: 'dumb' }],
    [true, { FORCE_HYPERLINK: '1', TERM: 'xterm' }],
    [false, { FORCE_HYPERLINK: '1', NO_HYPERLINK: '1' }],
  ])('are %s for a terminal that says %j, and never made where output is piped', (is, env) => {
    expect(wantsLinks({ env }, terminal)).toBe(is);
    expect(wantsLinks({ env }, { isTTY: false })).toBe(false);
  });

  const cwd = process.cwd();
  const to = (path: string, text: string, line = ''): string =>
    `\u001B]8;;file://${hostname()}${pathToFileURL(`${cwd}/${path}`).pathname}${line}\u001B\\${text}\u001B]8;;\u001B\\`;

  it('go around places of files that are there, colours or not, and leave the text as it was', () => {
    const link = linking({ cwd, env: {} });
    const text =
      'tenants/harbor/tenant.yaml:3:5 error\n  \u001B[2mtenants/harbor/machines.yaml:162\u001B[22m also at ./package.json:1:1';
    const linked = link(text);
    expect(linked).toContain(to('tenants/harbor/tenant.yaml', 'tenants/harbor/tenant.yaml:3:5'));
    expect(linked).toContain(to('tenants/harbor/machines.yaml', 'tenants/harbor/machines.yaml:162'));
    expect(linked).toContain(to('package.json', './package.json:1:1'));
    // oxlint-disable-next-line no-control-regex
    expect(linked.replaceAll(/\u001B\]8;;[^\u001B]*\u001B\\/g, '')).toBe(text);
    expect(linking({ cwd, env: { TERM: 'xterm-kitty' } })('package.json:7:2')).toBe(
      to('package.json', 'package.json:7:2', '#7'),
    );
  });

  it.each([
    'roles/Courier/permissions/https://parcels.example:443/x',
    'no/such/file.yaml:3:5',
    'src:1:1',
    'clients/\u001B]8;;https://evil.example\u001B\\x.yaml:1',
    'https://parcels.example/package.json:1',
  ])('are not made of what is no file: %j', (text) => {
    expect(linking({ cwd, env: {} })(text)).toBe(text);
  });
});
