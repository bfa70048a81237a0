import type { RateFigures } from '../auth0/rate-limiter.ts';
import type { OnRead } from '../read/watch.ts';
import { messages } from './messages.ts';
import { cut, tickMilliseconds } from './progress.ts';
import type { Screen } from './screen.ts';

/** How many of a type are read, and of how many. */
export type Reading = ReadonlyMap<string, { expected: number; read: number }>;

/** What a terminal shows while a tenant is read, in one line: how far it is, the limit that it waits for, what is being read. */
export function readingLine(
  reading: Reading,
  { requests, heldFor }: Pick<RateFigures, 'requests' | 'heldFor'>,
  columns: number,
): string {
  const counts = [...reading.values()];
  const expected = counts.reduce((sum, one) => sum + one.expected, 0);
  const read = counts.reduce((sum, one) => sum + one.read, 0);
  const open = [...reading].flatMap(([type, one]) => (one.read < one.expected ? [type] : []));
  const said = [messages.read(read, expected, requests), ...(heldFor > 0 ? [messages.held(heldFor)] : [])].join(', ');
  return cut(`${said}: ${open.length === 0 ? messages.comparing() : open.join(', ')}`, columns - 1);
}

/** Shows on a terminal what is read of a tenant, until it is disposed of. */
export function watchReading(
  screen: Screen | undefined,
  figures: () => Pick<RateFigures, 'requests' | 'heldFor'>,
): Disposable & { onRead: OnRead } {
  const reading = new Map<string, { expected: number; read: number }>();
  const draw = (): void => screen?.draw(({ columns }) => [readingLine(reading, figures(), columns)]);
  let timer: NodeJS.Timeout | undefined;
  return {
    onRead: (type, told) => {
      const { expected, read } = reading.get(type) ?? { expected: 0, read: 0 };
      const next = 'read' in told ? { expected, read: read + told.read } : { expected: expected + told.expected, read };
      reading.set(type, next);
      timer ??= setInterval(draw, tickMilliseconds);
      // What follows when all is read leaves no time for a timer.
      if ([...reading.values()].every((one) => one.read === one.expected)) draw();
    },
    [Symbol.dispose]: () => {
      clearInterval(timer);
      screen?.clear();
    },
  };
}
