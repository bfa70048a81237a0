import { colours, plain } from '../report/style.ts';
import type { Style } from '../report/style.ts';
import { diagnosticsText } from '../report/diagnostics.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { maskedJson, masker } from '../secrets/mask.ts';
import type { Mask } from '../secrets/mask.ts';
import { wantsColour } from './io.ts';
import type { Io } from './io.ts';

/** Writes to the user, with the values of secrets masked whatever is written. */
export interface Show {
  style: Style;
  mask: Mask;
  /** The result, on stdout. */
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
    result: (text) => void io.stdout.write(`${mask(text)}\n`),
    data: (value) => void io.stdout.write(`${maskedJson(value, mask)}\n`),
    message,
    diagnostics: (diagnostics) => {
      if (diagnostics.length > 0) message(`${diagnosticsText(diagnostics, paintFor(io.stderr), mask)}\n`);
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
