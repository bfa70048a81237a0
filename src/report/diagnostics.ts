import { formatPlace, placeOf } from '../model/diagnostic.ts';
import type { Diagnostic, Place } from '../model/diagnostic.ts';
import { compareText } from '../model/json.ts';
import type { Mask } from '../secrets/mask.ts';
import { codeFrame } from './code-frame.ts';
import { formatVersion } from './plan-data.ts';
import { messages } from './messages.ts';
import { notes, styled } from './view.ts';
import type { Entry, Group, Report } from './view.ts';
import { visible } from '../model/visible.ts';

/** What is said of the files of a tenant for these environments. */
export function validationReport(
  tenant: string,
  environments: readonly string[],
  diagnostics: readonly Diagnostic[],
  mask: Mask,
): Report {
  const counts = countText(diagnostics) || messages.valid();
  return {
    data: { formatVersion, tenant, environments, diagnostics: diagnosticsData(diagnostics) },
    title: visible(mask(tenant)),
    counts: visible(`${counts} (${messages.forEnvironments(environments)})`),
    ...diagnosticEntries(diagnostics, mask),
    remarks: [],
  };
}

/** What is said when there is no plan for `title` because of these diagnostics. */
export function refusalReport(title: string, diagnostics: readonly Diagnostic[], mask: Mask): Report {
  return {
    data: { formatVersion, diagnostics: diagnosticsData(diagnostics) },
    title: visible(mask(title)),
    counts: messages.noPlan(countText(diagnostics)),
    ...diagnosticEntries(diagnostics, mask),
    remarks: [],
    failures: diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => visible(mask(message))),
  };
}

/** What is said of an error that ends a command before there is anything else to say. */
export function stopReport(diagnostic: Diagnostic, mask: Mask): Report {
  return { ...refusalReport(messages.tool(), [diagnostic], mask), counts: countText([diagnostic]) };
}

/** Diagnostics in the order of their places, each with the line it is about. */
export function diagnosticEntries(
  diagnostics: readonly Diagnostic[],
  mask: Mask,
): { groups: Group[]; entries: Entry[] } {
  const groups = {
    error: { heading: countText(diagnostics, ['error']), emphasis: 'error' },
    warning: { heading: countText(diagnostics, ['warning']), emphasis: 'warning' },
  } as const;
  const placed = inOrder(diagnostics);
  return {
    groups: [groups.error, groups.warning],
    entries: placed.map(({ diagnostic, place }) =>
      diagnosticEntry(diagnostic, place, groups[diagnostic.severity], mask),
    ),
  };
}

/** Diagnostics as data, in the same order. */
export function diagnosticsData(diagnostics: readonly Diagnostic[]): object[] {
  return inOrder(diagnostics).map(({ diagnostic: { origin: _origin, related, ...rest }, place }) => ({
    ...rest,
    ...(place === undefined ? {} : { place }),
    ...(related === undefined ? {} : { related: related.map(placeOf) }),
  }));
}

/** `2 errors, 1 warning`, or nothing. */
export function countText(
  diagnostics: readonly Diagnostic[],
  severities: readonly Diagnostic['severity'][] = ['error', 'warning'],
): string {
  const counts = severities.flatMap((severity) => {
    const { length } = diagnostics.filter((diagnostic) => diagnostic.severity === severity);
    return length === 0 ? [] : [messages.severityCount(length, severity)];
  });
  return counts.join(', ');
}

interface Placed {
  diagnostic: Diagnostic;
  place: Place | undefined;
}

function inOrder(diagnostics: readonly Diagnostic[]): Placed[] {
  const placed = diagnostics.map((diagnostic) => ({
    diagnostic,
    place: diagnostic.origin && placeOf(diagnostic.origin),
  }));
  return placed.sort(
    (a, b) => comparePlaces(a.place, b.place) || compareText(a.diagnostic.message, b.diagnostic.message),
  );
}

function comparePlaces(a: Place | undefined, b: Place | undefined): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  return compareText(a.file, b.file) || a.line - b.line || a.column - b.column;
}

function diagnosticEntry(diagnostic: Diagnostic, place: Place | undefined, group: Group, mask: Mask): Entry {
  const { severity, message, origin, related, more, address, hint, environments, code } = diagnostic;
  const say = (text: string): string => visible(mask(text));
  return {
    group,
    isBlock: true,
    head: [
      ...(place === undefined ? [] : [{ ...styled('strong', say(formatPlace(place))), place }, { text: ' ' }]),
      styled(severity, severity),
      { text: ` ${say(message)} ` },
      styled('quiet', `[${code}]`),
      ...(address === undefined ? [] : [{ text: ' ' }, styled('quiet', say(address))]),
    ],
    notes: [],
    details: [
      ...(origin === undefined || place === undefined ? [] : codeFrame(origin, place, mask)),
      ...(related ?? []).flatMap((other) => notes(messages.alsoAt(mask(formatPlace(placeOf(other)))))),
      ...(more === undefined ? [] : notes(messages.morePlaces(more))),
      ...(hint === undefined ? [] : notes(mask(hint))),
      ...(environments === undefined ? [] : notes(messages.inEnvironments(environments), 'quiet')),
    ],
  };
}
