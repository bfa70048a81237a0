import { PassThrough } from 'node:stream';
import { expect, it, onTestFinished, vi } from 'vitest';
import { taskList } from '../../../src/commands/task-list.ts';

it('off a terminal, gives a sign of life while nothing ends', async () => {
  const stream = new PassThrough();
  let text = '';
  stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const wait = (milliseconds: number): Promise<undefined> =>
    new Promise((resolve) => setTimeout(() => resolve(undefined), milliseconds));
  const jobs = [
    { title: 'create a', run: () => wait(1) },
    { title: 'create b', run: () => wait(130) },
  ];
  await taskList('lines', stream as unknown as NodeJS.WriteStream, { quiet: 50 })([{ title: 'Wave 1 of 1', jobs }]);
  expect(text).toContain('done    create a\n');
  expect(text).toContain('waiting 1 of 2 steps have ended\n');
  expect(text).toMatch(/done {4}create b\n/);
});

it('on a terminal, masks before lines are broken', async () => {
  vi.stubEnv('LISTR_FORCE_TTY', '1');
  onTestFinished(() => void vi.unstubAllEnvs());
  const stream = Object.assign(new PassThrough(), { isTTY: true, columns: 40, rows: 30 });
  let text = '';
  stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const secret = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  const run = (): Promise<undefined> => Promise.reject(new Error(`the API answered 400: ${secret}`));
  const mask = (said: string): string => said.replaceAll(secret, '(secret)');
  const show = taskList('live', stream as unknown as NodeJS.WriteStream, { mask });
  await show([{ title: 'Wave 1 of 1', jobs: [{ title: 'create a', run }] }]);
  expect(text).toContain('(secret)');
  expect(text).not.toContain(secret.slice(0, 10));
});
