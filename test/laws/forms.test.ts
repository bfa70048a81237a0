import { lawsHoldFor } from './hold.ts';
import * as rows from './rows/forms.ts';

lawsHoldFor(rows);
