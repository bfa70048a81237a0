import type { Diagnostic } from '../model/diagnostic.ts';
import type { Report } from '../report/view.ts';
import type { Session } from '../session/connect.ts';
import type { Ready } from '../session/plan.ts';
import type { RunResult } from '../session/run.ts';
import type { Author } from '../session/who.ts';

/**
 * What happens in a command, as data and in the order in which it happens, for whoever tells it in another way than by streams.
 * Nothing in it is masked, but plans and what stands in reports.
 */
export type Happening =
  /** Values that are secret, before anything is said that may have them in it; a set may grow. */
  | { type: 'secrets'; values: Iterable<string> }
  | { type: 'diagnostics'; diagnostics: readonly Diagnostic[] }
  /** A plan; of drift once more, with the reasons. */
  | { type: 'planned'; session: Session; ready: Ready }
  /** A plan was carried out, as far as the result says. */
  | { type: 'ran'; result: RunResult }
  /** Who changed what drifted. */
  | { type: 'authors'; authors: readonly Author[] }
  /** What is shown; the last one says it all. */
  | { type: 'report'; report: Report }
  /** The command ends with this error. */
  | { type: 'stopped'; error: unknown; diagnostic: Diagnostic };
