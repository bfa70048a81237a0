import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { realClock } from '../../../src/auth0/clock.ts';
import { goalOfPart } from '../../../src/goals.ts';
import { connect } from '../../../src/session/connect.ts';
import type { Session } from '../../../src/session/connect.ts';
import { withReasons } from '../../../src/session/drift.ts';
import { plan } from '../../../src/session/plan.ts';
import type { Ready } from '../../../src/session/plan.ts';
import { run } from '../../../src/session/run.ts';
import { filesOf, openWorkspace } from '../../../src/session/workspace.ts';

/** A project whose tenant is the embedded emulator. */
function projectOf(yaml: string): string {
  const cwd = mkdtempSync(join(tmpdir(), 'tenantry-drift-'));
  onTestFinished(() => rmSync(cwd, { recursive: true }));
  write(cwd, yaml);
  write(
    cwd,
    'domain: local\npolicy: { delete: true }\nsecrets: { PASSWORD: { env: PASSWORD } }\n',
    'environments/dev.yaml',
  );
  return cwd;
}

function write(cwd: string, text: string, file = 'tenant.yaml'): void {
  const path = join(cwd, 'tenants/acme', file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

async function open(cwd: string): Promise<Session> {
  const env = { PASSWORD: 'a-very-secret-password' };
  const around = { cwd, env, signal: new AbortController().signal, clock: realClock };
  const workspace = openWorkspace(around, { secrets: 'needed' });
  return connect(workspace, filesOf(workspace, 'dev'));
}

async function ready(session: Session, only: string[] = []): Promise<Ready> {
  const found = await plan(session, goalOfPart(session.files, only));
  if (found.type === 'refused') throw new Error(found.diagnostics.map(({ message }) => message).join('\n'));
  return found;
}

async function apply(cwd: string, only: string[] = []): Promise<void> {
  await using session = await open(cwd);
  await run(
    session,
    await ready(session, only),
    { what: 'apply' },
    {
      begin: () => undefined,
      end: () => undefined,
      waves: async (waves) => {
        for (const { jobs } of waves) await Promise.allSettled(jobs.map((job) => job.run()));
      },
    },
  );
}

/** Changes the tenant as somebody in the dashboard does. */
async function byHand(cwd: string, yaml: string): Promise<void> {
  const files = readFileSync(join(cwd, 'tenants/acme/tenant.yaml'), 'utf8');
  const runs = join(cwd, '.tenantry/runs');
  write(cwd, yaml);
  const isRecorded = existsSync(runs);
  if (isRecorded) renameSync(runs, `${runs}.kept`);
  await apply(cwd);
  rmSync(runs, { recursive: true, force: true });
  if (isRecorded) renameSync(`${runs}.kept`, runs);
  write(cwd, files);
}

/** What differs and why, and why nothing is known. */
async function drift(cwd: string): Promise<[string[], string | undefined]> {
  await using session = await open(cwd);
  const { plan: found, why } = withReasons(session, await ready(session));
  const told = found.changes.flatMap(({ action, address, cause, fields }) =>
    cause === undefined
      ? fields.map((field) => `${address}.${field.path} ${field.cause ?? '-'}`)
      : [`${action} ${address} ${cause}`],
  );
  return [told, why];
}

const roles = (...items: string[]): string => `roles:\n${items.map((item) => `  - ${item}\n`).join('')}`;

/** The file of the state that the last run has left. */
function stateFile(cwd: string): string {
  const folder = join(cwd, '.tenantry/runs');
  return join(folder, readdirSync(folder).sort().at(-1) ?? '', 'state.json.gz');
}

describe('drift, field by field', () => {
  it('tells what was changed live, what only the files changed, and what both did', async () => {
    const field = (a: string, b: string, c: string): string =>
      roles(
        `{ name: Live, description: ${a} }`,
        `{ name: Files, description: ${b} }`,
        `{ name: Both, description: ${c} }`,
      );
    const cwd = projectOf(field('one', 'one', 'one'));
    await apply(cwd);
    expect(await drift(cwd)).toEqual([[], undefined]);
    await byHand(cwd, field('two', 'one', 'two'));
    write(cwd, field('one', 'three', 'three'));
    expect(await drift(cwd)).toEqual([
      ['roles/Both.description both', 'roles/Files.description files', 'roles/Live.description live'],
      undefined,
    ]);
  });

  it('says nothing of what both sides changed to the same', async () => {
    const cwd = projectOf(roles('{ name: A, description: one }'));
    await apply(cwd);
    await byHand(cwd, roles('{ name: A, description: two }'));
    write(cwd, roles('{ name: A, description: two }'));
    expect(await drift(cwd)).toEqual([[], undefined]);
  });

  it('tells of resources that are not there, or are there, on which side that was done', async () => {
    const cwd = projectOf(roles('{ name: Kept }', '{ name: GoneLive }', '{ name: GoneInFiles }'));
    await apply(cwd);
    await byHand(cwd, roles('{ name: Kept }', '{ name: GoneInFiles }', '{ name: NewLive }'));
    write(cwd, roles('{ name: Kept }', '{ name: GoneLive }', '{ name: NewInFiles }'));
    const [told] = await drift(cwd);
    expect(told.sort()).toEqual([
      'create roles/GoneLive live',
      'create roles/NewInFiles files',
      'delete roles/GoneInFiles files',
      'delete roles/NewLive live',
    ]);
  });

  it('is without reasons where no run is recorded, or the last one was for another domain or of another version', async () => {
    const cwd = projectOf(roles('{ name: A, description: one }'));
    await byHand(cwd, roles('{ name: A, description: two }', '{ name: B }'));
    expect(await drift(cwd)).toEqual([['roles/A.description unknown', 'delete roles/B unknown'], 'no run']);
    await apply(cwd);
    await byHand(cwd, roles('{ name: A, description: three }'));
    expect(await drift(cwd)).toEqual([['roles/A.description live'], undefined]);

    const path = stateFile(cwd);
    const state = JSON.parse(gunzipSync(readFileSync(path)).toString()) as object;
    writeFileSync(path, gzipSync(JSON.stringify({ ...state, tool: '0.0.0' })));
    expect((await drift(cwd))[1]).toBe('other version');
    writeFileSync(path, 'damaged');
    expect((await drift(cwd))[1]).toBe('other version');
    writeFileSync(path, gzipSync(JSON.stringify(state)));
    const header = join(dirname(path), 'run.json');
    writeFileSync(header, readFileSync(header, 'utf8').replace('"local"', '"elsewhere.eu.auth0.com"'));
    expect((await drift(cwd))[1]).toBe('other domain');
  });

  it('goes on from the last record after a run of a part: what that was not about is as it was applied before', async () => {
    const both = (a: string, b: string): string =>
      roles(`{ name: A, description: ${a} }`, `{ name: B, description: ${b} }`);
    const cwd = projectOf(both('one', 'one'));
    await apply(cwd);
    write(cwd, both('two', 'one'));
    await apply(cwd, ['roles/A']);
    await byHand(cwd, both('three', 'three'));
    write(cwd, both('two', 'one'));
    expect(await drift(cwd)).toEqual([['roles/A.description live', 'roles/B.description live'], undefined]);
  });
});

it('the record of a run has the bodies of all that is managed, untouched resources too, and no secret', async () => {
  const provider =
    'emailProvider: { name: smtp, credentials: { smtp_host: mail.example, smtp_port: 25, smtp_user: u, smtp_pass: "##PASSWORD##" } }\n';
  const cwd = projectOf(`${roles('{ name: A, description: one }')}${provider}`);
  await apply(cwd);
  write(cwd, `${roles('{ name: A, description: one }', '{ name: B }')}${provider}`);
  await apply(cwd);
  const text = gunzipSync(readFileSync(stateFile(cwd))).toString();
  const { resources } = JSON.parse(text) as { resources: { address: string; body: object }[] };
  expect(resources.map(({ address }) => address).sort()).toEqual(['emailProvider', 'roles/A', 'roles/B']);
  expect(text).toContain('"description":"one"');
  expect(text).not.toContain('a-very-secret-password');
});
