import type { Plan } from '../../src/model/plan.ts';
import { formats } from '../../src/report/formats/index.ts';
import type { FormatName } from '../../src/report/formats/index.ts';
import type { Wording } from '../../src/report/messages.ts';
import { planReport } from '../../src/report/plan.ts';
import { plain } from '../../src/report/style.ts';
import type { Report } from '../../src/report/view.ts';
import type { Mask } from '../../src/secrets/mask.ts';

/** Masks nothing. */
export const bare: Mask = (text) => text;

/** A report as it is written without colours. */
export async function written(
  report: Report,
  format: FormatName = 'text',
  limit?: number,
  mask = bare,
): Promise<string> {
  const write = await formats[format]();
  return write(report, { style: plain, mask, ...(limit === undefined ? {} : { limit }) });
}

/** A plan as text without colours. */
export function planText(plan: Plan, wording: Wording = 'plan'): Promise<string> {
  return written(planReport(plan, wording, bare));
}
