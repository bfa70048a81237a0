import { existsSync, readFileSync } from 'node:fs';

/** A line that a step wrote for the runner: `::error file=a.yaml,line=3::text`. */
export interface Command {
  name: string;
  properties: Record<string, string>;
  value: string;
}

/** The largest summary of a step; the runner drops a larger one whole. */
const largestSummary = 1024 * 1024;

/** The pairs that a file such as `GITHUB_OUTPUT` has: `name=value` and `name<<END`. Throws for anything else, as the runner does. */
export function pairsIn(path: string): Record<string, string> {
  const pairs: Record<string, string> = {};
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = (lines[at] ?? '').replace(/\r$/, '');
    if (line === '') continue;
    const [, many, end] = /^([^=]+?)<<(.+)$/.exec(line) ?? [];
    const [, name, value] = /^([^=]+?)=(.*)$/.exec(line) ?? [];
    if (many !== undefined && (name === undefined || line.indexOf('<<') < line.indexOf('='))) {
      const close = lines.indexOf(end ?? '', at + 1);
      if (close < 0) throw new Error(`no line ${end} behind ${line}`);
      pairs[many] = lines.slice(at + 1, close).join('\n');
      at = close;
    } else if (name !== undefined) pairs[name] = value ?? '';
    else throw new Error(`a line that is no output: ${line}`);
  }
  return pairs;
}

/** The commands in what a step wrote to stdout, in order. None between `::stop-commands::` and its end. */
export function commandsIn(text: string): Command[] {
  const commands: Command[] = [];
  let end: string | undefined;
  for (const line of text.split(/\r?\n/)) {
    const [, name = '', properties = '', value = ''] = /^::([a-z-]+)(?: (.*?))?::(.*)$/.exec(line.trimStart()) ?? [];
    if (end !== undefined) {
      if (name === end || line.trim() === `::${end}::`) end = undefined;
    } else if (name === 'stop-commands') end = value;
    else if (name !== '') commands.push({ name, properties: propertiesOf(properties), value: unescaped(value) });
  }
  return commands;
}

/** A step's summary; nothing of one that is too large. */
export function summaryIn(path: string): string {
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  return Buffer.byteLength(text) > largestSummary ? '' : text;
}

function propertiesOf(text: string): Record<string, string> {
  const pairs = text.split(',').flatMap((part) => {
    const [name = '', ...value] = part.split('=');
    return name === '' ? [] : [[name.trim(), unescaped(value.join('=')).replaceAll('%3A', ':').replaceAll('%2C', ',')]];
  });
  return Object.fromEntries(pairs) as Record<string, string>;
}

function unescaped(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}
