import { lawsHoldFor } from './hold.ts';
import * as rows from './rows/clients.ts';

lawsHoldFor(rows);
