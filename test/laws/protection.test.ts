import { lawsHoldFor } from './hold.ts';
import * as rows from './rows/protection.ts';

lawsHoldFor(rows);
