import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectOf, program, sizes, stopAfter, stopBefore, until } from './campaign.ts';
import { hasTmux, openTerminal } from './tmux.ts';
import type { Terminal, TerminalSize } from './tmux.ts';

// Other tests keep the processors busy: how soon a stop is answered is measured by npm run test:terminal.
describe.skipIf(!hasTmux)(`on a terminal${hasTmux ? '' : ' (skipped: there is no tmux)'}`, () => {
  const stops = [
    ['Ctrl-C', 0, 0],
    ['SIGTERM', 60, 1],
  ] as const;

  it.each(stops)('answers %s, ends with what is in flight, and resumes', async (how, after, size) => {
    const { answered, code, wrong } = await stopAfter(1000, how, after, sizes[size] ?? { columns: 80, rows: 24 });
    expect({ code, wrong }).toEqual({ code: 4, wrong: [] });
    expect(answered).toBeLessThan(3000);
  });

  it('ends at once with 130 while it asks', async () => {
    const { code, begun } = await stopBefore(3, 'question', { columns: 80, rows: 24 });
    expect({ code, begun }).toEqual({ code: 130, begun: false });
  });

  describe('of 40 columns with names of 200 characters', () => {
    const folder = projectOf(120, (index) => `${index % 2 === 0 ? '日本語'.repeat(66) : 'x'.repeat(196)} ${index}`);
    const small: TerminalSize = { columns: 40, rows: 12 };
    let terminal: Terminal;
    const seen: string[][] = [];
    beforeAll(async () => {
      terminal = openTerminal([...program, '--yes'], { columns: 120, rows: 30 }, folder, { NO_COLOR: '1' });
      await until(() => / of 120 steps/.test(terminal.written()), terminal);
      terminal.resize(small);
      await until(() => {
        seen.push(terminal.screen());
        return false;
      }, terminal);
    });
    afterAll(() => {
      terminal.close();
      rmSync(folder, { recursive: true, force: true });
    });

    it('is left with the result, and no line of the display', () => {
      const last = terminal.screen().join('\n');
      expect(last).toContain('acme/local: 120 done');
      expect(last).not.toMatch(/ of 120 steps/);
    });

    it('shows the count once, whatever its size becomes', () => {
      const counts = seen.slice(3).map((lines) => lines.filter((line) => / of 120 steps/.test(line)).length);
      expect(Math.max(0, ...counts)).toBeLessThanOrEqual(1);
    });

    it('gets no colours where none are wanted', () => {
      // oxlint-disable-next-line no-control-regex -- colours are such characters
      expect(terminal.written()).not.toMatch(/\u001B\[[0-9;]*m/);
    });
  });
});
