import { filesOf, openWorkspace } from '../session/workspace.ts';
import { contextOf, idleMilliseconds, isFull, readLog, startOf } from '../session/logs.ts';
import type { LogReading } from '../session/logs.ts';
import { digest, isOurs } from '../logs/digest.ts';
import type { LogContext } from '../logs/digest.ts';
import type { LogEvent } from '../model/log.ts';
import { logMessages } from '../report/log-messages.ts';
import { eventLine, logReport } from '../report/logs.ts';
import type { LogParts } from '../report/logs.ts';
import type { Io } from './io.ts';
import { connectChecked } from './preview.ts';
import type { PreviewOptions } from './preview.ts';

/** Options of `tenantry logs`. */
export interface LogsOptions extends PreviewOptions {
  /** `run`, `last`, a duration or a time. */
  since?: string;
  follow?: boolean;
  failures?: boolean;
  changes?: boolean;
  /** Whether everything is shown, and not only counted. */
  all?: boolean;
  /** Whether a failure makes the exit code 3. */
  fail?: boolean;
  /** The names or ids of the applications, and the codes of the events, to show alone. */
  app?: string[];
  type?: string[];
}

/** Shows the log of a tenant, failures first. Exit 0; 3 when there are failures and `--fail` asks for it; 1 for errors. */
export async function run(tenant: string | undefined, options: LogsOptions, io: Io): Promise<number> {
  const workspace = openWorkspace(io, { ...options, tenant, secrets: 'wanted' });
  const files = filesOf(workspace, options.env);
  await using session = await connectChecked(workspace, files, options, io.show);
  if (session === undefined) return 1;
  const { config } = files.target;
  const reading = await readLog(session, startOf(session, options.since));
  const context = contextOf(session);
  const parts: LogParts = options.failures === true ? 'failures' : options.changes === true ? 'changes' : 'all';
  if (options.follow === true) return await follow(reading, context, { ...options, parts }, io);
  const events: LogEvent[] = [];
  for (let page = await reading.next(); page.length > 0; page = await reading.next()) {
    events.push(...page.filter((event) => isWanted(event, options)));
    io.show.status(logMessages.reading(events.length));
  }
  const found = digest(events, context);
  const title = `${config.tenant}/${config.environment.name}`;
  const said = { title, since: reading.start.said, reachesBackTo: reading.reachesBackTo, parts };
  await io.show.report(logReport(found, events, said, io.show.mask), options.format);
  reading.shown();
  return options.fail === true && found.failures.length > 0 ? 3 : 0;
}

/** Shows events as they come, until the user stops it: failures and changes of others in full, all else by its number. */
async function follow(
  reading: LogReading,
  context: LogContext,
  options: LogsOptions & { parts: LogParts },
  { show, clock, signal, catchSignals }: Io,
): Promise<number> {
  catchSignals();
  let quiet = 0;
  let failed = false;
  if (options.format !== 'json') show.message(logMessages.following(reading.start.said));
  while (!signal.aborted) {
    const page = await reading.next();
    for (const event of page.filter((one) => isWanted(one, options))) {
      failed ||= event.class === 'error' && event.isTrial !== true;
      if (options.format === 'json') show.line(JSON.stringify(event));
      else if (isShown(event, context, options))
        show.line(eventLine(event, isOurs(event, context.ownClientId), show.style, show.mask));
      else quiet += 1;
    }
    reading.shown();
    if (isFull(page)) continue;
    if (quiet > 0 && options.parts === 'all') show.message(logMessages.quiet(quiet));
    quiet = 0;
    await clock.sleep(idleMilliseconds, signal).catch(() => undefined);
  }
  return options.fail === true && failed ? 3 : 0;
}

function isShown(
  event: LogEvent,
  { ownClientId }: LogContext,
  { parts, all }: LogsOptions & { parts: LogParts },
): boolean {
  if (all === true) return true;
  const isForeign = event.write !== undefined && !isOurs(event, ownClientId);
  if (event.isTrial === true) return false;
  if (parts === 'failures') return event.class === 'error';
  if (parts === 'changes') return isForeign;
  return event.class !== 'success' || isForeign;
}

function isWanted({ client, clientId, code }: LogEvent, { app, type }: LogsOptions): boolean {
  const isOfApp = app === undefined || app.includes(client ?? '') || app.includes(clientId ?? '');
  return isOfApp && (type === undefined || type.includes(code));
}
