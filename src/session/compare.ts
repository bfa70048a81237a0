import { compareEnvironments } from '../compare/environments.ts';
import type { EnvironmentSide } from '../compare/environments.ts';
import { unmanagedPlaces } from '../compare/unmanaged.ts';
import type { FilesGoal } from '../goals.ts';
import type { ComparedPlace, EnvironmentComparison } from '../model/comparison.ts';
import { hasErrors } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { isSame } from '../model/json.ts';
import { look } from '../pipeline.ts';
import type { OnRead } from '../read/watch.ts';
import { mergeDiagnostics } from '../validate/merge.ts';
import type { Session } from './connect.ts';
import { interruption } from './plan.ts';

/** What is compared of two environments. */
export interface CompareOptions {
  /** Whether only that counts in which the two tenants differ. */
  live?: boolean;
  /** Whether what no file speaks of is compared, too. */
  all?: boolean;
  /** Told what is read. */
  onRead?: OnRead;
}

/** What came of a comparison; without one there are errors. */
export interface ComparedEnvironments {
  comparison: EnvironmentComparison | undefined;
  diagnostics: Diagnostic[];
}

/** What the files of a tenant say differently for two environments, offline. */
export function compareFiles(a: FilesGoal, b: FilesGoal): EnvironmentComparison {
  return comparisonOf(a, b, [fileSide(a), fileSide(b)], { live: false, all: false });
}

/** What differs between two tenants, and where they are not as their files say. Throws a `Failure` when the user stops it. */
export async function compareTenants(
  a: Session,
  b: Session,
  options: CompareOptions = {},
): Promise<ComparedEnvironments> {
  const { all = false, onRead } = options;
  const looked = await Promise.race([
    Promise.all(
      [a, b].map(async ({ files, connection, memory }) => ({
        environment: files.target.config.environment.name,
        ...(await look(files, connection, { memory, onRead, isWhole: all })),
      })),
    ),
    interruption(a.workspace.surroundings.signal),
  ]);
  const diagnostics = mergeDiagnostics(looked);
  const [left, right] = looked;
  if (hasErrors(diagnostics) || left === undefined || right === undefined) {
    return { comparison: undefined, diagnostics };
  }
  return { comparison: comparisonOf(a.files, b.files, [left.side, right.side], options), diagnostics };
}

function fileSide({ desired, target }: FilesGoal): EnvironmentSide {
  return { desired, selection: target.selection };
}

function comparisonOf(
  a: FilesGoal,
  b: FilesGoal,
  [left, right]: [EnvironmentSide, EnvironmentSide],
  { live = false, all = false }: CompareOptions,
): EnvironmentComparison {
  const { config, catalog } = a.target;
  const { places, ...counts } = compareEnvironments(left, right, catalog);
  const unmanaged = all ? unmanagedPlaces(left, right, catalog, places) : [];
  return {
    tenant: config.tenant,
    environments: { a: config.environment.name, b: b.target.config.environment.name },
    isLive: left.tenant !== undefined,
    places: [...(live ? places.filter(isApart) : places), ...unmanaged],
    ...counts,
  };
}

/** Whether the tenants themselves differ in a place. */
function isApart({ cause, path, in: sides, a, b, isSecret }: ComparedPlace): boolean {
  if (path === '') return cause === 'expected' || sides.length === 1;
  return isSecret === true || !isSame(a.live, b.live);
}
