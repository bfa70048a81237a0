import { maskedJson } from '../../secrets/mask.ts';
import type { Format } from './format.ts';

/** A report for other programs. */
export const json: Format = ({ data }, { mask }) => maskedJson(data, mask);
