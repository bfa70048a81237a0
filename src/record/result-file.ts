import { causeWords } from '../model/change.ts';
import type { Cause, Change, FieldChange, Withheld } from '../model/change.ts';
import type { Place } from '../model/diagnostic.ts';
import { isBody, parseJson, stableText } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import type { Outcome, Took } from '../model/outcome.ts';
import type { Plan, PlanPart, SecretPlace, Step } from '../model/plan.ts';
import type { RunDeed, RunSummary } from '../model/run.ts';
import type { SavedMap } from './map-shape.ts';
import { messages } from './messages.ts';
import { readPlanFile } from './plan-file.ts';
import { partShape, placeShape, secretShape, withheldShape } from './plan-shape.ts';
import { json, list, number, object, oneOf, optional, record, shaped, text, yes } from './shape.ts';
import type { Shape } from './shape.ts';

/** The `formatVersion` of the results that can be read. */
const known = 2;

/** Something that a file or a record has, and that can be reported once more. All of it was masked when it was written. */
export type Result =
  | { type: 'plan' | 'drift'; plan: Plan; digest?: string; map?: SavedMap }
  | { type: 'apply'; plan: Plan; outcomes: Outcome[]; notConverged: Change[]; took?: Took }
  | { type: 'run'; run: RunSummary; plan: Plan; deeds: RunDeed[] };

interface WrittenField {
  path: string;
  before?: Json;
  after?: Json;
  secret?: true;
  cause?: string;
}

interface WrittenChange {
  address: string;
  type: string;
  action: Change['action'];
  cause?: string;
  fields: WrittenField[];
  because?: string[];
  moved?: string;
  takesAlong?: string;
  duplicates?: string[];
  withheld?: Withheld;
  place?: Place;
}

interface WrittenPlan {
  tenant: string;
  environment: string;
  domain: string;
  part?: PlanPart;
  offline?: string;
  secrets?: SecretPlace[];
  summary: { unchanged: number };
  changes: WrittenChange[];
  waves: WrittenStep[][];
}

interface WrittenStep {
  address: string;
  do: Step['do'];
  deferred?: string[];
  fields?: string[];
}

const actions = ['create', 'update', 'replace', 'delete', 'none'] as const;

const changeShape: Shape<WrittenChange> = object<WrittenChange>({
  address: text,
  type: text,
  action: oneOf(...actions),
  cause: optional(text),
  fields: list(
    object<WrittenField>({
      path: text,
      before: optional(json),
      after: optional(json),
      secret: optional(yes),
      cause: optional(text),
    }),
  ),
  because: optional(list(text)),
  moved: optional(text),
  takesAlong: optional(text),
  duplicates: optional(list(text)),
  withheld: optional(withheldShape),
  place: optional(placeShape),
});

const planShape: Shape<WrittenPlan> = object<WrittenPlan>({
  tenant: text,
  environment: text,
  domain: text,
  part: optional(partShape),
  offline: optional(text),
  secrets: optional(list(secretShape)),
  summary: object<WrittenPlan['summary']>({ unchanged: number }),
  changes: list(changeShape),
  waves: list(
    list(
      object<WrittenStep>({
        address: text,
        do: oneOf('create', 'update', 'delete'),
        deferred: optional(list(text)),
        fields: optional(list(text)),
      }),
    ),
  ),
});

const outcomeShape: Shape<Outcome> = object<Outcome>({
  address: text,
  action: oneOf(...actions),
  status: oneOf('done', 'failed', 'skipped', 'not started'),
  isPartlyDone: optional(yes),
  reason: optional(text),
  hint: optional(text),
  defect: optional(text),
});

const tookShape: Shape<Took> = object<Took>({ seconds: number, requests: number, run: optional(text) });

const runShape: Shape<RunSummary> = object<RunSummary>({
  id: text,
  tenant: text,
  environment: text,
  what: text,
  by: text,
  commit: optional(text),
  startedAt: text,
  state: oneOf('ended', 'stopped', 'interrupted'),
  counts: optional(record(number)),
  did: record(number),
});

interface WrittenDeed {
  address: string;
  status: string;
  reason?: string;
}

const deedShape: Shape<WrittenDeed> = object<WrittenDeed>({ address: text, status: text, reason: optional(text) });

/**
 * What is in a file: a saved plan, or what a command has printed as JSON of a plan, of drift, of an apply or of a run. Throws a
 * `UsageError` for what is damaged, of another version, or something else.
 */
export function readResult(path: string, content: string): Result {
  const value = parseJson(content);
  if (value === undefined) throw messages.resultUnreadable(path);
  if (!isBody(value)) throw messages.resultUnknown(path);
  if ('checksum' in value) {
    const { plan, map } = readPlanFile(path, content);
    return { type: 'plan', plan, ...(map === undefined ? {} : { map }) };
  }
  const { formatVersion } = value;
  if (formatVersion === undefined) throw messages.resultUnknown(path);
  if (formatVersion !== known) throw messages.resultVersion(path, JSON.stringify(formatVersion), known);
  const as: As = (part, shape, at = '') =>
    shaped(part, shape, (place, wanted) => messages.resultMisshapen(path, joinedPath(at, place), wanted));
  const { digest } = value;
  if ('changes' in value) return { ...planOf(as(value, planShape)), ...(typeof digest === 'string' ? { digest } : {}) };
  if (!('plan' in value && 'outcomes' in value)) throw messages.resultUnknown(path);
  const { plan } = planOf(as(value['plan'], planShape, 'plan'));
  return 'run' in value ? runOf(value, plan, as) : applyOf(value, plan, as);
}

