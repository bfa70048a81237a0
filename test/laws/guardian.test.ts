import { lawsHoldFor } from './hold.ts';
import * as rows from './rows/guardian.ts';

lawsHoldFor(rows);
