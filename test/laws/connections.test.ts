import { lawsHoldFor } from './hold.ts';
import * as rows from './rows/connections.ts';

lawsHoldFor(rows);
