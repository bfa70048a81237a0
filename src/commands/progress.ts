import { visible } from '../model/visible.ts';
import { messages } from './messages.ts';

/** A step that is being carried out. */
export interface InFlight {
  title: string;
  since: number;
}

/** How a run gets on, by its steps. */
export interface Progress {
  wave: string;
  total: number;
  ended: number;
  failed: number;
  inFlight: ReadonlySet<InFlight>;
  /** What failed last, the latest at the end. */
  failures: readonly string[];
  /** How many had ended at some times of the last seconds, the oldest first. */
  samples: readonly Sample[];
  isStopping: boolean;
  /** How long requests wait for the rate limit, in milliseconds. */
  heldFor: number;
}

/** How many steps had ended at a time. */
export interface Sample {
  at: number;
  ended: number;
}

/** The size of a terminal. */
export interface Size {
  columns: number;
  rows: number;
}

/** What is shown on a terminal is drawn anew that often. */
export const tickMilliseconds = 200;

/** The pace is that of this many milliseconds, and is told once it is that of some. */
const paceMilliseconds = 15_000;
const shortestPace = 2000;

/** The most lines for what is in flight, and for what failed. */
const mostInFlight = 10;
const mostFailures = 3;

/** A title gets its age when it has been in flight for this many milliseconds. */
const longInFlight = 2000;

/** The samples with one more, without those that are too old for the pace. */
export function withSample(samples: readonly Sample[], sample: Sample): Sample[] {
  return [...samples.filter(({ at }) => at > sample.at - paceMilliseconds), sample];
}

/** How many steps end in a second, as far as that can be told. */
export function paceOf(samples: readonly Sample[], { at, ended }: Sample): number | undefined {
  const [first] = samples;
  if (first === undefined || at - first.at < shortestPace) return undefined;
  return ((ended - first.ended) * 1000) / (at - first.at);
}

/**
 * What a terminal shows of a run: as many lines whatever happens in it, none of them longer than the terminal is wide. The first
 * counts, the last says what the run waits for; between them stand what is in flight and what failed last.
 */
export function progressLines(progress: Progress, { columns, rows }: Size, now: number): string[] {
  const { wave, total, ended, failed, inFlight, failures, isStopping, heldFor } = progress;
  const pace = paceOf(progress.samples, { at: now, ended });
  const failureRows = Math.min(mostFailures, Math.max(0, Math.floor((rows - 4) / 4)));
  const flightRows = Math.max(0, Math.min(mostInFlight, total, rows - 3 - failureRows));
  const head = [
    messages.stepsEnded(ended, total),
    ...(failed === 0 ? [] : [messages.failed(failed)]),
    ...(pace === undefined ? [] : [messages.pace(pace)]),
    ...(pace === undefined || pace === 0 ? [] : [messages.timeLeft((total - ended) / pace)]),
  ].join(', ');
  const flights = [...inFlight].slice(0, flightRows).map(({ title, since }) => {
    const age = now - since < longInFlight ? '' : messages.age(now - since);
    return `  ${cut(title, columns - 3 - age.length)}${age}`;
  });
  const last = isStopping ? messages.stopping(inFlight.size) : heldFor > 0 ? messages.held(heldFor) : '';
  return [
    cut(`${head}. ${wave}`, columns - 1),
    ...filled(flights, flightRows),
    ...filled(failureRows === 0 ? [] : failures.slice(-failureRows).map((text) => cut(text, columns - 1)), failureRows),
    cut(last, columns - 1),
  ];
}

/** A text as one line of at most that many columns; characters that may be wide count as two. */
export function cut(text: string, columns: number): string {
  const shown = visible(text);
  let [line, width] = ['', 0];
  for (const character of shown) {
    width += columnsOf(character);
    if (width < columns) line += character;
    if (width > columns) return columns < 1 ? '' : `${line}…`;
  }
  return shown;
}

/** How many columns a text takes at most. */
export function widthOf(text: string): number {
  return Array.from(text).reduce((sum, character) => sum + columnsOf(character), 0);
}

function columnsOf(character: string): number {
  return (character.codePointAt(0) ?? 0) < 0x1100 ? 1 : 2;
}

function filled(lines: readonly string[], count: number): string[] {
  return Array.from({ length: count }, (_, index) => lines[index] ?? '');
}
