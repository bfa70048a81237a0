import type { Event } from './events.ts';
import type { Value } from './expressions.ts';
import type { Repository } from './repository.ts';

/** What became of a job or a step. */
export type Outcome = 'success' | 'failure' | 'cancelled' | 'skipped';

/** A line that is shown on the page of a run, or on a line of a file. */
export interface Annotation {
  level: 'error' | 'warning' | 'notice';
  text: string;
  properties: Record<string, string>;
}

/** What became of a step. */
export interface StepResult {
  /** The number in the job, from 0; steps of composite actions have none of their own. */
  at: number;
  title: string;
  outcome: Outcome;
  /** The same, but for failures that `continue-on-error` passes over. */
  conclusion: Outcome;
  outputs: Record<string, string>;
}

/** What became of a job: of a matrix, one for each of its values. */
export interface JobResult {
  /** The key in the file, behind the keys of the jobs that call its workflow: `call / plan`. */
  key: string;
  /** The file of its workflow. */
  file: string;
  matrix: Record<string, Value>;
  result: Outcome;
  outputs: Record<string, string>;
  steps: StepResult[];
  /** What its steps wrote, masked. */
  log: string;
  summary: string;
  annotations: Annotation[];
  permissions: Record<string, string>;
  environment?: string;
}

/** What asked for its turn before it began. */
export interface Concurrency {
  of: string;
  group: string;
  isCancelling: boolean;
  queue: string;
}

/** A run of a workflow. */
export interface Run {
  id: number;
  attempt: number;
  file: string;
  name: string;
  event: Event;
  conclusion: Outcome;
  jobs: JobResult[];
  concurrency: Concurrency[];
}

/** The step that is next. */
export interface StepPlace {
  job: string;
  matrix: Record<string, Value>;
  title: string;
}

/** What a test does to a run. */
export interface Options {
  /** Whether the run is cancelled here, before a step. */
  cancelBefore?: (step: StepPlace) => boolean;
  /** Whether the run is cancelled now, while a step writes. */
  cancelAt?: (step: StepPlace, written: string) => boolean;
  /** What somebody says at the gate of an environment; yes, unless it is said otherwise. */
  approve?: (environment: string) => boolean;
  /** What a step finds in its environment besides. */
  env?: Record<string, string>;
}

/** What the parts of a run share. */
export interface Going {
  repository: Repository;
  event: Event;
  run: Run;
  options: Options;
  isCancelled: boolean;
  /** Jobs of an attempt before this one that are not done again, by key and matrix. */
  kept: Map<string, JobResult>;
}
