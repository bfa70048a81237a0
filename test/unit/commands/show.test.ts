import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { showing } from '../../../src/commands/show.ts';
import { Failure } from '../../../src/model/failure.ts';

function shown(): { show: ReturnType<typeof showing>; text: () => string } {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const show = showing({ env: {}, stdout, stderr } as never);
  return { show, text: () => `${String(stdout.read() ?? '')}${String(stderr.read() ?? '')}` };
}

it.each(['::add-mask::roles', '  ::stop-commands::x', '##[add-mask]x'])(
  'a line that a runner would take for a command is none: %j',
  (line) => {
    const { show, text } = shown();
    show.message(`a\n${line}`);
    show.result(line);
    expect(text()).toBe(`|${line}\na\n|${line}\n`);
  },
);

it('what a server says in the error that ends a command hides nothing', async () => {
  const { show, text } = shown();
  await show.stop(new Failure('a', 'x\u001B[2K\u202Ey'), 'text');
  expect(text()).toContain('x␛[2K<U+202E>y');
});
