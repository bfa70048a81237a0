import { realClock } from './auth0/clock.ts';
import type { Clock } from './auth0/clock.ts';
import { callOf } from './commands/call.ts';
import type { Call } from './commands/call.ts';
import type { Outside } from './commands/outside.ts';
import { showing } from './commands/show.ts';

/** Runs a command and tells what went wrong: the one place where errors end. Gives back the exit code. */
export async function run(args: readonly string[], outside: Outside, clock: Clock = realClock): Promise<number> {
  const show = showing(outside);
  let call: Call | undefined;
  try {
    call = callOf(args, outside);
    return call.type === 'ended' ? call.code : await call.run({ ...outside, clock, show });
  } catch (error) {
    return show.stop(error, call?.type === 'command' ? call.format : 'text');
  }
}
