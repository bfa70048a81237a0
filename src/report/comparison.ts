import type { FieldChange } from '../model/change.ts';
import type { DifferenceCause, ComparedPlace, EnvironmentComparison, SideName } from '../model/comparison.ts';
import { formatPlace } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { groupBy } from '../model/group.ts';
import { isSame } from '../model/json.ts';
import type { Json } from '../model/json.ts';
import { visible } from '../model/visible.ts';
import type { Mask } from '../secrets/mask.ts';
import { diagnosticEntries, diagnosticsData } from './diagnostics.ts';
import { comparedLines, fieldLines } from './fields.ts';
import { messages } from './messages.ts';
import { formatVersion } from './plan-data.ts';
import type { Emphasis } from './style.ts';
import { styled } from './view.ts';
import type { Entry, Group, Line, Part, Report, Table } from './view.ts';

/** The causes, the most important first. */
const causes: readonly DifferenceCause[] = ['missing', 'extra', 'differs', 'drift', 'expected', 'unmanaged'];

const emphases: Record<DifferenceCause, Emphasis> = {
  missing: 'error',
  extra: 'error',
  differs: 'error',
  drift: 'error',
  expected: 'update',
  unmanaged: 'quiet',
};

/**
 * What is said of two environments: the counts by type, then each resource field by field. What is unexpected comes first on a page;
 * of a terminal the end is read, and it comes last.
 */
export function comparisonReport(
  comparison: EnvironmentComparison,
  mask: Mask,
  diagnostics: readonly Diagnostic[] = [],
  unexpected: 'first' | 'last' = 'first',
): Report {
  const { tenant, environments, places, isLive } = comparison;
  const told = diagnosticEntries(diagnostics, mask);
  const headings = new Map(causes.map((cause) => [cause, groupOf(comparison, cause)]));
  const order = unexpected === 'first' ? causes : causes.toReversed();
  const entries = order.flatMap((cause) => {
    const group = headings.get(cause);
    const found = places.filter((place) => place.cause === cause);
    const resources = groupBy(found, ({ a, b, in: sides }) => JSON.stringify([a.address, b.address, sides]));
    return group === undefined ? [] : [...resources.values()].map((of) => entryOf(of, group, comparison, mask));
  });
  const say = (text: string): string => visible(mask(text));
  return {
    data: dataOf(comparison, diagnostics),
    title: say(`${tenant}: ${messages.compared(environments.a, environments.b)}`),
    counts: messages.comparedCounts(countsOf(comparison)),
    entries: [...told.entries, ...entries],
    groups: [...told.groups, ...headings.values()],
    ...(places.length === 0 ? {} : { table: tableOf(places) }),
    remarks: isLive ? [] : [messages.filesAlone()],
  };
}

function dataOf(comparison: EnvironmentComparison, diagnostics: readonly Diagnostic[]): object {
  const { tenant, environments, isLive, places } = comparison;
  return {
    formatVersion,
    tenant,
    environments,
    source: isLive ? 'tenants' : 'files',
    summary: countsOf(comparison),
    differences: places.map(({ as: _as, isSecret, in: sides, path, ...place }) => ({
      ...place,
      ...(path === '' ? {} : { path }),
      expected: place.cause === 'expected',
      in: sides.map((side) => environments[side]),
      ...(isSecret === true ? { secret: true } : {}),
    })),
    ...(diagnostics.length === 0 ? {} : { diagnostics: diagnosticsData(diagnostics) }),
  };
}

function countsOf({ places, alike, ignored }: EnvironmentComparison): Parameters<typeof messages.comparedCounts>[0] {
  return { ...countsIn(places), alike, ignored };
}

function countsIn(places: readonly ComparedPlace[]): { unexpected: number; expected: number; unmanaged: number } {
  const count = (cause: DifferenceCause): number => places.filter((place) => place.cause === cause).length;
  const [expected, unmanaged] = [count('expected'), count('unmanaged')];
  return { unexpected: places.length - expected - unmanaged, expected, unmanaged };
}

