// Stands between custom code and the network; a bundle of its own, as most code sends no request and it takes a while to load.
import { AsyncLocalStorage } from 'node:async_hooks';
import http from 'node:http';
import https from 'node:https';
import { BatchInterceptor } from '@mswjs/interceptors';
import { ClientRequestInterceptor } from '@mswjs/interceptors/ClientRequest';
import { FetchInterceptor } from '@mswjs/interceptors/fetch';
import type { Place } from './failure.ts';

/** Gives the answer to a request, or what it fails with. */
export type Respond = (request: Request, place: Place) => Promise<Response | Error>;

/** Takes over `fetch`, `http` and `https`; gives the `fetch` that is to be called. */
export function intercept(respond: Respond, here: () => Place): typeof fetch {
  const places = new AsyncLocalStorage<Place>();
  const interceptor = new BatchInterceptor({
    name: 'tenantry',
    interceptors: [new ClientRequestInterceptor(), new FetchInterceptor()],
  });
  interceptor.apply();
  interceptor.on('request', async ({ request, controller }) => {
    const answer = await respond(request, places.getStore() ?? {});
    if (answer instanceof Response) controller.respondWith(answer);
    else controller.errorWith(answer);
  });
  const placed = (owner: object, name: string): void => {
    const inner: unknown = Reflect.get(owner, name);
    if (typeof inner !== 'function') return;
    Reflect.set(owner, name, (...given: unknown[]): unknown =>
      places.run(here(), () => {
        const result: unknown = Reflect.apply(inner, owner, given);
        return result;
      }),
    );
  };
  for (const owner of [http, https]) for (const name of ['request', 'get']) placed(owner, name);
  const fetch = globalThis.fetch;
  return (...given) => places.run(here(), () => fetch(...given));
}
