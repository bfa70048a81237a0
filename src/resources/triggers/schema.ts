import { object, string } from '../../../tools/schemas/row.ts';
import type { Row, Texts } from '../../../tools/schemas/row.ts';

/** What the API answers beside the name; two of these say which action it is as well. */
const answered = ['id', 'trigger_id', 'created_at', 'updated_at', 'action', 'action_id'];

const binding = object({
  action_name: string,
  display_name: { ...string, nullable: true },
  ...Object.fromEntries(answered.map((field) => [field, { readOnly: true }])),
});

const isAnswered = { anyOf: [{ required: ['action'] }, { required: ['action_id'] }] };

/** What the SDK's types and the descriptor cannot say of the files' form. */
export const schema: Row = {
  add: {
    bindings: {
      type: 'array',
      items: { ...binding, allOf: [{ if: isAnswered, else: { required: ['action_name'] } }] },
    },
  },
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
