import { createTwoFilesPatch } from 'diff';
import { edit } from '../edit/edit.ts';
import type { Edit } from '../edit/change.ts';
import { ruleCounts } from '../check/cases.ts';
import type { Judged } from '../check/waive.ts';
import { goalOfFiles } from '../goals.ts';
import type { FilesGoal } from '../goals.ts';
import { hasMarkers, placeAt } from '../in-place/place.ts';
import type { FilesContext, Place } from '../in-place/place.ts';
import { sheetReader } from '../in-place/sheets.ts';
import { groupBy } from '../model/group.ts';
import { hasErrors } from '../model/diagnostic.ts';
import { markerOf } from '../model/marker.ts';
import { segments } from '../model/path.ts';
import type { Source } from '../model/tree.ts';
import { typeOf } from '../catalog/catalog.ts';
import type { CheckOutcome } from './check.ts';
import { messages } from './messages.ts';
import type { Workspace } from './workspace.ts';

/** What setting findings right comes to. Nothing is written yet. */
export interface Fixes {
  /** New texts of files, by the path that messages name them by. */
  texts: Map<string, string>;
  /** The same as a patch. */
  patch: string;
  /** The check without what is set right; of a live tenant all of it, because nothing is applied. */
  left: CheckOutcome;
  /** How many findings could be set right by a value, and are left. */
  refused: number;
}

/** One value to write. */
interface Written {
  finding: Judged;
  source: Source;
  edit: Edit;
}

/** The values that set findings right, written where the files have the resource. What a keyword says is left to whoever chose it. */
export function fixesOf(checked: CheckOutcome, files: FilesGoal, { project, reload }: Workspace): Fixes {
  const fixable = checked.results.flatMap(({ findings }) =>
    findings.filter(({ accepted, hit }) => accepted === undefined && hit.fix !== undefined),
  );
  const isMarker = markerOf(project.loaded.keywordNames);
  const sheetOf = sheetReader(isMarker);
  const written = fixable.flatMap((finding) => writtenFor(finding, files, { sheetOf, isMarker }));
  const texts = new Map<string, string>();
  const done = new Set<Judged>();
  const patches: string[] = [];
  for (const [path, all] of groupBy(written, ({ source }) => source.path)) {
    const text = all[0]?.source.text ?? '';
    const distinct = [...new Map(all.map((one) => [JSON.stringify(one.edit), one.edit])).values()];
    const made = edit(text, distinct, { isMarker, isJson: path.endsWith('.json') });
    const refused = new Set(made.refused.map((one) => JSON.stringify(one.edit)));
    for (const one of all) if (!refused.has(JSON.stringify(one.edit))) done.add(one.finding);
    if (made.text === text) continue;
    texts.set(path, made.text);
    patches.push(
      createTwoFilesPatch(path, path, text, made.text, '', '', { context: 2 })
        .replace(/^Index: .*\n=+\n/, '')
        .trimEnd(),
    );
  }
  const after = goalOfFiles(reload(texts), files.target.config.environment.name);
  if (hasErrors(after.diagnostics) && !hasErrors(files.diagnostics)) throw messages.fixWrong();
  return { texts, patch: patches.join('\n'), left: leftOf(checked, done), refused: fixable.length - done.size };
}

function leftOf(checked: CheckOutcome, done: ReadonlySet<Judged>): CheckOutcome {
  if (checked.on === 'live') return checked;
  const results = checked.results.map((result) => {
    const findings = result.findings.filter((finding) => !done.has(finding));
    return { ...result, findings, passed: result.passed + result.findings.length - findings.length };
  });
  return { ...checked, results, counts: ruleCounts(results) };
}

/** Where a value is written: in the place of the one that is there, or new beside what the files say of the resource. */
function writtenFor(
  finding: Judged,
  { target, desired, keywords }: FilesGoal,
  { sheetOf, isMarker }: Pick<FilesContext, 'sheetOf' | 'isMarker'>,
): Written[] {
  const { address, hit } = finding;
  const resource = desired.resources.get(address);
  if (resource === undefined || hit.fix === undefined) return [];
  const type = typeOf(target.catalog, resource.type);
  const path = segments(hit.fix.path);
  const placed = (steps: readonly string[]): Place | undefined =>
    placeAt({ type, desired: resource }, steps, { keywords, sheetOf, isMarker, templates: new Map() });
  const own = placed(path);
  if (own !== undefined) {
    if (hasMarkers(own.written)) return [];
    return [{ finding, source: own.sheet.source, edit: { do: 'set', path: own.path, value: hit.fix.to } }];
  }
  // One value: an object that has to be made may need more than that.
  const above = placed(path.slice(0, -1));
  if (above === undefined || above.written.type !== 'map') return [];
  const value = hit.fix.to;
  return [
    { finding, source: above.sheet.source, edit: { do: 'set', path: [...above.path, path.at(-1) ?? ''], value } },
  ];
}
