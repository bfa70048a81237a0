import type { Diagnostic } from '../model/diagnostic.ts';

/** Diagnostics of several environments as one list: each once, with the environments where it does not hold in all. */
export function mergeDiagnostics(
  found: readonly { environment: string | undefined; diagnostics: Diagnostic[] }[],
): Diagnostic[] {
  const merged = new Map<string, { diagnostic: Diagnostic; environments: Set<string> }>();
  for (const { environment, diagnostics } of found) {
    for (const diagnostic of diagnostics) {
      const key = keyOf(diagnostic);
      const entry = merged.get(key) ?? { diagnostic, environments: new Set() };
      merged.set(key, entry);
      if (environment !== undefined) entry.environments.add(environment);
      // A name may depend on the environment, and what is wrong with it may not.
      if (entry.diagnostic.address !== diagnostic.address) entry.diagnostic = withoutAddress(entry.diagnostic);
    }
  }
  return [...merged.values()].map(({ diagnostic, environments }) =>
    environments.size === 0 || environments.size === found.length
      ? diagnostic
      : { ...diagnostic, environments: [...environments] },
  );
}

function keyOf({ code, message, origin, address }: Diagnostic): string {
  return JSON.stringify([code, message, ...(origin === undefined ? [address] : [origin.source.path, origin.start])]);
}

function withoutAddress({ address: _address, ...rest }: Diagnostic): Diagnostic {
  return rest;
}
