import { lawsHoldFor } from './hold.ts';
import * as rows from './rows/themes.ts';

lawsHoldFor(rows);
