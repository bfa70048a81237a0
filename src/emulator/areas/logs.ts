import type { Area } from '../area.ts';
import { textOf, type Body } from '../body.ts';
import { page, pageQuery, type Pages } from '../paging.ts';
import { FIELDS } from '../query.ts';
import { ok, operation, type Tenant } from '../route.ts';

/** More would make the memory of an emulator grow that is served for days; a real tenant keeps some days. */
const KEPT = 1000;

const PAGES: Pages = { key: 'logs', paging: 'offset' };

/** A write that was carried out, and the client whose token it had. */
export interface Written {
  readonly method: string;
  readonly path: string;
  readonly body: Body;
  readonly status: number;
  readonly clientId: string;
}

/** Notes a write as the log of a tenant does: an event of the type `sapi`, the newest first. */
export function noteWrite(tenant: Tenant, { method, path, body, status, clientId }: Written): void {
  const date = new Date(tenant.now()).toISOString();
  const id = `${date.replace(/\D/g, '')}${String(tenant.log.length).padStart(6, '0')}`;
  tenant.log.unshift({
    _id: id,
    log_id: id,
    date,
    type: 'sapi',
    client_id: clientId,
    client_name: textOf(tenant.store.get('clients', clientId)?.['name']),
    details: { request: { method: method.toLowerCase(), path, body }, response: { statusCode: status } },
  });
  tenant.log.length = Math.min(tenant.log.length, KEPT);
}

/** The log of the tenant: what was written by the Management API. Logins and the rest are not emulated. */
export const logArea: Area = {
  routes: [
    operation(
      'GET /logs',
      'read:logs',
      ({ log, query }) =>
        ok(
          page(
            PAGES,
            query,
            log.map((body, place) => ({ key: String(place), place, body })),
            (body) => body,
          ),
        ),
      { query: { ...pageQuery(PAGES), ...FIELDS, sort: 'text', search: 'text' } },
    ),
  ],
};
