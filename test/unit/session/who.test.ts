import { describe, expect, it } from 'vitest';
import { catalogOf } from '../../../src/catalog/catalog.ts';
import type { Change } from '../../../src/model/change.ts';
import { resourceTypes } from '../../../src/resources/index.ts';
import { authorsOf } from '../../../src/session/who.ts';
import type { Authors } from '../../../src/session/who.ts';
import { emulated } from '../../support/project.ts';
import type { Emulated } from '../../support/project.ts';

const catalog = catalogOf(resourceTypes);

function changeOf(address: string, id?: string): Change {
  const type = address.split('/')[0] ?? '';
  const field = { path: 'description', as: 'value', cause: 'live' } as const;
  return {
    action: 'update',
    address,
    type,
    fields: [field],
    fieldsToSend: ['description'],
    ...(id === undefined ? {} : { id }),
  };
}

function ask(at: Emulated, changes: Change[], own = 'nobody', since = ''): Promise<Authors> {
  const connection = { ...at.connection, ownClientId: own };
  return authorsOf({ connection }, changes, catalog, { since, idOf: ({ id }) => id });
}

/** A tenant in which the client of the emulator's deployer has changed a role and the settings by hand. */
async function changedByHand(): Promise<{ at: Emulated; id: string }> {
  const at = emulated();
  const { body } = await at.request('POST', '/roles', { name: 'A' });
  const { id } = body as { id: string };
  await at.request('PATCH', `/roles/${id}`, { description: 'secret words of a body' });
  await at.request('PATCH', '/tenants/settings', { friendly_name: 'x' });
  return { at, id };
}

describe('drift --who', () => {
  it('finds in the log of the tenant who wrote to the path of a resource last, by its id or where it has none', async () => {
    const { at, id } = await changedByHand();
    const found = await ask(at, [changeOf('roles/A', id), changeOf('tenant')]);
    expect(found).toMatchObject({ type: 'found', authors: [{ address: 'roles/A' }, { address: 'tenant' }] });
    expect(JSON.stringify(found)).not.toContain('secret words');
    const [first] = found.type === 'found' ? found.authors : [];
    expect(first?.by).not.toBe('');
  });

  it('leaves out what its own client wrote, what is older than the record, and what only the files changed', async () => {
    const { at, id } = await changedByHand();
    const own = at.connection.ownClientId ?? '';
    expect(await ask(at, [changeOf('roles/A', id)], own)).toMatchObject({ authors: [] });
    expect(await ask(at, [changeOf('roles/A', id)], 'nobody', '2999-01-01')).toMatchObject({
      authors: [],
      reachesBackTo: expect.stringMatching(/^\d{4}-/) as string,
    });
    const ofFiles = changeOf('roles/A', id);
    expect(
      await ask(at, [{ ...ofFiles, fields: [{ path: 'description', as: 'value', cause: 'files' }] }]),
    ).toMatchObject({
      authors: [],
    });
  });

  it('says in one line that the log may not be read', async () => {
    const at = emulated({ scopes: ['read:roles'] });
    expect(await ask(at, [changeOf('roles/A', 'rol_1')])).toMatchObject({ type: 'refused' });
  });
});
