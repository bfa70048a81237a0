import type { Size } from './progress.ts';

/** The last lines of a terminal, which are written again and again. */
export interface Screen {
  /** Shows these lines in the place of those that were shown before. */
  draw: (lines: (size: Size) => readonly string[]) => void;
  /** Takes them away: whatever is written next begins where they began. */
  clear: () => void;
}

/** The screen of a terminal. Nothing of the terminal is left changed, however the program ends. */
export function screenOf(stream: Pick<NodeJS.WriteStream, 'write' | 'columns' | 'rows'>): Screen {
  let shown = 0;
  const write = (lines: readonly string[]): void => {
    const back = shown === 0 ? '\r' : `\r\u001B[${shown}A`;
    // Lines that turn out wider than they were taken for are cut by the terminal, and not broken.
    const text = lines.map((line) => `${line}\u001B[K\n`).join('');
    stream.write(`\u001B[?7l${back}${text}\u001B[J\u001B[?7h`);
    shown = lines.length;
  };
  return {
    draw: (lines) => write(lines({ columns: stream.columns || 80, rows: stream.rows || 24 })),
    clear: () => {
      if (shown > 0) write([]);
    },
  };
}
