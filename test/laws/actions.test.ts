import { lawsHoldFor } from './hold.ts';
import * as rows from './rows/actions.ts';

lawsHoldFor(rows);
