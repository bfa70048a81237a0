import { lawsHoldFor } from './hold.ts';
import * as rows from './rows/client-documents.ts';

lawsHoldFor(rows);
