import { describe, expect, it } from 'vitest';
import { error } from '../../../src/model/diagnostic.ts';
import { sourceOf } from '../../../src/model/tree.ts';
import { refusalReport } from '../../../src/report/diagnostics.ts';
import type { FormatName } from '../../../src/report/formats/index.ts';
import { outcomesReport } from '../../../src/report/outcomes.ts';
import { planReport } from '../../../src/report/plan.ts';
import type { Report } from '../../../src/report/view.ts';
import { masker } from '../../../src/secrets/mask.ts';
import { applyOf, emulated, planOf } from '../../support/project.ts';
import { bare, written } from '../../support/report.ts';

const nasty = [
  '<script>alert(1)</script>',
  '</code></summary></details></pre><img src=x onerror=alert(1)>',
  '`x` ```` ``` ~~~',
  '| a | b |',
  '@acme/team #12 https://evil.test ![x](https://evil.test/x.png) ](y) --> <!-- x',
  'one\ntwo\r\n\n```\n</details>\n@acme three',
  'bell\u0007 escape\u001B[31m bidi\u202Etxt\u2066 zero\u200B line\u2028',
];

async function reportsOf(text: string): Promise<Report[]> {
  const { plan } = await planOf({ tenant: { roles: [{ name: 'Courier', description: text }] } }, emulated());
  const changes = plan.changes.map((change) => ({
    ...change,
    address: `roles/${text}`,
    place: { file: text, line: 1, column: 1, length: 1 },
    withheld: { guard: 'protect', reason: text },
  }));
  const [change] = changes;
  const outcome = { address: `roles/${text}`, action: 'create', status: 'failed', reason: text, hint: text } as const;
  const source = sourceOf(text, `${text}\n`);
  const found = error('code', text, { hint: text, address: text, origin: { source, start: 0, end: 3 } });
  return [
    planReport({ ...plan, changes }, 'plan', bare, [found]),
    outcomesReport(plan, { outcomes: [outcome], notConverged: change === undefined ? [] : [change] }, bare),
    refusalReport(text, [found], bare),
  ];
}

/** Everything in Markdown that is neither a block of code nor a line that begins with a tag, where it stands for itself. */
function outsideOfBlocks(text: string): string[] {
  let fence: string | undefined;
  return text.split('\n').filter((line) => {
    const [marks] = /^`{3,}/.exec(line) ?? [];
    if (fence !== undefined) {
      if (line === fence) fence = undefined;
      return false;
    }
    fence = marks;
    return marks === undefined && !/^<\/?(?:div|details|h2|p)>/.test(line) && line !== '';
  });
}

describe.each(nasty)('a name of %j', (text) => {
  it('makes no tag in HTML', async () => {
    for (const report of await reportsOf(text)) {
      const page = await written(report, 'html');
      const tags = [...page.matchAll(/<\/?([a-z!][a-z0-9]*)/g)].map(([, tag]) => tag);
      const known =
        'doctype html head meta title style body main h1 h2 p section div details summary pre span b i s del ins mark form fieldset legend label input output button script aside ol li svg g rect path text';
      expect(tags.filter((tag = '') => !known.split(' ').includes(tag.replace('!', '')))).toEqual([]);
      expect(page.split('<script').length).toBe(2);
      expect(page.split('<style').length).toBe(2);
      expect(page).not.toMatch(/ style=| on\w+="/);
    }
  });

  it('stays inside of code in Markdown', async () => {
    for (const report of await reportsOf(text)) {
      const said = await written(report, 'markdown');
      expect(outsideOfBlocks(said).filter((line) => !/^### [a-zA-Z0-9, ]+$/.test(line))).toEqual([]);
      const html = said.split('\n').filter((line) => /^<(?:div|details|h2|p)>/.test(line));
      for (const line of html) {
        const bareText = line.replaceAll(/<code>.*?<\/code>/g, '');
        expect(bareText).not.toMatch(/@|#12|evil|alert|`/);
        expect(line.match(/<code>/g)?.length).toBe(line.match(/<\/code>/g)?.length);
      }
    }
  });

  it('hides nothing in any format for people', async () => {
    for (const report of await reportsOf(text))
      for (const format of ['text', 'markdown', 'html'] as const)
        expect(await written(report, format)).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\u2028\u2029]/u);
  });
});

it('a secret is masked while it is whole, in every format', async () => {
  const secret = 'ab`c<d>\u202E&"e"\nsecond\nthird@line';
  const { plan } = await planOf({ tenant: { roles: [{ name: 'Courier', description: secret }] } }, emulated());
  const mask = masker([secret]);
  const report = planReport(plan, 'plan', mask, [error('code', `it is ${secret}`, { hint: secret, address: secret })]);
  for (const format of ['text', 'json', 'markdown', 'html'] satisfies FormatName[])
    expect(await written(report, format, undefined, mask)).not.toMatch(/second|third|ab`c/);
});

it('a line of code that stays as it is does not look like one that is added', async () => {
  const tenant = emulated();
  const files = (end: string): { tenant: object } => ({
    tenant: { roles: [{ name: 'Courier', description: `a\n+ create clients/B\n::add-mask::x\n${end}` }] },
  });
  await applyOf(files('one'), tenant);
  const { plan } = await planOf(files('two'), tenant);
  const lines = (await written(planReport(plan, 'plan', bare))).split('\n');
  expect(lines.map((line) => line.trim())).toEqual(expect.arrayContaining(['| + create clients/B', '| ::add-mask::x']));
});

it.each(['html', 'junit', 'github'] satisfies FormatName[])(
  'a line of what is shown is no command to the runner of a pipeline: %s',
  async (format) => {
    const text = 'x\n::add-mask::planted\n  ::error::planted\n##[error]planted';
    const told = { suite: text, name: text, state: 'failed', lines: [text], hint: text } as const;
    for (const report of await reportsOf(text)) {
      const said = await written({ ...report, cases: [{ ...told, lines: [...told.lines] }] }, format);
      expect(
        said.split('\n').filter((line) => /^\s*(?:::|##\[).*planted/.test(line) && !line.includes('title=')),
      ).toEqual([]);
    }
  },
);
