import type { Mask } from '../../secrets/mask.ts';
import type { Style } from '../style.ts';
import type { Report } from '../view.ts';

/** What a format may take into account. */
export interface FormatOptions {
  /** The colours of a terminal. */
  style: Style;
  mask: Mask;
  /** The most bytes of UTF-8 that the text may have, where the format can leave something out. */
  limit?: number;
}

/** Writes a report in one form. All words come from the report. */
export type Format = (report: Report, options: FormatOptions) => string;
