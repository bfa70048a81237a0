import { differingNames, digest } from '../model/inputs.ts';
import type { Inputs } from '../model/inputs.ts';
import { isBody, parseJson } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import type { Plan } from '../model/plan.ts';
import { recordMessages } from '../model/record-messages.ts';

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
}

/** A saved plan as the text of its file: the same plan gives the same bytes. */
export function planFileText(saved: SavedPlan): string {
  const content = parseJson(JSON.stringify(saved)) ?? null;
  return `${JSON.stringify({ ...(isBody(content) ? content : {}), checksum: digest(content) }, undefined, 1)}\n`;
}

/** The plan in the text of a file. Throws a `UsageError` for what is damaged, or of another format. */
export function readPlanFile(path: string, text: string): SavedPlan {
  const value = parseJson(text);
  if (!isBody(value)) throw recordMessages.planDamaged(path);
  const { checksum, ...content } = value;
  const { format } = content;
  if (format !== planFormat && typeof format === 'number') {
    throw recordMessages.planFormat(path, String(format), planFormat);
  }
  if (checksum !== digest(content) || !isSaved(content)) throw recordMessages.planDamaged(path);
  return content;
}

/** Refuses a plan that another version of the tool made: it might mean another thing. Throws a `UsageError`. */
export function checkTool(path: string, saved: SavedPlan, own: string): void {
  if (saved.tool !== own) throw recordMessages.planVersion(path, saved.tool, own);
}

/** Refuses a saved plan whose files or keywords are others by now. Throws a `UsageError`. */
export function checkInputs(saved: Inputs, now: Inputs): void {
  const files = differingNames(saved.files, now.files);
  if (files.length > 0) throw recordMessages.filesChanged(files);
  const keywords = differingNames(saved.keywords, now.keywords);
  if (keywords.length > 0) throw recordMessages.keywordsChanged(keywords);
}

/** Whether the content, whose checksum is right, has the parts of a saved plan. */
function isSaved(content: Body): content is Body & SavedPlan {
  const { tool, inputs, preconditions, plan } = content;
  const isInputs = isBody(inputs) && isBody(inputs['files']) && isBody(inputs['keywords']);
  return typeof tool === 'string' && isInputs && isBody(preconditions) && isPlan(plan);
}

/** Whether a value has the parts of a plan. */
export function isPlan(plan: Json | undefined): plan is Json & Plan {
  return isBody(plan) && Array.isArray(plan['changes']) && Array.isArray(plan['waves']);
}
