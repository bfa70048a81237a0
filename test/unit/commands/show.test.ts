import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { showing } from '../../../src/commands/show.ts';
import { Failure } from '../../../src/model/failure.ts';

function shown(): { show: ReturnType<typeof showing>; text: () => string } {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const show = showing({ cwd: '/', env: {}, stdout, stderr } as never);
  return { show, text: () => `${String(stdout.read() ?? '')}${String(stderr.read() ?? '')}` };
}

it.each(['::add-mask::roles', '  ::stop-commands::x', '##[add-mask]x'])(
  'a line that a runner would take for a command is none: %j',
  (line) => {
    const { show, text } = shown();
    show.message(line);
    show.message(`a\n  ${line}`);
    show.result(line);
    expect(text()).toBe(`|${line}\n|${line}\na\n|  ${line}\n`);
  },
);

it('what a server says in the error that ends a command hides nothing', async () => {
  const { show, text } = shown();
  await show.stop(new Failure('a', 'x\u001B[2K\u202Ey'), 'text');
  expect(text()).toContain('x␛[2K<U+202E>y');
});

it('a message has one line, but for those of its own lists', () => {
  const { show, text } = shown();
  show.message('a:\n  one\nerror it is a lie\u009B2K\n  two');
  expect(text()).toBe('a:\n  one␊error it is a lie<U+009B>2K\n  two\n');
});

it('JSON has escapes in the place of what is not seen, and says the same', () => {
  const { show, text } = shown();
  const value = { 'a\u202Eb': 'x\u009B\u200B\u2028\u{E0001}y', joined: '👩\u200D🚀' };
  show.data(value);
  const said = text();
  expect(said).not.toMatch(/(?![\n\u200D])[\p{Cc}\p{Cf}\u2028]/u);
  expect(JSON.parse(said)).toEqual(value);
});

it('a diagnostic is on one line, whatever name is in it', () => {
  const { show, text } = shown();
  show.diagnostics([{ severity: 'error', code: 'x', message: 'there is no a\n+ create clients/B' }]);
  expect(text()).toContain('error there is no a␊+ create clients/B [x]');
});
