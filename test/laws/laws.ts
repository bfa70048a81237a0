import { answering } from './laws/answering.ts';
import { absence, determinism, idempotence, listOrder, quiet, sensitivity, serverFields } from './laws/comparing.ts';
import { echoing } from './laws/echoing.ts';
import type { Law } from './laws/law.ts';
import { adoption, childRemoval, clearing, immutability, removal, renaming } from './laws/living.ts';
import { pulling } from './laws/pulling.ts';
import { returning } from './laws/returning.ts';
import { blastRadius, orderOfChanges, requiredOnCreate, secrecy } from './laws/wording.ts';

/** Every law, by the name it has in reports. */
export const laws: Record<string, Law> = {
  'idempotence, silence, strictness': idempotence,
  absence,
  sensitivity,
  'order of lists': listOrder,
  determinism,
  'server fields': serverFields,
  quiet,
  answering,
  echoing,
  clearing,
  adoption,
  removal,
  'removal of children': childRemoval,
  immutability,
  renaming,
  returning,
  secrecy,
  'required on create': requiredOnCreate,
  'order of changes': orderOfChanges,
  'blast radius': blastRadius,
  pulling,
};
