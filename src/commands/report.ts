import { extname, resolve } from 'node:path';
import { writeWhole } from '../record/disk.ts';
import { mapOfSaved } from '../record/map-shape.ts';
import type { Result } from '../record/result-file.ts';
import type { FormatName } from '../report/formats/index.ts';
import { mapView } from '../report/map/of-map.ts';
import { outcomesReport } from '../report/outcomes.ts';
import { planReport } from '../report/plan.ts';
import { runReport } from '../report/runs.ts';
import type { Report } from '../report/view.ts';
import type { Mask } from '../secrets/mask.ts';
import { resultOf } from '../session/result.ts';
import type { Io } from './io.ts';
import { messages } from './messages.ts';

/** Options of `tenantry report`. */
export interface ReportOptions {
  format?: FormatName;
  /** The file that is written instead of stdout. */
  out?: string;
}

/** The formats of files, by how their names end. */
const endings: Record<string, FormatName> = { '.html': 'html', '.htm': 'html', '.md': 'markdown', '.json': 'json' };

/** Shows a saved plan, a result or a recorded run in another form. Exit 0, whatever it says. */
export async function run(_tenant: string | undefined, { format, out }: ReportOptions, io: Io): Promise<number> {
  const { show, named, cwd } = io;
  const report = reportOf(await resultOf(named[0] ?? '', io), show.mask);
  if (out === undefined) {
    await show.report(report, format);
    return 0;
  }
  const text = await show.written(report, format ?? endings[extname(out).toLowerCase()] ?? 'text');
  writeWhole(resolve(cwd, out), text);
  show.message(messages.reportSaved(out));
  return 0;
}

/** What there is to say of a result. */
export function reportOf(result: Result, mask: Mask): Report {
  switch (result.type) {
    case 'plan':
    case 'drift': {
      const { digest, map } = result;
      const shown = planReport(result.plan, result.type, mask);
      const report = map === undefined ? shown : { ...shown, map: () => mapView(mapOfSaved(map, result.plan), mask) };
      return digest === undefined ? report : { ...report, data: { ...report.data, digest } };
    }
    case 'apply':
      return outcomesReport(result.plan, result, mask);
    case 'run':
      return runReport(result.run, result.plan, result.deeds, mask);
  }
}
