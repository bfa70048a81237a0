import { lawsHoldFor } from './hold.ts';
import * as rows from './rows/provisioning.ts';

lawsHoldFor(rows);
