import { Listr, ListrLogger, ProcessOutput } from 'listr2';
import type { ListrTask } from 'listr2';
import type { Job, RunWaves } from '../apply/tasks.ts';
import { messages } from './messages.ts';

/** How the task list is shown: alive on a terminal, line by line elsewhere, or not at all. */
export type TaskView = 'live' | 'lines' | 'none';

/** What a line begins with, by the level that the renderer gives it; other lines are not shown. */
const words: Record<string, string> = { COMPLETED: 'done   ', FAILED: 'failed ', SKIPPED: 'skipped' };

/** Off a terminal a sign of life is given when nothing was said for so many milliseconds. */
const quietMilliseconds = 30_000;

/** How a task list is shown beside its form. */
export interface TaskListOptions {
  /** Takes secrets out of a text; on a terminal lines are broken before they come to the stream, and secrets with them. */
  mask?: (text: string) => string;
  quiet?: number;
}

/** A runner that shows a task list on a stream: one task for each wave, one line for each change. */
export function taskList(
  view: TaskView,
  stream: NodeJS.WriteStream,
  { mask = (text) => text, quiet = quietMilliseconds }: TaskListOptions = {},
): RunWaves {
  return async (waves) => {
    const logger = loggerFor(view, stream);
    const total = waves.reduce((sum, { jobs }) => sum + jobs.length, 0);
    const beat = heartbeat(view, stream, total, quiet);
    const counted = ({ title, run }: Job): Job => ({ title, run: () => run().finally(beat.count) });
    const tasks = waves.map(({ title, jobs }): ListrTask => ({
      title,
      task: (_context, wave) =>
        wave.newListr(
          jobs.map((job) => taskOf(counted(job), mask)),
          { concurrent: true, exitOnError: false },
        ),
    }));
    const renderer = { live: 'default', lines: 'simple', none: 'silent' } as const;
    await new Listr(tasks, {
      concurrent: false,
      exitOnError: false,
      renderer: renderer[view],
      rendererOptions: { logger, collapseSubtasks: false, collapseErrors: false, collapseSkips: false },
      registerSignalListeners: false,
    })
      .run()
      .finally(beat.stop);
  };
}

/** Says how far the run is when it has said nothing for a while: pipelines end runs that seem to hang. */
function heartbeat(
  view: TaskView,
  stream: NodeJS.WriteStream,
  total: number,
  quiet: number,
): { count: () => void; stop: () => void } {
  let ended = 0;
  const timer = setInterval(() => {
    if (view === 'lines') stream.write(`${messages.waiting(ended, total)}\n`);
  }, quiet);
  return {
    count: () => {
      ended += 1;
      timer.refresh();
    },
    stop: () => clearInterval(timer),
  };
}

/** Off a terminal every change is one line, written when it has ended. */
function loggerFor(view: TaskView, stream: NodeJS.WriteStream): ListrLogger {
  const logger = new ListrLogger({ processOutput: new ProcessOutput(stream, stream), useIcons: true });
  if (view === 'live') return logger;
  logger.log = (level, message) => {
    const word = words[level];
    if (word !== undefined) stream.write(`${word} ${String(message)}\n`);
  };
  return logger;
}

function taskOf({ title, run }: Job, mask: (text: string) => string): ListrTask {
  return {
    title: mask(title),
    task: async (_context, task) => {
      const reason = await run().catch((error: unknown) => {
        throw new Error(mask(error instanceof Error ? error.message : String(error)));
      });
      if (reason !== undefined) task.skip(mask(`${title}: ${reason}`));
    },
  };
}
