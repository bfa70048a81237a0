import { error as errorOf } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { firstOf, isStop } from '../model/failure.ts';
import { colours, plain } from '../report/style.ts';
import type { Style } from '../report/style.ts';
import { diagnosticEntries, stopReport } from '../report/diagnostics.ts';
import { failureText } from '../report/failure.ts';
import { formats } from '../report/formats/index.ts';
import type { FormatName } from '../report/formats/index.ts';
import { entryText } from '../report/formats/text.ts';
import type { Report } from '../report/view.ts';
import { visibleLines } from '../model/visible.ts';
import { liveMasker, masker, maskedJson } from '../secrets/mask.ts';
import type { Mask } from '../secrets/mask.ts';
import type { Happening } from './happening.ts';
import { linksOn } from './hyperlinks.ts';
import { isLive, wantsColour } from './outside.ts';
import type { Outside } from './outside.ts';
import { cut } from './progress.ts';
import { screenOf } from './screen.ts';
import { sourceUrls } from './source-urls.ts';
import type { Screen } from './screen.ts';

/** Writes to the user, with the values of secrets masked whatever is written. */
export interface Show {
  style: Style;
  mask: Mask;
  /** Masks these values in everything from now on; also those that come to a set later. */
  hide: (secrets: ReadonlySet<string> | readonly string[]) => void;
  /** Tells whoever observes the command, and nobody else. */
  tell: (happening: Happening) => void;
  /** A report, on stdout by default. */
  report: (report: Report, format?: FormatName, stream?: 'stdout' | 'stderr') => Promise<void>;
  /** The text of a report without colours, for a file. */
  written: (report: Report, format: FormatName) => Promise<string>;
  /** A result that is no report, on stdout. */
  result: (text: string) => void;
  /** A line of a result that goes on, on stdout. */
  line: (text: string) => void;
  /** The same as JSON, on stdout. */
  data: (value: object) => void;
  /** A message, on stderr. */
  message: (text: string) => void;
  /** Diagnostics, on stderr. */
  diagnostics: (diagnostics: readonly Diagnostic[]) => void;
  /** What is being done, in one line on a terminal, until something else is shown. */
  status: (text: string) => void;
  /** The error that ends a command, on stderr; in another form than text it is a report, too. Gives back the exit code. */
  stop: (error: unknown, format: FormatName) => Promise<number>;
  /** Stderr for those who write to a stream by themselves. */
  stream: NodeJS.WriteStream;
  /** The last lines of the terminal, when stderr is one; what is written above takes them away. */
  screen: Screen | undefined;
}

/** The output of one command. */
export function showing(outside: Pick<Outside, 'cwd' | 'env' | 'stdout' | 'stderr' | 'observe'>): Show {
  const { stdout, stderr } = outside;
  const linkFor = linksOn(outside);
  const tell: Show['tell'] = (happening) => outside.observe?.(happening);
  const { mask, hide } = hiding(tell);
  const styleFor = (stream: NodeJS.WriteStream): Style => (wantsColour(outside, stream) ? colours : plain);
  const stream = maskedStream(stderr, mask);
  const screen = isLive(outside) ? screenOf(stream) : undefined;
  let hasResult = false;
  const put = (to: NodeJS.WriteStream, text: string): void => {
    screen?.clear();
    to.write(`${linkFor(to)(inert(text))}\n`);
  };
  const say = (text: string): void => put(stderr, mask(text));
  // It may have names in it, and what a server said: masked while it is whole, and then without what is hidden in it.
  const message: Show['message'] = (text) => say(visibleLines(mask(text)));
  const textOf = writing(outside, mask);
  const report: Show['report'] = async (said, name = 'text', stream = 'stdout') => {
    tell({ type: 'report', report: said });
    const text = await textOf(said, name, styleFor(outside[stream]));
    hasResult ||= stream === 'stdout';
    screen?.clear();
    outside[stream].write(name === 'text' ? linkFor(outside[stream])(text) : text);
  };
  return {
    style: styleFor(stdout),
    mask,
    hide,
    tell,
    report,
    written: (said, name) => textOf(said, name, plain),
    result: (text) => put(stdout, mask(text)),
    line: (text) => put(stdout, visibleLines(mask(text))),
    data: (value) => {
      hasResult = true;
      screen?.clear();
      stdout.write(`${maskedJson(value, mask)}\n`);
    },
    message,
    diagnostics: (diagnostics) => {
      if (diagnostics.length === 0) return;
      tell({ type: 'diagnostics', diagnostics });
      const { entries } = diagnosticEntries(diagnostics, mask);
      say(`${entries.map((entry) => entryText(entry, styleFor(stderr))).join('\n\n')}\n`);
    },
    status: (text) => screen?.draw(({ columns }) => [cut(text, columns - 1)]),
    stop: async (thrown, format) => {
      const error = firstOf(thrown);
      const diagnostic = diagnosticOf(error);
      // A program reads one result.
      if (format !== 'text' && !hasResult) await report(stopReport(diagnostic, mask), format);
      tell({ type: 'stopped', error, diagnostic });
      const { text, code } = failureText(error);
      message(text);
      return code;
    },
    stream,
    screen,
  };
}

/** Reports as texts in a form. */
function writing(
  outside: Pick<Outside, 'cwd' | 'env'>,
  mask: Mask,
): (said: Report, name: FormatName, style: Style) => Promise<string> {
  return async (said, name, style) => {
    const write = await formats[name]();
    const text = write(said, { style, mask, urlOf: sourceUrls(outside) });
    // Where a value could be taken for a part of the format, only the values in the report are masked.
    return `${name === 'text' || name === 'markdown' ? inert(mask(text)) : text}\n`;
  };
}

/** A mask of all that was hidden so far. */
function hiding(tell: Show['tell']): Pick<Show, 'mask' | 'hide'> {
  const masks: Mask[] = [];
  return {
    mask: (text) => masks.reduce((masked, next) => next(masked), text),
    hide: (secrets) => {
      tell({ type: 'secrets', values: secrets });
      masks.push(secrets instanceof Set ? liveMasker(secrets) : masker([...secrets]));
    },
  };
}

/** A text of which no line is a command to the runner of a pipeline, as `::add-mask::` is: names and code may have such lines. */
function inert(text: string): string {
  return text.replace(/^(?=[^\S\n]*(?:::|##\[))/gm, '|');
}

/** What ends a command, in the form of what is collected. */
function diagnosticOf(error: unknown): Diagnostic {
  if (!isStop(error)) return errorOf('defect', error instanceof Error ? error.message : String(error));
  return errorOf(error.code, error.message, { hint: error.hint });
}

/** A stream that masks what is written to it; who replaces its `write` for a while does not touch the real one. */
function maskedStream(stream: NodeJS.WriteStream, mask: Mask): NodeJS.WriteStream {
  let write: unknown = (chunk: unknown): boolean =>
    stream.write(typeof chunk === 'string' ? mask(chunk) : String(chunk));
  return new Proxy(stream, {
    get: (target, name): unknown => (name === 'write' ? write : Reflect.get(target, name, target)),
    set: (target, name, value: unknown) => {
      if (name !== 'write') return Reflect.set(target, name, value, target);
      write = value;
      return true;
    },
  });
}
