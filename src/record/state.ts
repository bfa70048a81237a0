import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Address } from '../model/address.ts';
import { parseJson } from '../model/json.ts';
import type { KeptResource } from '../model/snapshot.ts';
import { version } from '../version.ts';
import { ownFile, writeWhole } from './disk.ts';
import type { RunRecord } from './runs.ts';
import { list, number, object, shaped, text } from './shape.ts';
import type { Shape } from './shape.ts';
import { keptShape } from './snapshot.ts';

/** The version of what the state behind a run looks like. */
const stateFormat = 1;

/** What the files manage of a tenant, as it was when a run had ended: canonical bodies without secrets. */
interface RecordedState {
  format: number;
  /** The version of the tool: another one may write bodies in another form. */
  tool: string;
  resources: KeptResource[];
}

const stateShape: Shape<RecordedState> = object<RecordedState>({
  format: number,
  tool: text,
  resources: list(keptShape),
});

/** What was last applied, or why that is not known. */
export type LastApplied =
  | { type: 'known'; run: RunRecord; resources: ReadonlyMap<Address, KeptResource> }
  | { type: 'unknown'; why: 'no run' | 'other domain' | 'other version' };

/** Keeps what the files manage as it is behind a run. Throws a `UsageError` when that cannot be done. */
export function keepState(folder: string, resources: KeptResource[]): void {
  const state: RecordedState = { format: stateFormat, tool: version, resources };
  writeWhole(pathIn(folder), gzipSync(JSON.stringify(state)));
}

/** What the last run at a domain has left that says so; `runs` are those of an environment, the oldest first. */
export function lastApplied(runs: readonly RunRecord[], domain: string): LastApplied {
  const recorded = runs.filter(({ folder }) => existsSync(pathIn(folder)));
  const here = recorded.filter(({ header }) => header.domain === domain);
  const run = here.at(-1);
  if (run === undefined) return { type: 'unknown', why: recorded.length === 0 ? 'no run' : 'other domain' };
  const state = readState(pathIn(run.folder));
  if (state === undefined || state.tool !== version) return { type: 'unknown', why: 'other version' };
  // The ids of what was made came with the answers.
  const ids = new Map(
    run.entries.flatMap((entry) =>
      entry.event === 'done' && entry.id !== undefined ? [[entry.address, entry.id] as const] : [],
    ),
  );
  const resources = state.resources.map((resource): [Address, KeptResource] => {
    const id = resource.id ?? ids.get(resource.address);
    return [resource.address, { ...resource, ...(id === undefined ? {} : { id }) }];
  });
  return { type: 'known', run, resources: new Map(resources) };
}

function readState(path: string): RecordedState | undefined {
  try {
    const value = parseJson(gunzipSync(ownFile(path)).toString('utf8'));
    return shaped(value, stateShape, (place, wanted) => new Error(`${place} has to be ${wanted}`));
  } catch {
    // Damaged, or of another format: as good as not there.
    return undefined;
  }
}

function pathIn(folder: string): string {
  return join(folder, 'state.json.gz');
}
