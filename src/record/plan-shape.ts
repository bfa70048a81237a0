import type { Change, FieldChange } from '../model/change.ts';
import type { Plan, Step } from '../model/plan.ts';
import { json, list, number, object, oneOf, optional, text, yes } from './shape.ts';
import type { Shape } from './shape.ts';

const field: Shape<FieldChange> = object<FieldChange>({
  path: text,
  before: optional(json),
  after: optional(json),
  as: oneOf('value', 'set', 'lines'),
  isSecret: optional(yes),
});

const change: Shape<Change> = object<Change>({
  address: text,
  type: text,
  action: oneOf('create', 'update', 'replace', 'delete', 'none'),
  id: optional(text),
  parent: optional(text),
  fields: list(field),
  fieldsToSend: list(text),
  because: optional(list(text)),
  withheld: optional(object({ guard: text, reason: text })),
  place: optional(object({ file: text, line: number, column: number, length: number })),
});

const step: Shape<Step> = object<Step>({
  address: text,
  do: oneOf('create', 'update', 'delete'),
  fields: list(text),
  dependsOn: list(text),
});

/** A plan, as it stands in a file. */
export const planShape: Shape<Plan> = object<Plan>({
  tenant: text,
  environment: text,
  domain: text,
  changes: list(change),
  waves: list(list(step)),
  requests: number,
  unchanged: number,
});
