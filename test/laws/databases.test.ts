import { lawsHoldFor } from './hold.ts';
import * as rows from './rows/databases.ts';

lawsHoldFor(rows);
