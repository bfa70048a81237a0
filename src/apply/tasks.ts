/** One line of the task list. `run` gives a reason when there was nothing to do for it, and throws when it failed. */
export interface Job {
  title: string;
  run: () => Promise<string | undefined>;
}

/** Jobs that may run together. */
export interface Wave {
  title: string;
  jobs: Job[];
}

/** Runs waves one after the other and shows how they get on. Failures of jobs are shown, not thrown. */
export type RunWaves = (waves: readonly Wave[]) => Promise<void>;
