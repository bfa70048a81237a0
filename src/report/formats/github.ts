import type { Case } from '../../model/case.ts';
import type { Format } from './format.ts';

/** The most annotations of one level that GitHub shows for a step. Source: GitHub's limits of annotations. */
const most = 10;

/** Workflow commands of GitHub Actions: an annotation for each failure, at its place, the errors first. */
export const github: Format = ({ title, counts, cases = [] }) => {
  const failed = cases.filter(({ state }) => state === 'failed');
  const shown = (['error', 'warning', 'info'] as const).flatMap((severity) => {
    const members = failed.filter((one) => (one.severity ?? 'error') === severity);
    const rest = members.length - most;
    const command = severity === 'info' ? 'notice' : severity;
    // The last place is taken by the number of those that have none.
    const kept = rest > 0 ? members.slice(0, most - 1) : members;
    const more = rest > 0 ? [`::${command} title=${property(title)}::${message([`${rest + 1} more: ${counts}`])}`] : [];
    return [...kept.map((one) => annotation(command, one)), ...more];
  });
  return [...shown, `::notice title=${property(title)}::${message([counts])}`].join('\n');
};

function annotation(command: string, { suite, name, lines, hint, place }: Case): string {
  const where = place === undefined ? '' : `file=${property(place.file)},line=${place.line},col=${place.column},`;
  const said = [...lines, ...(hint === undefined ? [] : [hint])];
  return `::${command} ${where}title=${property(`${suite}: ${name}`)}::${message(said.length === 0 ? [name] : said)}`;
}

function message(lines: readonly string[]): string {
  return lines.join('\n').replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return message([text]).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
