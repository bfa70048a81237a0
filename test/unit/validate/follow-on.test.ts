import { expect, it } from 'vitest';
import { goalOfFiles } from '../../../src/goals.ts';
import { projectOf } from '../../support/project.ts';

const api = 'resourceServers: [{ name: R, identifier: https://a, scopes: [{ value: r }] }]';
const grant = 'clientGrants: [{ client_id: A, audience: https://a, scope: [r] }]';

it.each([
  ['a misspelt name', `clients: [{ nam: A }]\n${api}\n${grant}`, 'nam is not a known field'],
  [
    'a misspelt key of another type',
    `clients: [{ name: A }]\n${api.replace('identifier', 'identifer')}\n${grant}`,
    'identifer is not a known field',
  ],
  [
    'scopes that are a string',
    `clients: [{ name: A }]\n${api.replace('[{ value: r }]', 'r')}\n${grant}`,
    'scopes has to be an array',
  ],
  [
    'triggers of an action that are a string',
    'actions: [{ name: E, code: x, supported_triggers: post-login, deployed: true }]\ntriggers: { post-login: [{ action_name: E }] }',
    'supported_triggers has to be an array',
  ],
  [
    'a section that is there twice',
    `clients: [{ name: A }]\nclients: [{ name: B }]\n${api}\n${grant}`,
    'duplicate key clients',
  ],
  ['an alias without its anchor', 'clients: [{ name: A }]\nroles: *b', 'there is no anchor &b'],
  ['a brace that is not closed', `clients: [{ name: A\n${api}\n${grant}`, 'opened with'],
  ['a type that is misspelt', `client: [{ name: A }]\n${api}\n${grant}`, 'client is not a resource type'],
  ['an object for a list', `clients: { name: A }\n${api}\n${grant}`, 'clients has to be an array'],
  ['a file that is missing', `clients: ./none.yaml\n${api}\n${grant}`, 'clients has to be an array'],
  [
    'code that is missing',
    'actions: [{ name: E, code: ./e.js, supported_triggers: [{ id: post-login, version: v3 }], deployed: true }]\ntriggers: { post-login: [{ action_name: E }] }',
    'the file ./e.js does not exist',
  ],
  [
    'a keyword without a value in a key and in what names it',
    `clients: [{ name: A }]\n${`${api}\n${grant}`.replaceAll('https://a', '##AUD##')}`,
    '##AUD## has no value',
  ],
])('%s is one message', (_what, tenant, told) => {
  const { diagnostics } = goalOfFiles(projectOf({ tenant }), 'local');
  expect(diagnostics.map(({ message }) => message)).toEqual([expect.stringContaining(told)]);
});

it('what is wrong beside a mistake is still told', () => {
  const tenant = `clients: [{ nam: A, app_type: x }, { name: B, descripton: x }]\n${api}`;
  const { diagnostics } = goalOfFiles(projectOf({ tenant }), 'local');
  expect(diagnostics.map(({ code }) => code)).toEqual(['unknown-field', 'schema', 'unknown-field']);
});
