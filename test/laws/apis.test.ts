import { lawsHoldFor } from './hold.ts';
import * as rows from './rows/apis.ts';

lawsHoldFor(rows);
