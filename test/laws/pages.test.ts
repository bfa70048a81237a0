import { lawsHoldFor } from './hold.ts';
import * as rows from './rows/pages.ts';

lawsHoldFor(rows);
