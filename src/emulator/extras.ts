import { bodyOf, parseJson } from './body.ts';
import { refusal } from './errors.ts';
import type { App } from './served.ts';
import { isState } from './store.ts';

/** The paths that belong to the emulator and not to the API. */
export const EXTRAS = '/emulator/';

/** Serves what belongs to the emulator and not to the API: no token needed, not counted. */
export function serveExtras(app: App): void {
  app.get('/emulator/requests', ({ env: { log } }) => Response.json({ ...log.counts(), requests: log.requests }));
  app.delete('/emulator/requests', ({ env: { log } }) => {
    log.clear();
    return new Response(null, { status: 204 });
  });
  app.post('/emulator/logs', async ({ env, req }) => {
    const events = parseJson(await req.text());
    if (!Array.isArray(events)) throw refusal(400, 'The body is not an array of log events.', 'invalid_body');
    for (const event of events) env.tenant.log.note(bodyOf(event));
    return new Response(null, { status: 204 });
  });
  app.get('/emulator/state', ({ env }) => Response.json(env.tenant.store.snapshot()));
  app.put('/emulator/state', async ({ env, req }) => {
    const state = parseJson(await req.text());
    if (!isState(state)) throw refusal(400, 'The body is not the state of an emulator.', 'invalid_body');
    env.tenant.store.restore(state);
    return new Response(null, { status: 204 });
  });
}
