import type { Place } from '../../model/diagnostic.ts';
import type { Mask } from '../../secrets/mask.ts';
import type { Style } from '../style.ts';
import type { Report } from '../view.ts';

/** What a format may take into account. */
export interface FormatOptions {
  /** The colours of a terminal. */
  style: Style;
  mask: Mask;
  /** The address at which a place of the files can be looked at, where that is known. */
  urlOf?: ((place: Place) => string | undefined) | undefined;
  /** The most bytes of UTF-8 that the text may have, where the format can leave something out. */
  limit?: number;
}

/** Writes a report in one form. All words come from the report. */
export type Format = (report: Report, options: FormatOptions) => string;
