import type { Files } from '../support/project.ts';

/** A refusal that a check of the plan foresees, with files that show it. */
export interface Foreseen {
  /** The code of the diagnostic. */
  code: string;
  /** What is planned. */
  files: Files['tenant'];
  /** What the tenant is given before. */
  live?: object;
  /** Requests made before, around the tool: method, path and body. */
  requests?: readonly (readonly [method: string, path: string, body?: object])[];
  environment?: Files['environment'];
  /** The scopes of the token. */
  scopes?: readonly string[];
  /** `warning` where the plan is shown and the apply refuses. */
  severity?: 'warning';
}

/** Why nothing can foresee a refusal, or nothing has to. */
export type Reason = string;

/** An action for a trigger. */
export const action = (name: string, trigger: string, rest: object = {}): object => ({
  name,
  code: 'exports.a = 1',
  runtime: 'node22',
  supported_triggers: [{ id: trigger }],
  ...rest,
});
