import { describe, expect, it } from 'vitest';
import { scripts } from '../../src/runtime/triggers.ts';
import type { Execution, Happened, Value } from '../../src/runtime/types.ts';
import { someRows } from '../support/long.ts';
import { execution, script } from './support.ts';

type Result = NonNullable<Happened['result']>;

/** A script, what it is called with, and what comes of it. */
const rows: readonly [name: string, code: string, cases: readonly [given: Value[], expected: Partial<Result>][]][] = [
  [
    'login',
    `function login(name, password, callback) {
  if (password !== 'open') return callback(new WrongUsernameOrPasswordError(name, 'wrong'));
  callback(null, { user_id: name, email: name });
}`,
    [
      [['a', 'open'], { values: [{ user_id: 'a', email: 'a' }] }],
      [
        ['a', 'shut'],
        { error: { name: 'WrongUsernameOrPasswordError', message: 'wrong', code: 'wrong_username_or_password' } },
      ],
    ],
  ],
  [
    'get_user',
    `function getByEmail(email, context, callback) { email === 'a' ? callback(null, { user_id: context.organization.id }) : callback(null); }`,
    [
      [['a', { organization: { id: 'org_1' } }], { values: [{ user_id: 'org_1' }] }],
      [['b', {}], { values: [] }],
    ],
  ],
  [
    'create',
    `async function create(user, callback) { if (user.email === 'a') return callback(new ValidationError('user_exists', 'taken')); callback(null); }`,
    [
      [[{ email: 'a' }], { error: { name: 'ValidationError', message: 'taken', code: 'user_exists' } }],
      [[{ email: 'b' }], { values: [] }],
    ],
  ],
  [
    'verify',
    `function verify(email, callback) { setTimeout(() => callback(null, email === 'a'), 1); }`,
    [[['a'], { values: [true] }]],
  ],
  [
    'change_password',
    `function changePassword(email, password, callback) { callback(null, { last_password_reset: new Date(0) }); }`,
    [[['a', 'b'], { values: [{ last_password_reset: '1970-01-01T00:00:00.000Z' }] }]],
  ],
  [
    'change_email',
    `function changeEmail(email, other, verified, callback) { callback(null, verified); }`,
    [[['a', 'b', false], { values: [false] }]],
  ],
  [
    'change_username',
    `function anyName(id, name, callback) { callback(new UnauthorizedError('not you')); }`,
    [[['a', 'b'], { error: { name: 'UnauthorizedError', message: 'not you', code: 'unauthorized' } }]],
  ],
  [
    'change_phone_number',
    `function changePhoneNumber(id, number, callback) { callback(new Error(configuration.WORD)); }`,
    [[['a', '1'], { error: { name: 'Error', message: 'as configured' } }]],
  ],
  [
    'delete',
    `function helper() {}\nfunction remove(id, callback) { helper(); callback(null); }`,
    [[['1'], { values: [] }]],
  ],
  [
    'fetchUserProfile',
    `function fetchUserProfile(accessToken, context, callback) {
  fetch('https://id.example/me', { headers: { authorization: 'Bearer ' + accessToken } })
    .then((response) => response.json())
    .then((profile) => callback(null, { user_id: profile.sub }), callback);
}`,
    [[['t', {}], { values: [{ user_id: 's' }] }]],
  ],
  [
    'login',
    `// Auth0 takes a function without a name\nasync function (name, password, callback) { callback(null, { user_id: name }); };`,
    [[['a', 'b'], { values: [{ user_id: 'a' }] }]],
  ],
];

const common: Partial<Execution> = {
  configuration: { WORD: 'as configured' },
  http: { 'GET https://id.example/me': { json: { sub: 's' } } },
};

describe('a script', () => {
  it('has a row for each of its names', () => {
    expect([...new Set(rows.map(([name]) => name))].sort()).toEqual(Object.keys(scripts).sort());
  });

  it.each(someRows(rows))('%s calls back once, with what Auth0 takes', async (name, code, cases) => {
    await using runner = await script(name, code);
    for (const [given, expected] of cases) {
      const { result, failure } = await runner.execute(execution({ ...common, arguments: given }));
      expect(failure).toBeUndefined();
      expect(result).toEqual({ times: 1, values: [], ...expected });
    }
  });

  const mistakes: [what: string, code: string, said: RegExp][] = [
    ['never calls back', 'function verify(email, callback) {}', /callback was never called/],
    ['rejects', 'async function verify(email, callback) { throw new Error("broken"); }', /^broken$/],
    ['throws', 'function verify(email, callback) { throw new Error("broken"); }', /^broken$/],
    [
      'exports its function',
      'module.exports = function (email, callback) {};',
      /must declare a function "verify"; it declares none/,
    ],
    [
      'declares two others',
      'function one() {}\nfunction two() {}',
      /must declare a function "verify"; it declares one, two/,
    ],
    [
      'uses a module of Auth0',
      'const bcrypt = require("bcrypt");\nfunction verify() {}',
      /require\("bcrypt"\): Auth0 has modules of its own for scripts/,
    ],
    ['is no JavaScript', 'function verify( {', /Unexpected/],
  ];
  it.each(someRows(mistakes))('that %s is told so', async (_, code, said) => {
    await using runner = await script('verify', code);
    const { failure } = await runner.execute(execution({ arguments: ['a'] }));
    expect(failure?.message).toMatch(said);
  });

  it('that calls back twice is counted', async () => {
    await using runner = await script(
      'verify',
      'function verify(email, callback) { callback(null, true); callback(null, false); }',
    );
    const { result } = await runner.execute(execution({ arguments: ['a'] }));
    expect(result).toEqual({ times: 2, values: [true] });
  });
});
