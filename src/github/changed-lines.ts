import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { isBody, parseJson } from '../model/json.ts';
import type { Json } from '../model/json.ts';
import type { ChangedLines } from './annotations.ts';

/** The lines that the pull request of an event changes, as far as the checkout has its base; only the order of annotations hangs on it. */
export function changedLines(env: Readonly<Record<string, string | undefined>>, root: string): ChangedLines {
  const base = baseOf(eventOf(env));
  if (base === undefined) return new Map();
  const args = ['-c', 'core.quotePath=false', 'diff', '--unified=0', '--no-color', '--no-ext-diff', base, '--'];
  const { status, stdout } = spawnSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  return status === 0 ? linesIn(stdout) : new Map();
}

/** The event that the workflow runs for; null when there is none. */
export function eventOf(env: Readonly<Record<string, string | undefined>>): Json {
  const path = env['GITHUB_EVENT_PATH'] ?? '';
  return (path !== '' && existsSync(path) ? parseJson(readFileSync(path, 'utf8')) : undefined) ?? null;
}

function baseOf(event: Json): string | undefined {
  const pull = isBody(event) ? event['pull_request'] : undefined;
  const base = isBody(pull) ? pull['base'] : undefined;
  const sha = isBody(base) ? base['sha'] : undefined;
  return typeof sha === 'string' && /^[0-9a-f]{40,64}$/.test(sha) ? sha : undefined;
}

/** The lines that a diff without context adds or changes. */
export function linesIn(diff: string): ChangedLines {
  const found = new Map<string, (readonly [number, number])[]>();
  let file = '';
  for (const line of diff.split('\n')) {
    const [, path] = /^\+\+\+ b\/(.*?)\t?$/.exec(line) ?? [];
    if (path !== undefined) file = path;
    const [, start, count = '1'] = /^@@ -\S+ \+(\d+)(?:,(\d+))? @@/.exec(line) ?? [];
    if (start === undefined || count === '0') continue;
    const first = Number(start);
    found.set(file, [...(found.get(file) ?? []), [first, first + Number(count) - 1]]);
  }
  return found;
}
