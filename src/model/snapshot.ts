import type { Body } from './json.ts';

/** The raw bodies of one kind as the API gave them. */
export interface Rows {
  kind: string;
  /** The id of the parent; empty at the top. */
  parent: string;
  rows: Body[];
}

/** The live bodies of one tenant at one moment, of the types that were asked for. */
export interface Snapshot {
  rows: Rows[];
  /** The client id that the tool itself uses, when it is known. */
  ownClientId: string | undefined;
}
