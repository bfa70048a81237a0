import { lawsHoldFor } from './hold.ts';
import * as rows from './rows/client-grants.ts';

lawsHoldFor(rows);
