import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { taskList } from '../../../src/apply/tasks.ts';

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
  await taskList('lines', stream as unknown as NodeJS.WriteStream, 50)([{ title: 'Wave 1 of 1', jobs }]);
  expect(text).toContain('done    create a\n');
  expect(text).toContain('waiting 1 of 2 steps have ended\n');
  expect(text).toMatch(/done {4}create b\n/);
});
