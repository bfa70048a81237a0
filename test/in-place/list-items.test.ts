import { expect, it, onTestFinished } from 'vitest';
import { idOf } from '../regressions/support.ts';
import { folderOf } from './support/folder.ts';

const tenant = `flowVaultConnections:
  - { name: Harbor, app_id: HTTP, setup: { type: BEARER, token: t } }
flows:
  - name: Look up
    actions:
      # what is asked
      - id: fetch
        type: HTTP
        action: SEND_REQUEST
        params: { method: GET, url: 'https://a.test', connection_id: Harbor }
`;

it('an item of an ordered list that another one has taken the place of is written whole, with what the files did not speak of', async () => {
  const folder = await folderOf({ 'tenant.yaml': tenant, 'environments/dev.yaml': 'domain: local\n' });
  onTestFinished(() => folder.close());
  const id = await idOf(folder.tenant, '/flows', 'Look up');
  const { body } = await folder.tenant.request('GET', `/flows/${id}`);
  const [fetch] = (body as { actions: unknown[] }).actions;
  const check = {
    id: 'check',
    type: 'FLOW',
    action: 'BOOLEAN_CONDITION',
    params: JSON.parse(`{"if":{"operator":"AND","operands":[]},"then":[${JSON.stringify(fetch)}],"else":[]}`) as object,
  };
  const { status } = await folder.tenant.request('PATCH', `/flows/${id}`, { actions: [check] });
  expect(status).toBe(200);
  const result = await folder.pull();
  expect([result.left, result.lines.join('\n')]).toEqual([0, expect.stringContaining('actions[0]')]);
  const text = folder.read('tenant.yaml');
  expect(text).toContain('      # what is asked\n      - id: check\n');
  expect(text).toContain('connection_id: Harbor');
  expect((await folder.pull()).texts.size).toBe(0);
});
