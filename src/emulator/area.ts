import type { Collection } from './collection.ts';
import type { Route } from './route.ts';
import type { Constraints } from './schema.ts';
import type { Singleton } from './singleton.ts';

/** One subject of the Management API: its rows, the operations that no row expresses, and what its bodies must hold. */
export interface Area {
  readonly collections?: readonly Collection[];
  readonly singletons?: readonly Singleton[];
  readonly routes?: readonly Route[];
  readonly constraints?: Constraints;
  /** What takes the place of types with which the SDK refuses what the API takes. */
  readonly replacements?: Constraints;
}
