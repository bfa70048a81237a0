const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** The milliseconds of a duration such as `30s`, `1h`, `250ms`; a number alone is seconds. `undefined` for anything else. */
export function milliseconds(duration: string | number): number | undefined {
  if (typeof duration === 'number') return duration * 1000;
  const found = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)?$/.exec(duration.trim());
  if (found === null) return undefined;
  const unit = found[2] ?? 's';
  return unit === 'ms' || unit === 's' || unit === 'm' || unit === 'h' || unit === 'd'
    ? Number(found[1]) * units[unit]
    : undefined;
}
