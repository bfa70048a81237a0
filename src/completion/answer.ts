import { complete } from './complete.ts';
import type { Table } from './complete.ts';

/** What is given back to a shell that asks what fits: a line for each word, or `:files` or `:folders`. */
export function answerTo([shell = '', ...given]: readonly string[], table: Table, cwd: string): string {
  const words = wordsFor(shell, given);
  const found = complete(words, table, cwd);
  if (typeof found === 'string') return `:${found}\n`;
  // Bash takes what stands behind these for a word of its own.
  const cut = shell === 'bash' ? (/^.*[=:]/s.exec(words.at(-1) ?? '')?.[0].length ?? 0) : 0;
  return found
    .map(({ value, summary }) =>
      shell === 'bash' || summary === undefined ? `${value.slice(cut)}\n` : `${value}\t${summary}\n`,
    )
    .join('');
}

/** The words behind the name of the program, the last of which is being written. */
function wordsFor(shell: string, given: readonly string[]): string[] {
  if (shell === 'bash') return wordsOfLine(given[0] ?? '').slice(1);
  if (shell === 'powershell') return [...given.slice(0, -1), (given.at(-1) ?? '').slice(1)];
  return given.length === 0 ? [''] : [...given];
}

/** The words of a line up to where it is being written, quotes taken off. */
function wordsOfLine(line: string): string[] {
  const words = [...line.matchAll(/\s+|((?:"(?:[^"\\]|\\.)*"?|'[^']*'?|\\.|[^\s"'\\])+)/gs)].flatMap(([, word]) =>
    word === undefined ? [] : [word.replaceAll(/\\(.)|["']/gs, '$1')],
  );
  return /(?:^|[^\\])\s$/.test(line) ? [...words, ''] : words;
}
