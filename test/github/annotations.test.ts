import { describe, expect, it } from 'vitest';
import { shownAnnotations } from '../../src/github/annotations.ts';
import type { Ranked } from '../../src/github/annotations.ts';
import { linesIn } from '../../src/github/changed-lines.ts';
import { inputsOf } from '../../src/github/inputs.ts';
import { runnerOf } from '../../src/github/files.ts';
import { commandsIn } from './support/action.ts';

const errors = (count: number, more: Partial<Ranked> = {}): Ranked[] =>
  Array.from({ length: count }, (_, at) => ({
    level: 'error',
    title: 'acme/dev',
    message: `error ${at}`,
    file: 'tenant.yaml',
    line: at + 1,
    rank: 1,
    ...more,
  }));

describe('annotations', () => {
  it('are ten of a level; of more there are nine and the number of the others', () => {
    expect(shownAnnotations(errors(10), new Map())).toHaveLength(10);
    const shown = shownAnnotations([...errors(31), ...errors(2, { level: 'notice' })], new Map());
    expect(shown.map(({ level }) => level)).toEqual([...Array<string>(10).fill('error'), 'notice', 'notice']);
    expect(shown[9]?.message).toContain('and 22 more of level error');
  });

  it('begin with those on lines that the pull request changes, and then with those that matter most', () => {
    const changed = new Map([['tenant.yaml', [[20, 21] as const]]]);
    const shown = shownAnnotations([...errors(25), ...errors(1, { line: 99, message: 'first', rank: 0 })], changed);
    expect(shown.slice(0, 3).map(({ message }) => message)).toEqual(['error 19', 'error 20', 'first']);
  });

  it('say once what holds in several environments', () => {
    expect(shownAnnotations([...errors(1), ...errors(1, { title: 'acme/prod' })], new Map())).toHaveLength(1);
  });

  it('find the lines of a diff without context', () => {
    const diff = [
      'diff --git a/a b.yaml b/a b.yaml',
      '--- a/a b.yaml',
      '+++ b/a b.yaml\t',
      '@@ -3,0 +4,2 @@ roles:',
      '+x',
      '+y',
      '@@ -9 +11 @@',
      '-z',
      '+z',
      '@@ -20,2 +22,0 @@',
      '-gone',
      'diff --git a/b.yaml b/b.yaml',
      '+++ b/b.yaml',
      '@@ -0,0 +1 @@',
    ];
    expect([...linesIn(diff.join('\n'))]).toEqual([
      [
        'a b.yaml',
        [
          [4, 5],
          [11, 11],
        ],
      ],
      ['b.yaml', [[1, 1]]],
    ]);
  });
});

it('a command to the runner keeps whatever is in its message and its properties', () => {
  const lines: string[] = [];
  const runner = runnerOf({}, { write: (text: string) => lines.push(text) });
  const title = 'a,b:c%2C\nd::e';
  const message = 'x\r\n::error::y%0A%';
  runner.annotate({ level: 'warning', title, message, file: 'tenants/a, b/x:y.yaml', line: 3 });
  expect(commandsIn(lines.join(''))).toEqual([
    { name: 'warning', properties: { file: 'tenants/a, b/x:y.yaml', line: '3', title }, message },
  ]);
  runner.log('  ::add-mask::x\n##[error]y\nplain');
  expect(lines.at(-1)).toBe('|  ::add-mask::x\n|##[error]y\nplain\n');
});

describe('inputs', () => {
  const given = (inputs: Record<string, string>): Record<string, string> =>
    Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]));

  it.each([
    [{ command: 'plan', working_directory: 'x' }, 'the input working_directory is not known', 'working-directory'],
    [{ command: 'plan', args: '--yes' }, 'the input args is not known', 'inputs are'],
    [{}, 'the input command is missing', 'validate, plan'],
    [{ command: 'pln' }, 'the input command is pln', 'did you mean plan?'],
    [{ command: 'plan', approved: 'x' }, 'the input approved says nothing to the command plan', 'it is for: apply'],
    [{ command: 'plan', 'fail-on': 'warning' }, 'the input fail-on is warning', ''],
    [{ command: 'plan', offline: 'yes' }, 'the input offline is yes', ''],
    [{ command: 'plan', targets: 'a/b', tenant: 'a' }, 'the input targets stands beside tenant or env', ''],
    [{ command: 'plan', targets: 'a' }, 'the input targets names a', 'harbor/prod'],
    [{ command: 'plan', targets: 'a/b,a/b' }, 'the input targets names a-b twice', ''],
    [{ command: 'plan', targets: '[{"id":1}]' }, 'the input targets is no list', ''],
    [{ command: 'plan', targets: 'a/b,c/d', out: 'x' }, 'the input out names one file', ''],
    [{ command: 'plan', secrets: 'x' }, 'the input secrets is no JSON object', 'toJSON'],
  ])('%j are refused: %s', (inputs, message, hint) => {
    let error: unknown;
    try {
      inputsOf(given(inputs));
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ name: 'UsageError', message: expect.stringContaining(message) as string });
    expect(String(Reflect.get(error as object, 'hint') ?? '')).toContain(hint);
  });

  it('that are empty are none, and booleans are those of YAML', () => {
    const inputs = inputsOf(
      given({ command: ' plan ', tenant: '', targets: 'a/b\n c/d', offline: 'True', token: 't' }),
    );
    expect(inputs).toMatchObject({ command: 'plan', tenant: undefined, offline: true, summary: true });
    expect(inputs.targets?.map(({ id }) => id)).toEqual(['a-b', 'c-d']);
  });

  it('takes targets as the matrix has them, batches too', () => {
    const matrix = [
      { id: 'a-b', tenant: 'a', env: 'b', environment: 'e' },
      { id: 'r-1', targets: 'c/d,e/f', environment: 'r' },
    ];
    expect(inputsOf(given({ command: 'plan', targets: JSON.stringify(matrix) })).targets).toEqual([
      { id: 'a-b', tenant: 'a', env: 'b', environment: 'e' },
      { id: 'c-d', tenant: 'c', env: 'd', environment: 'r' },
      { id: 'e-f', tenant: 'e', env: 'f', environment: 'r' },
    ]);
  });
});
