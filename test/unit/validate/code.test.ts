import { expect, it } from 'vitest';
import { goalOfFiles } from '../../../src/goals.ts';
import { formatPlace, placeOf } from '../../../src/model/diagnostic.ts';
import { projectOf } from '../../support/project.ts';

/** What is said of an action with that code, as a file or as the YAML has it, with the place of it. */
function told(files: Record<string, string>, code = './a.js', rest = ''): string[] {
  const triggers = 'supported_triggers: [{ id: post-login, version: v3 }]';
  const tenant = `actions:\n  - name: A\n    runtime: node22\n    ${triggers}\n    code: ${code}\n${rest}`;
  const { diagnostics } = goalOfFiles(projectOf({ tenant, files, environment: 'domain: local' }), 'local');
  return diagnostics.map(({ origin, severity, message }) => {
    const place = origin === undefined ? '-' : formatPlace(placeOf(origin));
    return `${place} ${severity} ${message}`;
  });
}

const good = 'exports.onExecutePostLogin = async (event, api) => {\n  const x = require("x");\n  return x;\n};\n';

it('finds nothing in code that Node.js takes', () => {
  expect(told({ 'a.js': good })).toEqual([]);
  expect(told({ 'a.js': '#!/usr/bin/env node\nmodule.exports = async () => { await import("x"); };' })).toEqual([]);
});

it.each<[name: string, code: string, says: string]>([
  [
    'a stray character',
    'exports.a = async () => {\n  call(;\n};\n',
    "./a.js:2:8 error code is not JavaScript: Unexpected token ';'",
  ],
  ['what is not closed', 'const a = {\n', './a.js:2:1 error code is not JavaScript: Unexpected end of input'],
  [
    'the syntax of a module',
    '\nimport a from "a";\n',
    './a.js:2:1 error code is not JavaScript: Cannot use import statement outside a module',
  ],
  ['an empty file', '', './a.js:1:1 error code is empty'],
  ['a file of blanks', ' \n\n', './a.js:1:1 error code is empty'],
])('says where in its file code is wrong: %s', (_name, code, says) => {
  expect(told({ 'a.js': code })).toEqual([says]);
});

it('says where in the YAML code is wrong', () => {
  expect(told({}, '|\n      const a = 1;\n      const a = 2;\n')).toEqual([
    "tenant.yaml:7:13 error code is not JavaScript: Identifier 'a' has already been declared",
  ]);
  expect(told({}, '"const a = 1;\\nconst a = 2;"')).toEqual([
    "tenant.yaml:5:11 error code is not JavaScript: Identifier 'a' has already been declared (line 2 of the code)",
  ]);
});

it('looks at the scripts of databases and connections, which may be empty, and into no code that is not known here', () => {
  const rest = [
    'databases:',
    '  - name: people',
    '    options: { enabledDatabaseCustomization: true, customScripts: { login: "function login( {", delete: "" } }',
    '',
  ].join('\n');
  expect(told({ 'a.js': good }, './a.js', rest)).toEqual([
    'tenant.yaml:8:76 error options.customScripts.login is not JavaScript: Unexpected end of input (line 1 of the code)',
    'tenant.yaml:8:105 warning options.customScripts.delete is empty',
  ]);
  expect(told({ 'a.js': 'const a = ##NOT_KNOWN##;' })).toEqual([expect.stringContaining('NOT_KNOWN') as string]);
});

it('takes a function without a name for a script, as Auth0 does', () => {
  const rest = (code: string): string =>
    `connections:\n  - { name: c, strategy: oauth2, options: { scripts: { fetchUserProfile: ${code} } } }\n`;
  const database = 'databases:\n  - { name: d, options: { customScripts: { login: ./b.js } } }\n';
  expect(told({ 'a.js': good }, './a.js', rest('"function(token, context, callback) { callback(null); }"'))).toEqual(
    [],
  );
  expect(told({ 'a.js': good }, './a.js', rest('"// me\\nasync function (token, callback) {};"'))).toEqual([]);
  expect(told({ 'a.js': good, 'b.js': '/* a */ function (a) { call(; }' }, './a.js', database)).toEqual([
    "./b.js:1:29 error options.customScripts.login is not JavaScript: Unexpected token ';'",
  ]);
  expect(told({ 'a.js': good, 'b.js': 'function (a) {\n  call(;\n}' }, './a.js', database)).toEqual([
    "./b.js:2:8 error options.customScripts.login is not JavaScript: Unexpected token ';'",
  ]);
  expect(told({ 'a.js': 'function () {}' })).toEqual([
    './a.js:1:1 error code is not JavaScript: Function statements require a function name',
  ]);
});
