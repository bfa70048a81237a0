import type {
  Cause,
  Change,
  Create,
  Delete,
  FieldChange,
  NoChange,
  Replace,
  Update,
  Withheld,
} from '../model/change.ts';
import type { Place } from '../model/diagnostic.ts';
import type { Along, CreateStep, DeleteStep, Plan, PlanPart, SecretPlace, Step, UpdateStep } from '../model/plan.ts';
import { json, list, number, object, oneOf, optional, tagged, text, yes } from './shape.ts';
import type { Shape } from './shape.ts';

const cause: Shape<Cause> = oneOf('live', 'files', 'both', 'unknown');

/** A place, as it stands in a file. */
export const placeShape: Shape<Place> = object<Place>({ file: text, line: number, column: number, length: number });

/** Why something is withheld, as it stands in a file. */
export const withheldShape: Shape<Withheld> = object<Withheld>({ guard: text, reason: text });

const field: Shape<FieldChange> = object<FieldChange>({
  path: text,
  before: optional(json),
  after: optional(json),
  as: oneOf('value', 'set', 'lines'),
  isSecret: optional(yes),
  cause: optional(cause),
});

const resource = {
  address: text,
  type: text,
  parent: optional(text),
  id: optional(text),
  place: optional(placeShape),
  withheld: optional(withheldShape),
  cause: optional(cause),
  fields: list(field),
};

const changeShape: Shape<Change> = tagged<Change, 'action'>('action', {
  create: object<Create>({ action: oneOf('create'), ...resource }),
  update: object<Update>({ action: oneOf('update'), ...resource, fieldsToSend: list(text), moved: optional(text) }),
  replace: object<Replace>({
    action: oneOf('replace'),
    ...resource,
    because: list(text),
    takesAlong: optional(text),
    makes: optional(list(field)),
  }),
  delete: object<Delete>({ action: oneOf('delete'), ...resource, takesAlong: optional(text) }),
  none: object<NoChange>({ action: oneOf('none'), ...resource, duplicates: optional(list(text)) }),
});

const anyStep = { address: text, dependsOn: list(text) };

const step: Shape<Step> = tagged<Step, 'do'>('do', {
  create: object<CreateStep>({ do: oneOf('create'), ...anyStep, deferred: list(text) }),
  update: object<UpdateStep>({ do: oneOf('update'), ...anyStep, fields: list(text) }),
  delete: object<DeleteStep>({ do: oneOf('delete'), ...anyStep }),
});

/** What a plan is about, as it stands in a file. */
export const partShape: Shape<PlanPart> = object<PlanPart>({
  only: list(text),
  along: list(object<Along>({ address: text, why: oneOf('parent', 'reference', 'requirement'), of: text })),
  others: number,
});

/** Where a secret goes, as it stands in a file. */
export const secretShape: Shape<SecretPlace> = object<SecretPlace>({ address: text, path: text, from: text });

/** A plan, as it stands in a file. */
export const planShape: Shape<Plan> = object<Plan>({
  tenant: text,
  environment: text,
  domain: text,
  changes: list(changeShape),
  waves: list(list(step)),
  requests: number,
  unchanged: number,
  part: optional(partShape),
  offline: optional(text),
  secrets: optional(list(secretShape)),
});
