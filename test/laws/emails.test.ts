import { lawsHoldFor } from './hold.ts';
import * as rows from './rows/emails.ts';

lawsHoldFor(rows);
