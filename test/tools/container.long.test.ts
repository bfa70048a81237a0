import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { Copy, DockerfileParser, Healthcheck, JSONInstruction } from 'dockerfile-ast';
import type { Instruction } from 'dockerfile-ast';
import { validate } from 'dockerfile-utils';
import { afterAll, expect, it } from 'vitest';
import { parse } from 'yaml';
import { freePort } from '../../src/emulator/serve.ts';

const text = readFileSync('Dockerfile', 'utf8');
const stages = stagesOf(DockerfileParser.parse(text).getInstructions());
const root = mkdtempSync(join(tmpdir(), 'tenantry-container-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** The instructions of each stage. */
function stagesOf(all: readonly Instruction[]): Instruction[][] {
  const stages: Instruction[][] = [];
  for (const one of all) {
    if (one.getKeyword() === 'FROM') stages.push([]);
    stages.at(-1)?.push(one);
  }
  return stages;
}

const argumentsOf = (one: Instruction): string[] => one.getArguments().map((argument) => argument.getValue());

/** Whether a path of the repository gets to the builder, by the file of which each line but the first takes out of `*`. */
function isInContext(path: string): boolean {
  const lines = readFileSync('.dockerignore', 'utf8').split('\n');
  return lines.includes(`!${path.split('/')[0]}`);
}

/** Carries out the steps of a stage in a folder, which stands for the root of its file system; gives back its working directory. */
function execute(steps: readonly Instruction[], stage: string, other: string): string {
  let directory = '/';
  const bin = join(stage, 'bin');
  mkdirSync(bin, { recursive: true });
  // Of users a plain folder knows nothing, and packages are there.
  for (const name of ['chown']) writeFileSync(join(bin, name), '#!/bin/sh\n', { mode: 0o755 });
  for (const step of steps) {
    const given = argumentsOf(step);
    if (step.getKeyword() === 'WORKDIR') mkdirSync(join(stage, (directory = given[0] ?? '')), { recursive: true });
    if (step instanceof Copy) copy(step, join(stage, directory), other);
    if (step.getKeyword() !== 'RUN') continue;
    const command = step.getArgumentsContent() ?? '';
    if (command.startsWith('npm ci')) {
      symlinkSync(join(process.cwd(), 'node_modules'), join(stage, directory, 'node_modules'));
      continue;
    }
    const env = { ...process.env, PATH: `${bin}:${process.env['PATH'] ?? ''}` };
    const inside = command.replaceAll(/(?<= )\/(?=\w)/g, `${stage}/`);
    const { status, stderr } = spawnSync('sh', ['-c', inside], { cwd: join(stage, directory), env, encoding: 'utf8' });
    expect({ command, status, stderr: status === 0 ? '' : stderr }).toEqual({ command, status: 0, stderr: '' });
  }
  return join(stage, directory);
}

function copy(step: Copy, directory: string, other: string): void {
  const given = argumentsOf(step);
  const target = given.pop() ?? '';
  const isFromStage = step.getFlags().some((flag) => flag.getName() === 'from');
  for (const source of given) {
    if (!isFromStage) expect([source, isInContext(source)]).toEqual([source, true]);
    const to = target.endsWith('/') ? join(directory, target, basename(source)) : join(directory, target);
    cpSync(isFromStage ? join(other, source) : source, to, { recursive: true });
  }
}

/** The words of an instruction in brackets, with the paths of the container as those of its folder. */
function wordsOf(step: Instruction | undefined, stage: string): string[] {
  const words: unknown = JSON.parse(/\[.*\]$/.exec(step?.getArgumentsContent() ?? '')?.[0] ?? '[]');
  return (words as string[]).map((word) => (word.startsWith('/') ? join(stage, word) : word));
}

const of = (keyword: string): Instruction | undefined => stages.at(-1)?.find((one) => one.getKeyword() === keyword);

it('the Dockerfile is one, and runs as nobody special', () => {
  expect(validate(text)).toEqual([]);
  expect(stages).toHaveLength(2);
  expect(argumentsOf(of('USER') as Instruction)).toEqual(['node']);
  expect(argumentsOf(of('EXPOSE') as Instruction)).toEqual(['4010']);
  expect(of('HEALTHCHECK')).toBeInstanceOf(Healthcheck);
  // Not through a shell, which would keep signals to itself.
  expect((of('ENTRYPOINT') as JSONInstruction).getJSONStrings().length).toBeGreaterThan(3);
  for (const [first] of stages) expect(argumentsOf(first as Instruction)[0]).toBe('node:${NODE_VERSION}');
});

it('its steps make what serves, is healthy, and ends by a signal with its state kept', async () => {
  const [building, final] = [join(root, 'building'), join(root, 'final')];
  execute(stages[0] ?? [], building, '');
  const project = execute(stages[1] ?? [], final, building);
  cpSync('tenants', join(project, 'tenants'), { recursive: true });
  const port = String(await freePort('127.0.0.1'));
  const [program = '', ...words] = wordsOf(of('ENTRYPOINT'), final);
  const more = ['harbor', '--env', 'local', '--apply', '--port', port, '--issuer', `http://localhost:${port}/`];
  const env = { PATH: process.env['PATH'], EMULATOR_PORT: port, NODE_ENV: 'production', HOME: final };
  const health = (): number | null => {
    const [check = '', ...behind] = wordsOf(of('HEALTHCHECK'), final);
    return spawnSync(check, behind, { env }).status;
  };
  expect(health()).toBe(1);
  const child = spawn(program, [...words, ...more], { cwd: project, env, stdio: 'pipe' });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [url] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  expect(url).toBe(`http://0.0.0.0:${port}`);
  expect(health()).toBe(0);
  const discovery = await fetch(`http://127.0.0.1:${port}/.well-known/openid-configuration`);
  expect(await discovery.json()).toMatchObject({ issuer: `http://localhost:${port}/` });
  child.kill('SIGTERM');
  const [code] = (await once(child, 'close')) as [number | null];
  expect(code, said).toBe(0);
  expect(existsSync(join(project, '.tenantry/emulator/harbor.local.json'))).toBe(true);
}, 300_000);

it('the compose file names what is there, and starts the API once the emulator is healthy', () => {
  const file = parse(readFileSync('examples/compose/compose.yaml', 'utf8')) as {
    services: Record<string, { build?: string; volumes?: string[]; depends_on?: object; command: string[] }>;
    volumes: object;
  };
  expect(existsSync(join('examples/compose', file.services['auth0']?.build ?? '', 'Dockerfile'))).toBe(true);
  expect(file.services['api']?.depends_on).toEqual({ auth0: { condition: 'service_healthy' } });
  for (const { volumes = [] } of Object.values(file.services))
    for (const volume of volumes) {
      const [source = ''] = volume.split(':');
      const isThere = source.startsWith('.') ? existsSync(join('examples/compose', source)) : source in file.volumes;
      expect([volume, isThere]).toEqual([volume, true]);
    }
});
