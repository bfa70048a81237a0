import { Listr } from 'listr2';
import type { ListrTask } from 'listr2';
import type { Job, JobResult, RunWaves, Wave } from '../apply/tasks.ts';
import { visible } from '../model/visible.ts';
import { messages } from './messages.ts';
import { progressLines, tickMilliseconds, withSample } from './progress.ts';
import type { InFlight, Progress } from './progress.ts';
import type { Screen } from './screen.ts';

/** Off a terminal a sign of life is given when nothing was said for this many milliseconds. */
const quietMilliseconds = 30_000;

/** The failures that are kept for showing. */
const mostFailures = 3;

/** What a task list is shown with. */
export interface TaskListOptions {
  /** Where it is alive: a terminal. Line by line elsewhere. */
  screen: Screen | undefined;
  stream: NodeJS.WritableStream;
  /** Takes secrets out of a text; on a terminal lines are cut before they come to the stream, and secrets with them. */
  mask: (text: string) => string;
  /** How long requests have to wait for the rate limit, in milliseconds. */
  heldFor?: () => number;
  quiet?: number;
}

/** The steps of a run as a list of tasks that is shown while it is worked off. */
export interface TaskList {
  waves: RunWaves;
  /** Answers the user who stops the run. */
  stop: () => void;
}

/** A task list that shows how it gets on: in a display of fixed height on a terminal, by a line for each step elsewhere. */
export function taskList(options: TaskListOptions): TaskList {
  let stop = (): void => void options.stream.write(`${messages.stopping(0)}\n`);
  const waves: RunWaves = async (of) => {
    const tally = tallyOf(of, options.mask);
    const shown = options.screen === undefined ? lines(tally, options) : display(tally, options.screen, options);
    const idle = stop;
    ({ stop } = shown);
    try {
      await new Listr(
        of.map((wave) => taskOf(tally, wave, shown.end)),
        { concurrent: false, exitOnError: false, renderer: 'silent', registerSignalListeners: false },
      ).run();
    } finally {
      stop = idle;
      shown.close();
    }
  };
  return { waves, stop: () => stop() };
}

/** What is counted while steps come and go. */
interface Tally extends Omit<Progress, 'heldFor'> {
  inFlight: Set<InFlight>;
  failures: string[];
  mask: (text: string) => string;
}

/** What shows a tally. */
interface Shown {
  /** A step has ended. */
  end: (title: string, result: JobResult) => void;
  /** The user stops the run. */
  stop: () => void;
  close: () => void;
}

function tallyOf(waves: readonly Wave[], mask: (text: string) => string): Tally {
  const total = waves.reduce((sum, { jobs }) => sum + jobs.length, 0);
  const counts = { total, ended: 0, failed: 0, isStopping: false };
  return { ...counts, wave: '', inFlight: new Set(), failures: [], samples: [], mask };
}

/** One wave as a task of the list. Its steps are none: of thousands, making the tasks alone would take a second. */
function taskOf(tally: Tally, { title, jobs }: Wave, end: Shown['end']): ListrTask {
  return {
    title,
    task: async () => {
      tally.wave = title;
      await Promise.all(jobs.map((job) => run(tally, job, end)));
    },
  };
}

/** Runs one step, and counts it. What was not started has not ended. */
async function run(tally: Tally, job: Job, end: Shown['end']): Promise<void> {
  const step: InFlight = { title: tally.mask(job.title), since: 0 };
  const result = await job.run(() => {
    step.since = Date.now();
    tally.inFlight.add(step);
  });
  tally.inFlight.delete(step);
  if (result.status === 'not started') return;
  const { title } = step;
  const reason = tally.mask(result.reason ?? '');
  tally.ended += 1;
  if (result.status === 'failed') {
    tally.failed += 1;
    tally.failures = [...tally.failures, messages.stepFailed(title, reason)].slice(-mostFailures);
  }
  end(title, { ...result, reason });
}

/** Every step is one line, written when it has ended; a run that says nothing for a while would be ended by pipelines. */
function lines(tally: Tally, { stream, quiet = quietMilliseconds }: TaskListOptions): Shown {
  const say = (text: string): void => void stream.write(`${text}\n`);
  const timer = setInterval(() => say(messages.waiting(tally.ended, tally.total)), quiet);
  return {
    end: (title, { status, reason = '' }) => {
      timer.refresh();
      say(visible(messages.stepEnded(status, title, reason)));
    },
    stop: () => say(messages.stopping(tally.inFlight.size)),
    close: () => clearInterval(timer),
  };
}

/** A display that is drawn at its own pace, whatever happens meanwhile. */
function display(tally: Tally, screen: Screen, { heldFor = () => 0 }: TaskListOptions): Shown {
  const draw = (): void => {
    const now = Date.now();
    tally.samples = withSample(tally.samples, { at: now, ended: tally.ended });
    screen.draw((size) => progressLines({ ...tally, heldFor: heldFor() }, size, now));
  };
  const timer = setInterval(draw, tickMilliseconds);
  return {
    end: () => undefined,
    stop: () => {
      tally.isStopping = true;
      draw();
    },
    close: () => {
      clearInterval(timer);
      screen.clear();
    },
  };
}
