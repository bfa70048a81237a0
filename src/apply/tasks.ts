import type { Outcome } from '../model/outcome.ts';
import type { Step } from '../model/plan.ts';

/** What became of a job. */
export type JobResult = Pick<Outcome, 'status' | 'reason'>;

/** One step of the task list. `run` tells when the work on it begins; what goes wrong is its result, and is not thrown. */
export interface Job {
  title: string;
  /** The step, for those who do not read titles. */
  step: Pick<Step, 'address' | 'do'>;
  run: (begin?: () => void) => Promise<JobResult>;
}

/** Jobs that may run together. */
export interface Wave {
  title: string;
  jobs: Job[];
}

/** Runs waves one after the other and shows how they get on. */
export type RunWaves = (waves: readonly Wave[]) => Promise<void>;

/** Runs them without showing anything. */
export const runWavesUnseen: RunWaves = async (waves) => {
  for (const { jobs } of waves)
    // A wave begins when the one before has ended.
    // oxlint-disable-next-line no-await-in-loop
    await Promise.all(jobs.map((job) => job.run()));
};
