import { lawsHoldFor } from './hold.ts';
import * as rows from './rows/client-credentials.ts';

lawsHoldFor(rows);
