import { lawsHoldFor } from './hold.ts';
import * as rows from './rows/settings.ts';

lawsHoldFor(rows);
