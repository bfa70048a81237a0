const units: { readonly [unit: string]: number } = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** The milliseconds of a duration such as `30s`, `2h` or `250ms`; a number is seconds. Undefined for anything else. */
export function durationOf(duration: unknown): number | undefined {
  if (typeof duration === 'number') return Number.isFinite(duration) ? duration * 1000 : undefined;
  const found = typeof duration === 'string' ? /^(\d+(?:\.\d+)?)(ms|s|m|h|d)?$/.exec(duration.trim()) : null;
  return found === null ? undefined : Number(found[1]) * (units[found[2] ?? 's'] ?? 1000);
}
