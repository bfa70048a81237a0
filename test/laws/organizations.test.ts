import { lawsHoldFor } from './hold.ts';
import * as rows from './rows/organizations.ts';

lawsHoldFor(rows);
