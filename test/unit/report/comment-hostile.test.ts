import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planComment } from '../../../src/report/comment/comment.ts';
import type { CommentFacts } from '../../../src/report/comment/comment.ts';
import type { TargetResult } from '../../../src/report/comment/gather.ts';
import { readMemory } from '../../../src/report/comment/seen.ts';
import { isLong } from '../../support/long.ts';
import { asHtml, change, facts, failure, outsideOfCode, result, unbalanced } from '../../support/comment.ts';

const hostile = [
  '```',
  '`````` ` `` x',
  '` ',
  '@acme/team @maria',
  '</details>',
  '</code></summary></details></pre><img src=x onerror=alert(1)>',
  '-->',
  `--> <!-- tenantry:plan:v1 sha256:${'cd'.repeat(32)} -->`,
  `\n<!-- tenantry:plan:v1 sha256:${'cd'.repeat(32)} -->`,
  '#12 GH-12 acme/tenants#12 0123456789abcdef0123456789abcdef01234567',
  'https://evil.example www.evil.example mail@evil.example',
  '![x](https://evil.example/x.png) [y](javascript:alert(1)) [^1] [ ] $x$ :tada:',
  '| a | b |\n|---|---|',
  'a\\|b \\',
  '**bold** _em_ ~~gone~~ # title',
  '> [!CAUTION]\n> nothing is deleted',
  'one\r\ntwo\u2028three\u0085four\n\n\n# five',
  'bell\u0007 escape\u001B[31m bidi\u202Etxt\u2066 zero\u200B nul\u0000 half\uD800',
  '&lt;script&gt; &#64;acme &amp;',
  '\t~~~\n~~~',
  '::error::x\n::set-output name=x::y',
  '__proto__',
  '',
  ' ',
  '🟢 | `harbor-prod` | ~1',
];

/** Every place of a comment that says something from outside, filled with one text. */
function results(text: string): TargetResult[] {
  const withheld = { guard: text, reason: text };
  const field = { path: text, before: text, after: `${text}x`, as: 'value' as const };
  const lines = { path: text, before: `${text}\n`.repeat(3), after: text.repeat(2), as: 'lines' as const };
  const set = { path: text, before: [text], after: [{ [text]: text }], as: 'set' as const };
  const changes = [
    change('update', text, { fields: [field, lines, set], moved: text, type: text }),
    change('create', text, { fields: [field] }),
    change('replace', text, { because: [text, text], takesAlong: text, fields: [field] }),
    change('delete', text, { takesAlong: text }),
    change('delete', `${text}2`, { withheld }),
  ];
  const diagnostics = [
    { severity: 'warning' as const, code: text, message: text, place: { file: text, line: 1, column: 1, length: 1 } },
  ];
  const broken = failure('b', text, text);
  const first = result('a', changes, {
    id: `${text}1`,
    environment: text,
    tenant: text,
    diagnostics,
    isProduction: true,
  });
  Object.assign(first.plan ?? {}, { secrets: [{ address: text, path: text, from: text }] });
  return [
    first,
    result('a', changes.slice(0, 2), { id: `${text}2`, environment: text, tenant: text, ring: text }),
    result('a', [], { id: `${text}3`, title: text, snapshotOf: text }),
    { ...broken, report: { ...broken.report, id: `${text}4` } },
  ];
}

function said(text: string, more: Partial<CommentFacts> = {}): string {
  const before = readMemory(planComment([], { ...facts, commit: '1'.repeat(40) }).text);
  const run = { number: text, url: `https://github.com/acme/tenants/actions/runs/77?${text}` };
  const known = { ...facts, run, rings: [text, text], ...more, ...(before === undefined ? {} : { before }) };
  return planComment(results(text), known).text;
}

/** Whether no character is cut in half. */
function isWhole(text: string): boolean {
  return !/\p{Cs}/u.test(text);
}

/** What is not code, without the addresses of links. */
function outline(text: string): string {
  return outsideOfCode(asHtml(text)).replaceAll(/href="[^"]*"/g, 'href');
}

const outlines = new Map<CommentFacts['offline'], string>();

/** The outline of a comment in which nothing is hostile. */
function harmless(offline: CommentFacts['offline']): string {
  const found = outlines.get(offline) ?? outline(said('harmless', offline === undefined ? {} : { offline }));
  outlines.set(offline, found);
  return found;
}

function expectHarmless(text: string, more: Pick<CommentFacts, 'offline'> = {}): void {
  const comment = said(text, more);
  expect(unbalanced(comment)).toEqual([]);
  expect(outline(comment)).toBe(harmless(more.offline));
  // eslint-disable-next-line no-control-regex
  expect(comment).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\u200B\u2028\u2029]/);
  expect(isWhole(comment)).toBe(true);
  const markers = comment.split('\n').filter((line) => /^<!-- tenantry:plan:v1 .* -->$/.test(line));
  expect(markers).toEqual(more.offline !== undefined ? [] : [`<!-- tenantry:plan:v1 sha256:${'ab'.repeat(32)} -->`]);
}

describe('(d) a hostile name', () => {
  it.each(hostile)('%j changes nothing but what stands in code', (text) => {
    expectHarmless(text);
  });

  it.each(hostile)('%j changes nothing in the comment of a fork', (text) => {
    expectHarmless(text, { offline: 'fork' });
  });

  it('changes nothing when it is put together of all of these', () => {
    const pieces = fc.array(fc.constantFrom(...hostile, '`', '``', ' ', '\\', '|', '<', '&', 'a'), { maxLength: 6 });
    fc.assert(
      fc.property(pieces, (texts) => expectHarmless(texts.join(''))),
      { numRuns: isLong ? 1000 : 30 },
    );
  });

  it('of many characters is cut, and its marks stay whole', () => {
    const comment = said('`'.repeat(5000));
    expect(unbalanced(comment)).toEqual([]);
    expect(comment.length).toBeLessThan(60_000);
    expect(unbalanced(said('😀'.repeat(5000)))).toEqual([]);
    expect(isWhole(said('😀'.repeat(5000)))).toBe(true);
  });

  it('in a path makes no link that leads elsewhere', () => {
    for (const file of [...hostile, '../x', '/etc/passwd', 'a//b', '%2e%2e/x', 'x"onclick="y', "x'(y)"]) {
      const place = { file, line: 1, column: 1, length: 1 };
      const comment = planComment([result('harbor-dev', [change('update', 'A', { place })])], facts).text;
      expect(unbalanced(comment)).toEqual([]);
      const links = [...asHtml(comment).matchAll(/<a href="([^"]*)"/g)].map(([, href = '']) => href);
      for (const href of links)
        expect(href).toMatch(/^https:\/\/github\.com\/acme\/tenants\/(blob\/9f3c2ab\/|actions\/runs\/77)/);
    }
  });
});
