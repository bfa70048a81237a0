import { lawsHoldFor } from './hold.ts';
import * as rows from './rows/streams.ts';

lawsHoldFor(rows);
