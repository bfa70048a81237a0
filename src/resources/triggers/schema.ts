import { listOf, string } from '../../../tools/schemas/row.ts';
import type { Row, Texts } from '../../../tools/schemas/row.ts';

/** What the SDK's types and the descriptor cannot say of the files' form. */
export const schema: Row = {
  add: { bindings: listOf({ action_name: string, display_name: { ...string, nullable: true } }, 'action_name') },
  keys: { trigger: 'ActionTriggerTypeEnum' },
};

/** What editors show, by path. */
export const texts: Texts = {
  '': 'Which actions run at which moment, in their order. An empty list means none.',
  '[].action_name': 'The name of the action.',
  '[].display_name': "What the step is called; the action's name when not set.",
};

/** What follows from no trait. */
export const notes: readonly string[] = [
  'The bindings are in the order in which they run. A trigger that is not declared is left as it is.',
];
