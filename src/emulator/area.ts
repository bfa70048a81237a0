import type { Collection } from './collection.ts';
import type { Route } from './route.ts';
import type { Additions, Constraints, Nullables } from './schema.ts';
import type { Singleton } from './singleton.ts';

/** One subject of the Management API: its rows, the operations that no row expresses, and what its bodies must hold. */
export interface Area {
  readonly collections?: readonly Collection[];
  readonly singletons?: readonly Singleton[];
  readonly routes?: readonly Route[];
  readonly constraints?: Constraints;
  /** Types of bodies that the SDK does not have. */
  readonly types?: Constraints;
  /** What takes the place of types with which the SDK refuses what the API takes. */
  readonly replacements?: Constraints;
  /** Fields for which the API takes null, although the SDK's types do not, by type. */
  readonly nullables?: Nullables;
  /** Fields that the API takes, although the SDK's types leave them out, by type. */
  readonly additions?: Additions;
}
