import { differingNames, digest } from '../model/inputs.ts';
import type { Inputs } from '../model/inputs.ts';
import { isBody, jsonText, parseJson } from '../model/json.ts';
import type { Plan } from '../model/plan.ts';
import { messages } from './messages.ts';
import { mapShape } from './map-shape.ts';
import type { SavedMap } from './map-shape.ts';
import { planShape } from './plan-shape.ts';
import { number, object, optional, record, shaped, text } from './shape.ts';
import type { Shape } from './shape.ts';

/** The version of what a saved plan looks like. */
export const planFormat = 2;

/** A plan with everything that has to be the same when it is applied. Without secrets and without times. */
export interface SavedPlan {
  format: number;
  /** The version of the tool that made it. */
  tool: string;
  inputs: Inputs;
  /** Digests of the live resources that the plan rests on, by address. */
  preconditions: Record<string, string>;
  plan: Plan;
  /** What the plan touches of who may call what, for reports; nothing is decided by it. Absent when it touches nothing of it. */
  map?: SavedMap;
}

/** The same as it stands in a file: with a digest by which damage is seen. */
export interface PlanFile extends SavedPlan {
  checksum: string;
}

const savedPlanShape: Shape<SavedPlan> = object<SavedPlan>({
  format: number,
  tool: text,
  inputs: object<Inputs>({ files: record(text), keywords: record(text) }),
  preconditions: record(text),
  plan: planShape,
  map: optional(mapShape),
});

/** A saved plan as the text of its file: the same plan gives the same bytes. */
export function planFileText(saved: SavedPlan): string {
  const content = parseJson(JSON.stringify(saved)) ?? null;
  const file: Pick<PlanFile, 'checksum'> = { ...(isBody(content) ? content : {}), checksum: digest(content) };
  return `${jsonText(file, 1)}\n`;
}

/** The plan in the text of a file. Throws a `UsageError` for what is damaged, or of another format, or no plan. */
export function readPlanFile(path: string, text: string): SavedPlan {
  const value = parseJson(text);
  if (!isBody(value)) throw messages.planDamaged(path);
  const { checksum, ...content } = value;
  const { format } = content;
  if (format !== planFormat && typeof format === 'number') {
    throw messages.planFormat(path, String(format), planFormat);
  }
  if (checksum !== digest(content)) throw messages.planDamaged(path);
  return shaped(content, savedPlanShape, (place, wanted) => messages.planMisshapen(path, place, wanted));
}

/** Refuses a plan that another version of the tool made: it might mean another thing. Throws a `UsageError`. */
export function checkTool(path: string, saved: SavedPlan, own: string): void {
  if (saved.tool !== own) throw messages.planVersion(path, saved.tool, own);
}

/** Refuses a saved plan whose files mean something else, or whose keywords are others by now. Throws a `UsageError`. */
export function checkInputs(saved: Inputs, now: Inputs): void {
  const files = differingNames(saved.files, now.files);
  if (files.length > 0) throw messages.filesChanged(files);
  const keywords = differingNames(saved.keywords, now.keywords);
  if (keywords.length > 0) throw messages.keywordsChanged(keywords);
}
