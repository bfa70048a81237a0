import { formatPlace, placeOf } from '../model/diagnostic.ts';
import type { Diagnostic, Place } from '../model/diagnostic.ts';
import { compareText } from '../model/json.ts';
import { codeFrame } from './code-frame.ts';
import type { Mask } from '../secrets/mask.ts';
import type { Style } from './style.ts';

/** Diagnostics in the order of their places, each with the line it is about. */
export function diagnosticsText(diagnostics: readonly Diagnostic[], style: Style, mask: Mask): string {
  const placed = diagnostics.map((diagnostic) => ({
    diagnostic,
    place: diagnostic.origin && placeOf(diagnostic.origin),
  }));
  placed.sort((a, b) => comparePlaces(a.place, b.place) || compareText(a.diagnostic.message, b.diagnostic.message));
  return placed.map(({ diagnostic, place }) => diagnosticText(diagnostic, place, style, mask)).join('\n\n');
}

/** Diagnostics as data, in the same order. */
export function diagnosticsData(diagnostics: readonly Diagnostic[]): object[] {
  return diagnostics
    .map(({ origin, related, ...rest }) => ({
      ...rest,
      ...(origin === undefined ? {} : { place: placeOf(origin) }),
      ...(related === undefined ? {} : { related: related.map(placeOf) }),
    }))
    .sort((a, b) => comparePlaces(a.place, b.place) || compareText(a.message, b.message));
}

/** `2 errors, 1 warning`, or nothing. */
export function countText(diagnostics: readonly Diagnostic[]): string {
  const count = (severity: Diagnostic['severity']): string => {
    const { length } = diagnostics.filter((diagnostic) => diagnostic.severity === severity);
    return length === 0 ? '' : `${length} ${severity}${length === 1 ? '' : 's'}`;
  };
  return [count('error'), count('warning')].filter((text) => text !== '').join(', ');
}

function comparePlaces(a: Place | undefined, b: Place | undefined): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  return compareText(a.file, b.file) || a.line - b.line || a.column - b.column;
}

function diagnosticText(diagnostic: Diagnostic, place: Place | undefined, style: Style, mask: Mask): string {
  const { severity, message, origin, related, more, address, hint, environments, code } = diagnostic;
  const where = place === undefined ? '' : `${style('strong', formatPlace(place))} `;
  const subject = address === undefined ? '' : ` ${style('quiet', address)}`;
  return [
    `${where}${style(severity, severity)} ${message} ${style('quiet', `[${code}]`)}${subject}`,
    ...(origin === undefined || place === undefined ? [] : codeFrame(origin, place, style, mask)),
    ...(related ?? []).map((other) => `  also at ${formatPlace(placeOf(other))}`),
    ...(more === undefined ? [] : [`  and at ${more} more places`]),
    ...(hint === undefined ? [] : [`  ${hint}`]),
    ...(environments === undefined ? [] : [style('quiet', `  in ${environments.join(', ')}`)]),
  ].join('\n');
}
