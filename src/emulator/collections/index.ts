import type { Collection } from '../collection.ts';
import { actions } from './actions.ts';
import { applications } from './applications.ts';
import { flows } from './flows.ts';
import { network } from './network.ts';
import { people } from './people.ts';
import { profiles } from './profiles.ts';
import { settings } from './settings.ts';
import { streams } from './streams.ts';

/** THE TABLE: one row per plain collection of the API. */
export const collections: readonly Collection[] = [
  ...applications,
  ...people,
  ...actions,
  ...flows,
  ...profiles,
  ...settings,
  ...network,
  ...streams,
];
