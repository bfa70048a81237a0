import { formatPlace } from '../../model/diagnostic.ts';
import type { TargetReport } from '../../model/target.ts';
import { visible } from '../../model/visible.ts';
import { codeSpan, cut, fence, folded, htmlCode } from './escape.ts';
import { form } from './fit.ts';
import type { Piece } from './fit.ts';
import { isFailed } from './gather.ts';
import type { Complaint, Gathered } from './gather.ts';
import { messages } from './messages.ts';

/** So many diagnostics of the same targets are said, and so many targets are named. */
const mostDiagnostics = 20;
const mostNames = 6;
/** A message may have so many UTF-16 units; when there is little room, so many. */
const mostOfMessage = 600;
const mostWhenShort = 160;

/** Why there is no plan, where it would be: what is the same for many targets once. Forms: nothing, the first, all. */
export function errorPieces(gathered: Gathered): Piece[] {
  const { rows } = gathered;
  const failed = rows.flatMap((row, index) => (isFailed(row) ? [index] : []));
  if (failed.length === 0) return [];
  const told = new Set(gathered.errors.flatMap(({ targets }) => targets));
  const silent = failed.filter((index) => !told.has(index));
  const complaints = [...gathered.errors, ...(silent.length === 0 ? [] : [{ targets: silent, diagnostics: [] }])];
  const name = (index: number): string => codeSpan(rows[index]?.report.id ?? '', 100);
  return complaints.map((complaint): Piece => ({
    forms: [
      form(() => ''),
      form(() => problem(complaint, name, 1, mostWhenShort)),
      form(() => problem(complaint, name, mostDiagnostics, mostOfMessage)),
    ],
  }));
}

/** What warnings say, folded away. */
export function warningPieces({ warnings, rows }: Gathered): Piece[] {
  return warnings.map((complaint): Piece => {
    const names = complaint.targets.slice(0, mostNames).map((index) => htmlCode(rows[index]?.report.id ?? '', 100));
    const where = messages.andMore(names, complaint.targets.length - names.length);
    const summary = messages.warningsOf(complaint.diagnostics.length, where);
    const content = (): string => fence(linesOf(complaint.diagnostics, mostDiagnostics, mostOfMessage));
    return { forms: [form(() => ''), form(() => folded(summary, content()))] };
  });
}

function problem(
  { targets, diagnostics }: Complaint,
  name: (index: number) => string,
  most: number,
  length: number,
): string {
  const names = targets.slice(0, mostNames).map(name);
  const heading = messages.noPlanOf(messages.andMore(names, targets.length - names.length));
  if (diagnostics.length === 0) return `${heading} ${messages.noReport()}`;
  return `${heading}\n\n${fence(linesOf(diagnostics, most, length))}`;
}

function linesOf(diagnostics: TargetReport['diagnostics'], most: number, length: number): string[] {
  const lines = diagnostics.slice(0, most).flatMap(({ message, place }) => {
    const [first = '', ...others] = cut(message, length).split('\n');
    const where = place === undefined ? '' : `${cut(formatPlace(place), 200)}: `;
    return [visible(`${where}${first}`), ...others.slice(0, 10).map((line) => `  ${visible(line).trim()}`)];
  });
  const more = diagnostics.length - most;
  return more > 0 ? [...lines, messages.moreErrors(more)] : lines;
}
