import type { Project } from '../goals.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { KnownIds } from './renames.ts';

/** How live changes come into files that are there. */
export interface InPlaceOptions {
  only?: readonly string[];
  /** Whether a change is for all environments, or becomes a keyword that only this one has another value for. */
  as: 'shared' | 'keyword';
  /** Whether values of keywords are written where every place says the same. */
  keywords: 'report' | 'update';
  /** Where resources go that the files do not have. */
  new: 'here' | 'shared' | 'skip';
  gone: 'keep' | 'remove';
}

/** A tenant's files and what was read of one environment's tenant. */
export interface InPlaceInput {
  project: Project;
  environment: string;
  snapshot: Snapshot;
  /** The ids of resources when they were last applied. */
  known: KnownIds;
  /** The project as it is with other texts, or without some files, by the paths that messages name files by. */
  reload: (texts: ReadonlyMap<string, string | undefined>) => Project;
}
