import { expect, it } from 'vitest';
import { startTenant, type Row, type Tenant } from './tenant.ts';

/** One request, the status of its answer, what the answer has at least, and the fields that it lacks. */
export interface Step {
  readonly send: string;
  readonly body?: unknown;
  readonly status?: number;
  readonly has?: object;
  readonly lacks?: readonly string[];
}

/** Sends the steps in turn. `{0.id}` in a path or a body stands for a field of an earlier answer. */
async function follow(tenant: Tenant, steps: readonly Step[]): Promise<void> {
  const answers: Row[] = [];
  const filled = (text: string): string =>
    text.replaceAll(/\{(\d)\.(\w+)\}/g, (_all, index: string, field: string) =>
      String(answers[Number(index)]?.[field]),
    );
  for (const { send, body, status = 200, has, lacks = [] } of steps) {
    const [method = '', path = ''] = filled(send).split(' ');
    const sent: unknown = body === undefined ? undefined : JSON.parse(filled(JSON.stringify(body)));
    const answer = await tenant.api(method, path, sent);
    expect([send, answer.status, answer.status === status ? '' : answer.body]).toEqual([send, status, '']);
    expect(answer.body ?? {}).toMatchObject(has ?? {});
    for (const field of lacks) expect(answer.body).not.toHaveProperty(field);
    answers.push(answer.body);
  }
}

/** What a field is compared with that is known in part. */
export const like = (matcher: unknown): unknown => matcher;

/** A new client. */
export const client = { send: 'POST /clients', body: { name: 'a' }, status: 201 };
/** A new API. */
export const api = { send: 'POST /resource-servers', body: { identifier: 'https://a.test' }, status: 201 };
/** A new role. */
export const role = { send: 'POST /roles', body: { name: 'a' } };
/** A new organization. */
export const organization = { send: 'POST /organizations', body: { name: 'a' }, status: 201 };
/** A new database. */
export const database = { send: 'POST /connections', body: { name: 'a', strategy: 'auth0' }, status: 201 };
/** A new action. */
export const action = {
  send: 'POST /actions/actions',
  body: { name: 'a', code: '//', supported_triggers: [{ id: 'post-login', version: 'v3' }] },
  status: 201,
};
/** A new network ACL. */
export const acl = {
  send: 'POST /network-acls',
  body: {
    description: 'a',
    active: true,
    priority: 1,
    rule: { action: { block: true }, match: { geo_country_codes: ['US'] }, scope: 'tenant' },
  },
  status: 201,
};
/** A new connection of a strategy. */
export const gateway = (strategy: string, options: object = {}): Step => ({
  send: 'POST /connections',
  body: { name: 'a', strategy, options: { client_id: 'a', ...options } },
  status: 201,
});

/** What is asked and answered, by subject. */
export type Table = Record<string, readonly [title: string, ...steps: Step[]][]>;

/** Makes each row of a table a test, in a fresh tenant. */
export function holds(table: Table): void {
  const rows = Object.entries(table).flatMap(([subject, titled]) =>
    titled.map(([title, ...steps]): [title: string, steps: Step[]] => [`${subject}: ${title}`, steps]),
  );
  it.each(rows)('%s', async (_title, steps) => follow(startTenant({ buildMilliseconds: 0 }), steps));
}
