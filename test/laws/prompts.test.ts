import { lawsHoldFor } from './hold.ts';
import * as rows from './rows/prompts.ts';

lawsHoldFor(rows);
