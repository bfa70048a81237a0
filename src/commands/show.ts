import { colours, plain } from '../report/style.ts';
import type { Style } from '../report/style.ts';
import { diagnosticEntries } from '../report/diagnostics.ts';
import { formats } from '../report/formats/index.ts';
import type { FormatName } from '../report/formats/index.ts';
import { entryText } from '../report/formats/text.ts';
import type { Report } from '../report/view.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { maskedJson, masker } from '../secrets/mask.ts';
import type { Mask } from '../secrets/mask.ts';
import { wantsColour } from './io.ts';
import type { Io } from './io.ts';

/** Writes to the user, with the values of secrets masked whatever is written. */
export interface Show {
  style: Style;
  mask: Mask;
  /** A report, on stdout by default. */
  report: (report: Report, format?: FormatName, stream?: 'stdout' | 'stderr') => Promise<void>;
  /** A result that is no report, on stdout. */
  result: (text: string) => void;
  /** The result as JSON, on stdout. */
  data: (value: object) => void;
  /** A message, on stderr. */
  message: (text: string) => void;
  /** Diagnostics, on stderr. */
  diagnostics: (diagnostics: readonly Diagnostic[]) => void;
  /** Stderr for those who write to a stream by themselves. */
  stream: NodeJS.WriteStream;
}

/** Output of one command, masked by these secrets and all that were met so far. */
export function showing(io: Io, secrets: readonly string[]): Show {
  for (const secret of secrets) io.secrets.add(secret);
  const mask = currentMask(io.secrets);
  const paintFor = (stream: NodeJS.WriteStream): Style => (wantsColour(io, stream) ? colours : plain);
  const message = (text: string): void => void io.stderr.write(`${mask(text)}\n`);
  return {
    mask,
    style: paintFor(io.stdout),
    report: async (report, name = 'text', stream = 'stdout') => {
      const format = await formats[name]();
      io[stream].write(`${mask(format(report, { style: paintFor(io[stream]), mask }))}\n`);
    },
    result: (text) => void io.stdout.write(`${mask(text)}\n`),
    data: (value) => void io.stdout.write(`${maskedJson(value, mask)}\n`),
    message,
    diagnostics: (diagnostics) => {
      if (diagnostics.length === 0) return;
      const { entries } = diagnosticEntries(diagnostics, mask);
      message(`${entries.map((entry) => entryText(entry, paintFor(io.stderr))).join('\n\n')}\n`);
    },
    stream: maskedStream(io.stderr, mask),
  };
}

/** Masks whatever is known as a secret when something is written: the tenant's token comes later than the files'. */
function currentMask(secrets: ReadonlySet<string>): Mask {
  let [count, mask]: [number, Mask] = [-1, (text) => text];
  return (text) => {
    if (secrets.size !== count) [count, mask] = [secrets.size, masker([...secrets])];
    return mask(text);
  };
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
