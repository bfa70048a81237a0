import { lawsHoldFor } from './hold.ts';
import * as rows from './rows/network.ts';

lawsHoldFor(rows);
