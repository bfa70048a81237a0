import { lawsHoldFor } from './hold.ts';
import * as rows from './rows/profiles.ts';

lawsHoldFor(rows);