function tableOf(places: readonly ComparedPlace[]): Table {
  const rows = [...groupBy(places, ({ type }) => type)].map(([type, own]): Part[] => {
    const { unexpected, expected, unmanaged } = countsIn(own);
    const number = (count: number, emphasis: Emphasis): Part =>
      count === 0 ? styled('quiet', '0') : styled(emphasis, String(count));
    return [{ text: type }, number(unexpected, 'error'), number(expected, 'update'), number(unmanaged, 'quiet')];
  });
  return { columns: messages.comparedColumns(), rows };
}

function groupOf({ places }: EnvironmentComparison, cause: DifferenceCause): Group {
  const count = places.filter((place) => place.cause === cause).length;
  return { heading: messages.causeCount(count, cause), emphasis: emphases[cause] };
}

/** What is said of one resource, of one cause. */
function entryOf(places: ComparedPlace[], group: Group, comparison: EnvironmentComparison, mask: Mask): Entry {
  const { environments } = comparison;
  const say = (text: string): string => visible(mask(text));
  const [first] = places;
  if (first === undefined) return { group, head: [], notes: [], details: [] };
  const { cause, in: sides, a, b, place, path } = first;
  const address = a.address ?? b.address ?? '';
  const other = b.address === undefined || b.address === address ? '' : messages.calledThere(b.address, environments.b);
  const only = a.address === undefined ? environments.b : environments.a;
  const names = sides.map((side) => environments[side]);
  const why = path === '' && cause === 'expected' ? messages.onlyIn(only) : messages.differenceCause(cause, names);
  return {
    group,
    head: [
      styled(emphases[cause], say(why)),
      { text: ' ' },
      styled('strong', say(address)),
      { text: say(other) },
      ...(place === undefined ? [] : [styled('quiet', say(`  ${formatPlace(place)}`))]),
    ],
    notes: [],
    details: places.filter((one) => one.path !== '').flatMap((one) => linesOf(one, comparison, mask)),
  };
}

/** What is said of one field. */
function linesOf(place: ComparedPlace, { environments, isLive }: EnvironmentComparison, mask: Mask): Line[] {
  const names = [environments.a, environments.b] as const;
  const compared = comparedLines(fieldOf(place, now(place, 'a', isLive), now(place, 'b', isLive)), names, mask);
  switch (place.cause) {
    case 'missing':
    case 'extra':
      return [];
    case 'expected':
      return withMarkers(compared, place.markers, mask);
    case 'unmanaged':
      return compared;
    case 'differs':
      return [...compared, ...inFiles(place, mask)];
    case 'drift':
      return driftLines(place, environments, mask);
  }
}

/** How the tenants differ from their files: once for both when it is the same. */
function driftLines(place: ComparedPlace, environments: Record<SideName, string>, mask: Mask): Line[] {
  const { a, b, in: sides, path } = place;
  const isOne = sides.length === 1 || (isSame(a.files, b.files) && isSame(a.live, b.live));
  return (isOne ? sides.slice(0, 1) : sides).flatMap((side) => {
    const { files, live } = place[side];
    const named = isOne ? path : `${path} (${environments[side]})`;
    return fieldLines({ ...fieldOf(place, live, files), path: named }, 'update', 'drift', mask);
  });
}

/** What the files say of a field for both. */
function inFiles(place: ComparedPlace, mask: Mask): Line[] {
  const named = { ...fieldOf(place, undefined, place.a.files), path: messages.inFilesOfBoth(place.path) };
  return fieldLines(named, 'create', 'plan', mask);
}

function fieldOf(
  { path, as, isSecret }: ComparedPlace,
  before: Json | undefined,
  after: Json | undefined,
): FieldChange {
  return {
    path,
    as,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    ...(isSecret === true ? { isSecret: true } : {}),
  };
}

/** What an environment has: what its tenant has, where that was read. */
function now({ a, b }: ComparedPlace, side: SideName, isLive: boolean): Json | undefined {
  const { live, files } = side === 'a' ? a : b;
  return isLive ? live : files;
}

/** The lines of a field with the markers by which it differs behind its name. */
function withMarkers([first, ...rest]: Line[], markers: readonly string[], mask: Mask): Line[] {
  if (first === undefined || markers.length === 0) return first === undefined ? [] : [first, ...rest];
  const text = visible(mask(messages.withMarkers(markers)));
  return [{ ...first, parts: [...first.parts, styled('quiet', text)] }, ...rest];
}
