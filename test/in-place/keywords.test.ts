import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { idOf } from '../regressions/support.ts';
import { files } from './support/acme.ts';
import { changedLines, folderOf } from './support/folder.ts';
import type { Folder } from './support/folder.ts';

let folder: Folder;
let ids: Record<string, string>;

async function fresh(changed: Record<string, string> = {}): Promise<void> {
  folder = await folderOf({ ...files, ...changed });
  const known = await Promise.all(
    ['Portal', 'Worker'].map((name) => idOf(folder.tenant, '/clients?per_page=100', name)),
  );
  ids = { Portal: known[0] ?? '', Worker: known[1] ?? '' };
}

async function patch(path: string, body: object): Promise<void> {
  const { status, body: answer } = await folder.tenant.request('PATCH', path, body);
  expect([status, JSON.stringify(answer).slice(0, status < 300 ? 0 : 300)]).toEqual([status < 300 ? status : 200, '']);
}

/** The changed lines of a file since it was written first. */
const lines = (path: keyof typeof files): ReturnType<typeof changedLines> =>
  changedLines(files[path], folder.read(path));

describe('a keyword', () => {
  beforeAll(() => fresh());
  afterAll(() => folder.close());
  const move = async (...places: string[]): Promise<void> => {
    if (places.includes('portal'))
      await patch(`/clients/${ids['Portal']}`, { description: 'A portal of crew', client_metadata: { team: 'crew' } });
    if (places.includes('worker')) await patch(`/clients/${ids['Worker']}`, { client_metadata: { team: 'crew' } });
    if (places.includes('mail'))
      await patch('/emails/provider', {
        name: 'smtp',
        credentials: { smtp_host: 'smtp.crew.example', smtp_port: 25, smtp_user: 'user', smtp_pass: 'x' },
      });
  };

  it('is left when some of its places say something else, with both ways to write it', async () => {
    await move('portal', 'worker');
    const result = await folder.pull();
    expect(result.texts.size).toBe(0);
    const said = result.lines.join('\n');
    expect(said).toContain('used in 1 more place that still says so');
    expect(said).toContain('b) everywhere in dev:  environments/dev.yaml   TEAM: "crew"');
    expect(said).toContain('a) only here:  tenants/acme/tenant.yaml:');
  });

  it('gets the value that all of its places say, in the file of this environment and nowhere else', async () => {
    await move('mail');
    const result = await folder.pull();
    expect([result.left, [...result.texts.keys()]]).toEqual([0, ['tenants/acme/environments/dev.yaml']]);
    expect(lines('environments/dev.yaml')).toEqual({
      old: ['  TEAM: platform   # who is called'],
      new: ['  TEAM: crew   # who is called'],
    });
  });

  it('that has its value from the defaults gets another one in the file of the environment', async () => {
    folder.write('defaults.yaml', 'keywords:\n  TEAM: platform\n');
    for (const name of ['dev', 'prod']) {
      const text = folder.read(`environments/${name}.yaml`);
      folder.write(`environments/${name}.yaml`, text.replace(/ {2}TEAM.*\n/, ''));
    }
    await folder.pull();
    expect(folder.read('defaults.yaml')).toBe('keywords:\n  TEAM: platform\n');
    expect(folder.read('environments/dev.yaml')).toContain('\n  TEAM: crew\n');
    expect(folder.read('environments/prod.yaml')).not.toContain('TEAM');
  });

  it('is only told about when that is asked for', async () => {
    for (const [path, text] of Object.entries(files)) folder.write(path, text);
    const result = await folder.pull({ keywords: 'report' });
    expect([result.texts.size, result.left > 0]).toEqual([0, true]);
  });
});
