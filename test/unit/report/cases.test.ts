import { describe, expect, it } from 'vitest';
import type { Case } from '../../../src/model/case.ts';
import { casesReport } from '../../../src/report/cases.ts';
import { masker } from '../../../src/secrets/mask.ts';
import { bare, written } from '../../support/report.ts';

const place = { file: 'a.test.yaml', line: 3, column: 5, length: 4 };
const cases: Case[] = [
  { suite: 'Partner tokens', name: 'names the partner', state: 'passed', lines: [], milliseconds: 120 },
  {
    suite: 'Partner tokens',
    name: 'gives a <suspended> partner nothing',
    state: 'failed',
    lines: ['expected  denied', 'happened  nothing'],
    hint: 'Say why:\n  denied: no',
    place,
    milliseconds: 80,
  },
  { suite: 'clients', name: 'localhost', state: 'failed', severity: 'warning', lines: [], address: 'clients/Portal' },
  { suite: 'clients', name: 'keys', state: 'waived', lines: ['until 2027-03-31'] },
  { suite: 'clients', name: 'quota', state: 'unknown', lines: [] },
  { suite: 'clients', name: 'domain', state: 'skipped', lines: [] },
];

describe('a report of cases', () => {
  it('lists the suites with their cases, and counts them in its last line', async () => {
    const text = await written(casesReport({ title: 'harbor', cases }, bare));
    expect(text).toBe(
      [
        'Partner tokens  2, 0.2 s',
        '  ✓ names the partner',
        '  ✗ gives a <suspended> partner nothing  a.test.yaml:3:5',
        '      expected  denied',
        '      happened  nothing',
        '      Say why:',
        '        denied: no',
        '',
        'clients  4',
        '  ! localhost  warning  clients/Portal',
        '  ~ keys',
        '      until 2027-03-31',
        '  ? quota',
        '  - domain',
        '',
        'harbor: 1 of 6 failed, 1 warning, 1 waived, 1 unknown, 1 skipped',
      ].join('\n'),
    );
  });

  it('only counts what passed when it is to', async () => {
    const report = casesReport({ title: 'harbor', cases: cases.slice(0, 1), hidesPassed: true }, bare);
    expect(await written(report)).toBe('harbor: 1 passed');
  });

  it('says that nothing was tried', async () => {
    expect(await written(casesReport({ title: 'harbor', cases: [] }, bare))).toBe('harbor: nothing was tried');
  });

  it('puts the suites with failures first in Markdown and HTML', async () => {
    const report = casesReport({ title: 'harbor', cases: [...cases].reverse() }, bare);
    const markdown = await written(report, 'markdown');
    expect(markdown.indexOf('Partner tokens')).toBeLessThan(markdown.indexOf('clients'));
    expect(markdown).toContain('### 1 suite with failures');
    expect(await written(report, 'html')).toContain('gives a &lt;suspended&gt; partner nothing');
  });

  it('masks every part in every format', async () => {
    const secret = 'hunter2-hunter2';
    const said: Case = {
      suite: secret,
      name: secret,
      state: 'failed',
      lines: [secret],
      hint: secret,
      place: { ...place, file: secret },
      address: secret,
    };
    const mask = masker([secret]);
    const report = casesReport({ title: secret, cases: [said], closing: secret, remarks: [secret] }, mask);
    for (const format of ['text', 'json', 'markdown', 'html', 'junit', 'github'] as const)
      expect(await written(report, format, undefined, mask), format).not.toContain(secret);
  });

  it('counts the cases in its JSON', async () => {
    const report = casesReport({ title: 'harbor', cases, data: { tenant: 'harbor' } }, bare);
    const data: unknown = JSON.parse(await written(report, 'json'));
    expect(data).toMatchObject({
      tenant: 'harbor',
      summary: { passed: 1, failed: 2, waived: 1, unknown: 1, skipped: 1 },
      cases: [{ name: 'names the partner' }, {}, {}, {}, {}, {}],
    });
  });
});
