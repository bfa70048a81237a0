import { watch } from 'node:fs';
import { resolve } from 'node:path';
import type { Outside } from './outside.ts';

/** How long it is waited for more changes after one: editors write a file in several steps. */
const quietMilliseconds = 100;

/** Does something now, and again behind every change in a folder, one after the other, until the user ends it. */
export async function watchFolder(
  folder: string,
  { cwd, signal, catchSignals }: Pick<Outside, 'cwd' | 'signal' | 'catchSignals'>,
  turn: () => Promise<void>,
): Promise<void> {
  const release = catchSignals();
  let wake: () => void = () => undefined;
  let timer: NodeJS.Timeout | undefined;
  let hasChanged = true;
  const watcher = watch(resolve(cwd, folder), { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      hasChanged = true;
      wake();
    }, quietMilliseconds);
  });
  signal.addEventListener('abort', () => wake());
  try {
    while (!signal.aborted) {
      if (hasChanged) {
        hasChanged = false;
        // One turn after the other: what changed meanwhile is the next one.
        // oxlint-disable-next-line no-await-in-loop
        await turn();
      } else
        // oxlint-disable-next-line no-await-in-loop
        await new Promise<void>((resolve_) => {
          wake = resolve_;
        });
    }
  } finally {
    clearTimeout(timer);
    watcher.close();
    release();
  }
}
