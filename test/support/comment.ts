import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import type { Action, Change } from '../../src/model/change.ts';
import type { Plan } from '../../src/model/plan.ts';
import type { TargetReport } from '../../src/model/target.ts';
import type { CommentFacts } from '../../src/report/comment/comment.ts';
import type { TargetResult } from '../../src/report/comment/gather.ts';

/** What a comment is told beside the plans, in tests. */
export const facts: CommentFacts = {
  commit: '9f3c2ab'.padEnd(40, '0'),
  run: { number: '77', url: 'https://github.com/acme/tenants/actions/runs/77' },
  blob: 'https://github.com/acme/tenants/blob/9f3c2ab',
  index: () => 'ab'.repeat(32),
  rings: ['dev', 'staging', 'prod'],
};

/** A change of a client; `more` says what is special about it. */
export function change(action: Exclude<Action, 'none'>, name: string, more: Partial<Change> = {}): Change {
  const address = `clients/${name}`;
  const fields =
    action === 'delete' ? [] : [{ path: 'description', before: 'old', after: 'new', as: 'value' as const }];
  const common = { address, type: 'clients', fields };
  const own = {
    create: { action: 'create' },
    update: { action: 'update', fieldsToSend: ['description'] },
    replace: { action: 'replace', because: ['strategy'] },
    delete: { action: 'delete' },
  }[action];
  return { ...common, ...own, ...more } as Change;
}

/** A plan of these changes. */
export function planOf(changes: Change[], tenant = 'harbor', environment = 'prod'): Plan {
  return { tenant, environment, domain: 'harbor.example', changes, waves: [], requests: changes.length, unchanged: 3 };
}

/** What came of one target: a plan of these changes. */
export function result(id: string, changes: Change[], more: Partial<TargetReport> = {}): TargetResult {
  const [tenant = '', environment = ''] = id.split(/-(?=[^-]*$)/);
  return {
    report: report(id, { tenant, environment, outcome: changes.length > 0 ? 'changes' : 'nothing', ...more }),
    plan: planOf(changes, tenant, environment),
    page: `https://github.com/acme/tenants/actions/runs/77/artifacts/${900 + id.length}`,
  };
}

/** A target of which there is no plan, for these reasons. */
export function failure(id: string, ...said: string[]): TargetResult {
  const [tenant = '', environment = ''] = id.split(/-(?=[^-]*$)/);
  const diagnostics = said.map((message) => ({ severity: 'error' as const, code: 'code', message }));
  return { report: report(id, { tenant, environment, outcome: 'failed', diagnostics }) };
}

function report(id: string, more: Partial<TargetReport>): TargetReport {
  return {
    formatVersion: 1,
    id,
    tenant: id,
    environment: 'prod',
    isProduction: false,
    command: 'plan',
    outcome: 'changes',
    title: '1 to create',
    diagnostics: [],
    ...more,
  };
}

/** What GitHub makes of Markdown, before it takes away tags. */
export function asHtml(text: string): string {
  return micromark(text, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true });
}

/** What of HTML stands outside of code: only there are mentions, links and marks. Comments are of no interest to anybody. */
export function outsideOfCode(html: string): string {
  return html
    .replaceAll(/<pre><code[^>]*>[^]*?<\/code><\/pre>/g, '<pre></pre>')
    .replaceAll(/<code>[^]*?<\/code>/g, '<code></code>')
    .replaceAll(/<!--.*?-->/g, '');
}

/** What is not closed, or closed without being open: blocks of code, blocks that are folded away, and tags. */
export function unbalanced(text: string): string[] {
  return [...unbalancedLines(text), ...unbalancedTags(text)];
}

/** The same of blocks alone, without reading all of it as Markdown, which takes its time. */
export function unbalancedLines(text: string): string[] {
  const wrong: string[] = [];
  let [fence, depth] = ['', 0];
  for (const line of text.split('\n')) {
    const [marks = ''] = /^`{3,}/.exec(line) ?? [];
    if (fence !== '') {
      if (line === fence) fence = '';
      continue;
    }
    if (marks !== '') fence = marks;
    depth += Number(line.startsWith('<details>')) - Number(line === '</details>');
    if (depth < 0) return [`closed without being open: ${line}`];
  }
  if (fence !== '') wrong.push(`a block of code is open: ${fence}`);
  if (depth !== 0) wrong.push(`${depth} details are open`);
  return wrong;
}

function unbalancedTags(text: string): string[] {
  const wrong: string[] = [];
  const html = outsideOfCode(asHtml(text));
  for (const tag of ['details', 'summary', 'table', 'p', 'ul', 'li', 'blockquote', 'a', 'strong', 'code']) {
    const opened = [...html.matchAll(new RegExp(`<${tag}[ >]`, 'g'))].length;
    const closed = [...html.matchAll(new RegExp(`</${tag}>`, 'g'))].length;
    if (opened !== closed) wrong.push(`<${tag}> is opened ${opened} times and closed ${closed} times`);
  }
  return wrong;
}
