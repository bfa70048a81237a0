import type { Box, Stroke } from './collapse.ts';
import type { Contents } from './contents.ts';

/** Where a box is, in pixels, and what is in it. */
export interface PlacedBox extends Box, Contents {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A stroke with its way, as an SVG path. */
export interface PlacedStroke extends Stroke {
  path: string;
}

/** What frames boxes, such as those of a team. */
export interface Frame {
  text: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A heading over a column or a band. */
export interface Heading {
  text: string;
  x: number;
  y: number;
}

/** A map as a picture: plain data. */
export interface Picture {
  width: number;
  height: number;
  boxes: PlacedBox[];
  strokes: PlacedStroke[];
  frames: Frame[];
  headings: Heading[];
  /** Which sorts of strokes there are. */
  legend: ('machine' | 'user' | 'permission' | 'link')[];
}

/** Measures, in pixels. */
export const measures = {
  margin: 12,
  top: 34,
  row: 19,
  head: 30,
  line: 16,
  gap: 8,
  between: 22,
  space: 14,
  team: { top: 24, side: 8, bottom: 8 },
  widths: { organization: 168, client: 236, api: 250, role: 176 },
  gaps: { tight: 44, least: 72, most: 230 },
  chip: { width: 216, gap: 30 },
} as const;