/** A part of a value in a shape; the name of the part is said where it is not. */
type As = <Type>(part: Json | undefined, shape: Shape<Type>, at?: string) => Type;

function joinedPath(at: string, place: string): string {
  return at === '' || place === '' || place.startsWith('[') ? `${at}${place}` : `${at}.${place}`;
}

function applyOf({ outcomes, notConverged = [], took }: Body, plan: Plan, as: As): Result {
  return {
    type: 'apply',
    plan,
    outcomes: as(outcomes, list(outcomeShape), 'outcomes'),
    notConverged: as(notConverged, list(changeShape), 'notConverged').map(changeOf),
    ...(took === undefined ? {} : { took: as(took, tookShape, 'took') }),
  };
}

function runOf({ run, outcomes }: Body, plan: Plan, as: As): Result {
  const deeds = as(outcomes, list(deedShape), 'outcomes').flatMap(({ address, status, reason }): RunDeed[] => {
    const because = reason === undefined ? {} : { reason };
    if (status === 'failed' || status === 'not known') return [{ address, deed: status, ...because }];
    return status === 'done' ? [{ address, deed: 'updated' }] : [];
  });
  return { type: 'run', run: as(run, runShape, 'run'), plan, deeds };
}

/** A plan as it was before it was written for other programs. What those do not need is not there, and is not asked for by a report. */
function planOf({ summary, changes, waves, ...written }: WrittenPlan): {
  type: 'plan' | 'drift';
  plan: Plan;
} {
  const all = changes.map(changeOf);
  const isDrift = all.some(({ cause, fields }) =>
    [cause, ...fields.map((field) => field.cause)].some((one) => one !== undefined),
  );
  return {
    type: isDrift ? 'drift' : 'plan',
    plan: {
      ...written,
      changes: all,
      waves: waves.map((steps) => steps.map(stepOf)),
      requests: waves.reduce((sum, { length }) => sum + length, 0),
      unchanged: summary.unchanged,
    },
  };
}

function stepOf({ address, do: deed, deferred = [], fields = [] }: WrittenStep): Step {
  const dependsOn: string[] = [];
  switch (deed) {
    case 'create':
      return { address, do: deed, deferred, dependsOn };
    case 'update':
      return { address, do: deed, fields, dependsOn };
    case 'delete':
      return { address, do: deed, dependsOn };
  }
}

function changeOf({ address, type, action, fields, because = [], ...rest }: WrittenChange): Change {
  const { cause, moved, takesAlong, duplicates, withheld, place } = rest;
  const resource = {
    address,
    type,
    fields: fields.map(fieldOf),
    ...causeOf(cause),
    ...(withheld === undefined ? {} : { withheld }),
    ...(place === undefined ? {} : { place }),
  };
  const along = takesAlong === undefined ? {} : { takesAlong };
  switch (action) {
    case 'create':
      return { action, ...resource };
    case 'none':
      return { action, ...resource, ...(duplicates === undefined ? {} : { duplicates }) };
    case 'update':
      return { action, ...resource, fieldsToSend: [], ...(moved === undefined ? {} : { moved }) };
    case 'replace':
      return { action, ...resource, because, ...along };
    case 'delete':
      return { action, ...resource, ...along };
  }
}

function fieldOf({ path, before, after, secret, cause }: WrittenField): FieldChange {
  return {
    path,
    as: formOf(before, after),
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    ...(secret === true ? { isSecret: true } : {}),
    ...causeOf(cause),
  };
}

/**
 * How a field is shown, which is not written: texts of several lines by their lines, as lists whose members are the same and
 * which therefore differ in their order; other lists by their members.
 */
function formOf(before: Json | undefined, after: Json | undefined): FieldChange['as'] {
  const isText = [before, after].some((value) => typeof value === 'string' && value.includes('\n'));
  if (isText) return 'lines';
  const given = [before, after].filter((value) => value !== undefined);
  if (given.length === 0 || !given.every(Array.isArray)) return 'value';
  const [old, now] = [before, after].map(membersOf);
  return old === now ? 'lines' : 'set';
}

function membersOf(value: Json | undefined): string {
  return Array.isArray(value) ? JSON.stringify(value.map((one) => stableText(one)).sort()) : '';
}

function causeOf(word: string | undefined): { cause?: Cause } {
  const causes: readonly Cause[] = ['live', 'files', 'both', 'unknown'];
  const cause = causes.find((one) => causeWords[one] === word);
  return cause === undefined ? {} : { cause };
}
