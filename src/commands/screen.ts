import { widthOf } from './progress.ts';
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
  let shown: readonly string[] = [];
  const sizeOf = (): Size => ({ columns: stream.columns || 80, rows: stream.rows || 24 });
  const write = (lines: readonly string[]): void => {
    const { columns } = sizeOf();
    // A terminal that was made narrower has broken the lines that do not fit any more.
    const rows = shown.reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / columns)), 0);
    const back = rows === 0 ? '\r' : `\r\u001B[${rows}A`;
    // Lines that turn out wider than they were taken for are cut by the terminal, and not broken.
    const text = lines.map((line) => `${line}\u001B[K\n`).join('');
    stream.write(`\u001B[?7l${back}${text}\u001B[J\u001B[?7h`);
    shown = lines;
  };
  return {
    draw: (lines) => write(lines(sizeOf())),
    clear: () => {
      if (shown.length > 0) write([]);
    },
  };
}
