import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TargetsOptions } from '../../../src/session/targets.ts';
import { environment, repository } from '../../support/fleet.ts';
import type { Files } from '../../support/fleet.ts';

describe('the targets of a repository', () => {
  it('are all tenants with all their environments, in the order of their rings, and say no domain', async () => {
    const { ask } = repository();
    const found = await ask();
    expect(found).toEqual({
      formatVersion: 1,
      count: 3,
      total: 3,
      order: ['dev', 'prod'],
      include: [
        ...['dock', 'harbor'].map((tenant) => ({
          id: `${tenant}-dev`,
          tenant,
          env: 'dev',
          ring: 'dev',
          plan_environment: `${tenant}-dev-plan`,
          environment: `${tenant}-dev`,
        })),
        expect.objectContaining({ id: 'harbor-prod', ring: 'prod' }),
      ],
      rings: {
        dev: [expect.objectContaining({ id: 'dock-dev' }), expect.objectContaining({ id: 'harbor-dev' })],
        prod: [expect.objectContaining({ id: 'harbor-prod' })],
      },
    });
    expect(JSON.stringify(found)).not.toContain('auth0.com');
  });

  it('are in the ring that their environment file names; production is last, whatever it is called', async () => {
    const { ask } = repository({
      'tenants/harbor/environments/prod.yaml': environment('harbor', 'kind: production\nring: customers\n'),
      'tenants/harbor/environments/zebra.yaml': environment('zebra'),
      'tenants/harbor/environments/staging.yaml': environment('staging', 'ring: dev\n'),
    });
    expect((await ask()).order).toEqual(['dev', 'zebra', 'customers']);
  });

  it('are those of the rings that are named, in that order; a ring that has none is empty', async () => {
    const { ask } = repository();
    const { order, rings, count } = await ask({ rings: ['prod', 'canary'] });
    expect({ order, count, ids: Object.entries(rings).map(([ring, jobs]) => [ring, jobs.length]) }).toEqual({
      order: ['prod', 'canary'],
      count: 1,
      ids: [
        ['prod', 1],
        ['canary', 0],
      ],
    });
  });

  it('are packed into batches of one ring, which have the environments of the ring', async () => {
    const { ask } = repository({
      'tenants/pier/tenant.yaml': 'roles: []\n',
      'tenants/pier/environments/dev.yaml': environment('pier'),
    });
    const { rings, include } = await ask({ batch: 2 });
    expect(rings).toEqual({
      dev: [
        { id: 'dev-1', targets: 'dock/dev,harbor/dev', ring: 'dev', plan_environment: 'dev-plan', environment: 'dev' },
        { id: 'dev-2', targets: 'pier/dev', ring: 'dev', plan_environment: 'dev-plan', environment: 'dev' },
      ],
      prod: [
        { id: 'prod-1', targets: 'harbor/prod', ring: 'prod', plan_environment: 'prod-plan', environment: 'prod' },
      ],
    });
    expect(include.map(({ environment: name }) => name)).toEqual(['dev', 'dev', 'dev', 'prod']);
  });

  it('are the embedded emulators only where there is nothing else, or when their ring is named', async () => {
    const { ask, root } = repository({
      'tenants/harbor/environments/local.yaml': 'domain: local\nkeywords: { API: https://a }\n',
    });
    expect((await ask()).order).toEqual(['dev', 'prod']);
    expect((await ask({ rings: ['local'] })).include.map(({ id }) => id)).toEqual(['harbor-local']);
    rmSync(join(root, 'tenants/dock'), { recursive: true });
    for (const name of ['dev', 'prod']) rmSync(join(root, `tenants/harbor/environments/${name}.yaml`));
    expect((await ask()).include.map(({ id }) => id)).toEqual(['harbor-local']);
  });

  it.each<[string, Files, TargetsOptions, string]>([
    [
      'two of one id',
      {
        'tenants/a/tenant.yaml': 'roles: []',
        'tenants/a/environments/b-c.yaml': 'domain: local',
        'tenants/a-b/tenant.yaml': 'roles: []',
        'tenants/a-b/environments/c.yaml': 'domain: local',
      },
      {},
      'target-twice',
    ],
    [
      'a name that no file can have',
      { 'tenants/a, b/tenant.yaml': 'roles: []', 'tenants/a, b/environments/c.yaml': 'domain: local' },
      {},
      'target-name',
    ],
    ['a target that there is not', {}, { targets: ['harbor/prdo'] }, 'unknown-target'],
    ['a tenant that there is not', {}, { tenant: 'harbour' }, 'folder-missing'],
    ['a ring that no environment is in', {}, { rings: ['porduction'] }, 'no-target-in-rings'],
    ['an environment that this tenant does not have', {}, { tenant: 'dock', env: 'prod' }, 'no-target-meant'],
  ])('are refused for %s', async (_what, more, options, errorCode) => {
    await expect(repository(more).ask(options)).rejects.toMatchObject({ code: errorCode });
  });
});
