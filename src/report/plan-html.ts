import type { Change } from '../model/change.ts';
import type { Plan } from '../model/plan.ts';
import { viewOf } from './fields.ts';
import { plain } from './style.ts';
import { summaryText } from './plan-text.ts';
import type { Wording } from './plan-text.ts';

const style = `
:root { color-scheme: light dark; --add: #1a7f37; --remove: #cf222e; --quiet: #6e7781; --line: #d0d7de; }
@media (prefers-color-scheme: dark) { :root { --add: #3fb950; --remove: #f85149; --quiet: #8b949e; --line: #30363d; } }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.3rem; }
details { border: 1px solid var(--line); border-radius: 6px; margin: .5rem 0; padding: .4rem .8rem; }
summary { cursor: pointer; overflow-wrap: anywhere; }
code, pre { font: 13px/1.5 ui-monospace, monospace; }
pre { overflow-x: auto; margin: .4rem 0; }
.add { color: var(--add); } .remove { color: var(--remove); } .quiet { color: var(--quiet); }
`;

/** A plan as one HTML page that needs nothing else. */
export function planHtml(plan: Plan, wording: Wording = 'plan'): string {
  const title = escape(summaryText(plan, wording, plain));
  return [
    '<!doctype html>',
    `<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>`,
    `<style>${style}</style></head><body><h1>${title}</h1>`,
    ...plan.changes.map(changeHtml),
    '</body></html>',
    '',
  ].join('\n');
}

function changeHtml(change: Change): string {
  const { action, address, fields, withheld, place } = change;
  const because = change.action === 'replace' ? change.because : [];
  const notes = [
    ...(place === undefined ? [] : [`${place.file}:${place.line}`]),
    ...(because.length === 0 ? [] : [`${because.join(', ')} cannot be changed`]),
    ...(withheld === undefined ? [] : [`withheld: ${withheld.reason}`]),
  ];
  const tone = action === 'create' ? 'add' : action === 'update' ? '' : 'remove';
  const verb = withheld === undefined ? action : `not ${action}d`;
  const heading = `<span class="${tone}">${verb}</span> <code>${escape(address)}</code> <span class="quiet">${escape(notes.join(' · '))}</span>`;
  const lines = fields.flatMap(fieldHtml).join('\n');
  return `<details${fields.length > 0 && action !== 'create' ? ' open' : ''}><summary>${heading}</summary>${lines === '' ? '' : `<pre>${lines}</pre>`}</details>`;
}

function fieldHtml(field: Change['fields'][number]): string[] {
  const view = viewOf(field);
  if (view.type === 'lines')
    return [escape(`  ${field.path}:`), ...view.lines.map(({ sign, text }) => signed(sign, text))];
  return [
    ...(view.before === undefined ? [] : [signed('-', `${field.path}: ${view.before}`)]),
    ...(view.after === undefined ? [] : [signed('+', `${field.path}: ${view.after}`)]),
  ];
}

function signed(sign: ' ' | '+' | '-', text: string): string {
  const line = escape(`${sign} ${text}`);
  return sign === ' ' ? line : `<span class="${sign === '+' ? 'add' : 'remove'}">${line}</span>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
