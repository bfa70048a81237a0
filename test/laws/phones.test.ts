import { lawsHoldFor } from './hold.ts';
import * as rows from './rows/phones.ts';

lawsHoldFor(rows);
