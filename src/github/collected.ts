import type { Happening } from '../commands/happening.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Report } from '../report/view.ts';
import { linesToMask, liveMasker } from '../secrets/mask.ts';
import type { Mask } from '../secrets/mask.ts';
import type { Session } from '../session/connect.ts';
import type { Ready } from '../session/plan.ts';
import type { RunResult } from '../session/run.ts';
import type { Author } from '../session/who.ts';

/** What happened in a command, put together. */
export interface Collected {
  diagnostics: Diagnostic[];
  planned?: { session: Session; ready: Ready };
  result?: RunResult;
  authors: Author[];
  report?: Report;
  stopped?: { error: unknown; diagnostic: Diagnostic };
}

/** Puts together what happens. */
export function collecting(secrets: Secrets): { collected: Collected; observe: (happening: Happening) => void } {
  const collected: Collected = { diagnostics: [], authors: [] };
  const observe = (happening: Happening): void => {
    switch (happening.type) {
      case 'secrets':
        secrets.add(happening.values);
        break;
      case 'diagnostics':
        collected.diagnostics.push(...happening.diagnostics);
        break;
      case 'planned':
        collected.planned = { session: happening.session, ready: happening.ready };
        break;
      case 'ran':
        collected.result = happening.result;
        break;
      case 'authors':
        collected.authors.push(...happening.authors);
        break;
      case 'report':
        collected.report = happening.report;
        break;
      case 'stopped':
        collected.stopped = { error: happening.error, diagnostic: happening.diagnostic };
        break;
    }
  };
  return { collected, observe };
}

/** All values that must not be seen, of all targets of a step. */
export interface Secrets {
  /** Adds values; a set may grow later. */
  add: (values: Iterable<string>) => void;
  mask: Mask;
  /** Tells the runner those that have come since. */
  tell: () => void;
}

/** Secrets that the runner is told of at once, by `tell`. */
export function secretsFor(tellRunner: (value: string) => void): Secrets {
  const sources: Iterable<string>[] = [];
  const values = new Set<string>();
  const told = new Set<string>();
  const mask = liveMasker(values);
  const gather = (): void => {
    for (const source of sources) for (const value of source) values.add(value);
  };
  const tell = (): void => {
    gather();
    for (const line of [...values].flatMap(linesToMask)) {
      if (told.has(line)) continue;
      told.add(line);
      tellRunner(line);
    }
  };
  return {
    add: (more) => {
      sources.push(more);
      tell();
    },
    mask: (text) => {
      gather();
      return mask(text);
    },
    tell,
  };
}
