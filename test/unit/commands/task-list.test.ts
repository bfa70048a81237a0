import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import type { Job, JobResult } from '../../../src/apply/tasks.ts';
import { screenOf } from '../../../src/commands/screen.ts';
import { taskList } from '../../../src/commands/task-list.ts';

const mask = (text: string): string => text;

function written(): { stream: PassThrough; text: () => string } {
  const stream = new PassThrough();
  let text = '';
  stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return { stream, text: () => text };
}

/** A job that begins at once, and takes so long. */
const job = (title: string, milliseconds: number, result: JobResult = { status: 'done' }): Job => ({
  title,
  step: { do: 'create', address: title.replace('create ', '') },
  run: async (begin?: () => void): Promise<JobResult> => {
    begin?.();
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    return result;
  },
});

it('off a terminal, every step is a line, and a sign of life is given while nothing ends', async () => {
  const { stream, text } = written();
  const failed = job('create c', 5, { status: 'failed', reason: 'the API answered 400' });
  const jobs = [job('create a', 1), job('create b', 130), failed];
  await taskList({ screen: undefined, stream, mask, quiet: 50 }).waves([{ title: 'Wave 1 of 1', jobs }]);
  expect(text().replaceAll(/waiting 2 of 3 steps have ended\n/g, '~')).toMatch(
    /^done {4}create a\nfailed {2}create c: the API answered 400\n~+done {4}create b\n$/,
  );
});

it('a stop is answered with what is in flight, once, and what was not started is not told here', async () => {
  const { stream, text } = written();
  const stopped = {
    title: 'create b',
    step: { do: 'create', address: 'b' } as const,
    run: () => Promise.resolve({ status: 'not started', reason: 'stopped' } as const),
  };
  const list = taskList({ screen: undefined, stream, mask });
  const over = list.waves([
    { title: 'Wave 1 of 2', jobs: [job('create a', 30)] },
    { title: 'Wave 2 of 2', jobs: [stopped] },
  ]);
  setTimeout(list.stop, 10);
  await over;
  expect(text()).toBe('stopping: 1 in flight; again to end at once\ndone    create a\n');
});

it('on a terminal, masks before lines are cut, and shows no control characters of names', async () => {
  const { stream, text } = written();
  const secret = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  const hide = (said: string): string => said.replaceAll(secret, '(secret)');
  const screen = screenOf(Object.assign(stream, { columns: 40, rows: 30 }));
  const failed = job('create a\u001B[2J\u0007', 1, { status: 'failed', reason: `the API answered 400: ${secret}` });
  await taskList({ screen, stream, mask: hide }).waves([
    { title: 'Wave 1 of 1', jobs: [failed, job(`create ${secret}`, 450)] },
  ]);
  expect(text()).toContain('create (secret)');
  expect(text()).not.toContain(secret.slice(0, 10));
  expect(text()).toContain('create a\u241B[2J\u2407');
  expect(text()).not.toContain('\u0007');
});

it('takes away what it has shown on a terminal that was made narrower, and has broken the lines', () => {
  const { stream, text } = written();
  const terminal = Object.assign(stream, { columns: 40, rows: 30 });
  const screen = screenOf(terminal);
  screen.draw(() => ['x'.repeat(39), '日本'.repeat(9), 'short', '']);
  terminal.columns = 20;
  screen.draw(() => ['new']);
  // Two rows of each of the first lines, of 39 and 36 columns.
  expect(text()).toContain('\u001B[6Anew');
});
