import type { MapChange, MapFindingCode, MapNode } from '../../model/map.ts';

/** A resource of a picture or a list: masked, and without hidden characters. */
export interface ViewNode {
  type: MapNode['type'];
  name: string;
  /** A few words about it, for the second line of its box. */
  note: string;
  /** More words about it, for the third line. */
  more?: string;
  /** The number of its team. */
  team?: number;
  change?: MapChange;
  /** What sets it apart, such as that a third party has it. */
  badges: string[];
  /** What else is known of it: labels and values. */
  facts: [label: string, value: string][];
  scopes: ViewScope[];
}

/** A scope of an API, or of a line. */
export interface ViewScope {
  name: string;
  change?: 'create' | 'delete';
  isMissing?: true;
}

/** A line from one node to another one, by their numbers. */
export interface ViewLine {
  type: 'machine' | 'user' | 'permission' | 'link' | 'binding';
  from: number;
  to: number;
  scopes: ViewScope[];
  /** The grant is for all scopes. */
  hasAll?: true;
  change?: MapChange;
  /** What else is known of it. */
  note: string;
  /** Of a link: the number of the API. */
  api?: number;
  /** Of a grant: the names of the organizations that it is good for. */
  organizations?: string[];
}

/** What somebody should look at, with the numbers of what it is about. */
export interface ViewFinding {
  code: MapFindingCode;
  message: string;
  nodes: number[];
  lines: number[];
}

/** All that is said of a map, once for all formats: masked, and without hidden characters. */
export interface MapView {
  title: string;
  subtitle: string;
  counts: string;
  /** Whether a plan marks what it changes. */
  hasChanges: boolean;
  teams: string[];
  nodes: ViewNode[];
  lines: ViewLine[];
  findings: ViewFinding[];
  /** What is not known, and why. */
  unknown: string[];
}
