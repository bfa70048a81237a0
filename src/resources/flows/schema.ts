import type { Row, Texts } from '../../../tools/schemas/row.ts';

/** What the SDK's types and the descriptor cannot say of the files' form. */
export const schema: Row = { sdk: ['CreateFlowRequestContent', 'UpdateFlowRequestContent'] };

/** What editors show, by path. */
export const texts: Texts = {
  '': 'Sequences of steps that forms and actions run.',
  name: 'The name of the flow.',
  body: 'A JSON file with the flow, by its path, instead of writing it here.',
  actions: 'The steps, in their order.',
  'actions[].id': 'The name of the step, by which others refer to its results.',
  'actions[].alias': 'What the step is called in the editor.',
  'actions[].type': 'Which service the step uses.',
  'actions[].action': 'What the step does.',
  'actions[].params': 'What the step needs to know; the fields depend on the step.',
  'actions[].allow_failure': 'Whether the flow goes on when the step fails.',
  'actions[].mask_output': 'Whether the result of the step is hidden in logs.',
};
