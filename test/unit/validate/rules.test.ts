import { expect, it } from 'vitest';
import { formatPlace, placeOf } from '../../../src/model/diagnostic.ts';
import { goalOfFiles } from '../../../src/goals.ts';
import { resourceTypes } from '../../../src/resources/index.ts';
import { keyText } from '../../../src/model/json.ts';
import { catalogOf } from '../../../src/catalog/catalog.ts';
import { projectOf } from '../../support/project.ts';
import { applications } from './rows/applications.ts';
import { connections } from './rows/connections.ts';
import { api } from './rows/row.ts';
import type { Row } from './rows/row.ts';
import { refused } from './rows/refused.ts';
import { settings } from './rows/settings.ts';

const rows: Row[] = [...applications, ...connections, ...settings, ...refused];

/** `line:column severity message`, and whether there is a hint, of what is said about the content of a file. */
function told(yaml: string, environment = 'domain: local'): string[] {
  const { diagnostics } = goalOfFiles(projectOf({ tenant: yaml, environment }), 'local');
  return diagnostics.map(({ origin, severity, message, hint }) => {
    const place = origin === undefined ? '-' : formatPlace(placeOf(origin));
    return `${place.replace('tenant.yaml:', '')} ${severity} ${message}${hint === undefined ? ' (without a hint)' : ''}`;
  });
}

it.each(rows)('tells %s', (_name, marked, says) => {
  const lines = marked.split('\n');
  const line = lines.findIndex((text) => text.includes('«'));
  const column = (lines[line] ?? '').indexOf('«');
  expect(told(marked.replace('«', '')).filter((text) => !text.includes('not a known field'))).toEqual([
    `${line + 1}:${column + 1} ${says}`,
  ]);
});

it('has a row for everything that the catalog says', () => {
  const said = rows.map(([, , says]) => says.replace(/^(error|warning) /, ''));
  const missing = [...catalogOf(resourceTypes).values()].flatMap((type) => [
    ...(type.rules ?? []).filter(({ offline }) => offline !== 'nothing').map(({ says }) => says),
    ...(type.limits ?? []).map(({ at, most, where }) => {
      if (at === 'body') return `body can have at most ${most}`;
      if (at?.endsWith('.*') === true) return `${at.slice(0, -2)}.note can have at most ${most}`;
      return `${at ?? type.name}${where === undefined ? '' : ` with ${where.path} ${keyText(where.is?.[0] ?? null)}`}: Auth0 takes at most ${most}`;
    }),
    ...(type.orders ?? []).filter(({ low }) => !/session/.test(low)).map(({ low }) => `${low} is`),
  ]);
  expect(missing.filter((text) => said.every((one) => !one.startsWith(text)))).toEqual([]);
});

it.each<[name: string, yaml: string, environment?: string]>([
  ['no scopes beside all', 'clientGrants: [{ client_id: A, audience: a, scope: [], allow_all_scopes: true }]'],
  [
    'an API whose scopes are not in the files',
    'resourceServers: [{ identifier: a }]\nclientGrants: [{ client_id: A, audience: a, scope: [x] }]',
  ],
  [
    'an API that is excluded',
    `${api}\nclientGrants: [{ client_id: A, audience: a, scope: [x] }]`,
    'domain: local\nexclude: [resourceServers/a]',
  ],
  [
    'what a secret may say',
    'tenant: { session_lifetime: 2, idle_session_lifetime: ##IDLE## }',
    'domain: local\nsecrets: { IDLE: { env: NOT_SET } }',
  ],
  [
    'a username that is switched off',
    'databases: [{ name: a, options: { requires_username: false, attributes: { email: { identifier: { active: true } } } } }]',
  ],
  [
    'a lifetime without an end',
    'clients: [{ name: A, refresh_token: { rotation_type: non-rotating, expiration_type: non-expiring, infinite_token_lifetime: true, token_lifetime: 1, idle_token_lifetime: 2 } }]',
  ],
])('says nothing of %s', (_name, yaml, environment) => {
  expect(told(yaml, environment).filter((text) => !text.includes('secret'))).toEqual([]);
});
