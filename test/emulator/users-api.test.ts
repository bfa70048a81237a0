import { describe, expect, it } from 'vitest';
import type { Body } from '../../src/emulator/body.ts';
import { startTenant } from './tenant.ts';
import type { Row, Tenant } from './tenant.ts';

// By Auth0's description of the API, and its page on the syntax of user search.

const users: Body[] = [
  {
    email: 'Ada@Harbor.example',
    name: 'Ada Lund',
    given_name: 'Ada',
    app_metadata: { depot: 'Oslo', plan: { name: 'gold' }, routes: [{ city: 'Bergen' }, { city: 'Moss' }] },
    logins_count: 3,
    password: 'nobody sees this',
  },
  { email: 'cai@harbor.example', name: 'Cai Berg', app_metadata: { depot: 'oslo' }, logins_count: 12 },
  { email: 'nils@nord.example', name: 'Nils Haug', email_verified: false, user_metadata: { tongue: 'no' } },
  { email: 'quo"te@x.example', name: 'Q (with) "marks"', user_id: 'google-oauth2|7' },
];

const started = (): Tenant => startTenant({ users });
const names = (rows: readonly Row[]): string[] => rows.map(({ name }) => name.split(' ')[0] ?? '');
const found = async (q: string, more = ''): Promise<string[]> =>
  names(await started().rows(`/users?q=${encodeURIComponent(q)}${more}`));

describe('users', () => {
  it('are listed without what they sign in with, in pages, with totals on demand', async () => {
    const tenant = started();
    const all = await tenant.rows('/users');
    expect(names(all)).toEqual(['Ada', 'Cai', 'Nils', 'Q']);
    expect(JSON.stringify(all)).not.toMatch(/nobody sees|_password|_connection/);
    const page = await tenant.do('GET', '/users?per_page=2&page=1&include_totals=true&fields=email');
    expect(page).toEqual({
      start: 2,
      limit: 2,
      length: 2,
      total: 4,
      users: [{ email: 'nils@nord.example' }, { email: 'quo"te@x.example' }],
    });
    expect(await tenant.api('GET', '/users?page=20&per_page=100')).toMatchObject({ status: 400 });
  });

  it('are read by their id, with a letter that stands for others in it, and a missing one is missing', async () => {
    const tenant = started();
    const [ada] = await tenant.rows('/users-by-email?email=ada@harbor.example');
    const id = String(ada?.['user_id']);
    expect(id).toMatch(/^auth0\|/);
    expect(await tenant.do('GET', `/users/${encodeURIComponent(id)}`)).toEqual(ada);
    expect(await tenant.do('GET', '/users/google-oauth2|7?fields=name,email&include_fields=true')).toEqual({
      name: 'Q (with) "marks"',
      email: 'quo"te@x.example',
    });
    expect(await tenant.api('GET', '/users/auth0|none')).toMatchObject({
      status: 404,
      body: { errorCode: 'inexistent_user', message: 'The user does not exist.' },
    });
    const byName = (await tenant.sdk.users.listUsersByEmail({ email: 'cai@harbor.example' })) as unknown as Row[];
    expect(names(byName)).toEqual(['Cai']);
  });

  it('are found by the address as it is kept, in small letters', async () => {
    const tenant = started();
    expect(names(await tenant.rows('/users-by-email?email=ada@harbor.example'))).toEqual(['Ada']);
    expect(await tenant.rows('/users-by-email?email=Ada@Harbor.example')).toEqual([]);
    expect(await tenant.api('GET', '/users-by-email')).toMatchObject({ status: 400 });
  });

  it.each<[q: string, wanted: string[]]>([
    ['email:"ADA@harbor.example"', ['Ada']],
    ['email:ada@harbor.example', ['Ada']],
    ['email:"quo\\"te@x.example"', ['Q']],
    ['name:"ada lund"', ['Ada']],
    ['name:"ada"', []],
    ['name:ada', ['Ada']],
    ['ada', ['Ada']],
    ['berg', ['Cai']],
    ['Oslo', []],
    ['email:*@harbor.example', ['Ada', 'Cai']],
    ['email.domain:harbor.example AND NOT name:cai', ['Ada']],
    ['email.domain:"harbor.example" -name:cai', ['Ada']],
    ['name:ada OR name:nils', ['Ada', 'Nils']],
    ['(name:ada OR name:nils) AND email_verified:false', ['Nils']],
    ['app_metadata.depot:"Oslo"', ['Ada']],
    ['app_metadata.plan.name:gold', ['Ada']],
    ['app_metadata.routes.city:"Moss"', ['Ada']],
    ['logins_count:[4 TO *]', ['Cai']],
    ['logins_count:{3 TO 12]', ['Cai']],
    ['logins_count:[3 TO 12}', ['Ada']],
    ['_exists_:logins_count', ['Ada', 'Cai']],
    ['NOT _exists_:logins_count', ['Nils', 'Q']],
    ['user_id:"google-oauth2|7"', ['Q']],
    ['identities.connection:"Username-Password-Authentication" AND name:c*', ['Cai']],
    ['identities.provider:"google-oauth2"', ['Q']],
    ['constructor:x', []],
    ['name:*', ['Ada', 'Cai', 'Nils', 'Q']],
    [`name:${'a*'.repeat(200)}b`, []],
  ])('are searched for: %s', async (q, wanted) => {
    expect(await found(q)).toEqual(wanted);
  });

  it('are sorted by a field, upwards and downwards', async () => {
    expect(await found('email.domain:harbor.example', '&sort=name:-1')).toEqual(['Cai', 'Ada']);
    expect(await found('email.domain:harbor.example', '&sort=email:1')).toEqual(['Ada', 'Cai']);
  });

  it.each([
    ['q=email:', 'is not one of words, fields'],
    ['q=(name:a', 'is not one of words, fields'],
    ['q=name:a)', 'is not one of words, fields'],
    ['q="never ends', 'is not one of words, fields'],
    ['q=AND', 'is not one of words, fields'],
    [`q=${'('.repeat(50_000)}`, 'is not one of words, fields'],
    [`q=${'NOT '.repeat(50_000)}a`, 'is not one of words, fields'],
    ['q=NOT', 'is not one of words, fields'],
    ['q=user_metadata.tongue:n*', 'Wildcard searches cannot be used on user_metadata'],
    ['q=user_metadata.tongue:[a TO z]', 'Range searches cannot be used on user_metadata'],
    ['q=name:*nd', 'A suffix needs at least 3 characters'],
    ['sort=name', 'String does not match pattern'],
    ['search_engine=v2', 'You are not allowed to use search_engine=v2. Use search_engine=v3 instead.'],
    ['search_engine=v1', 'You are not allowed to use search_engine=v1.'],
    ['search_engine=v9', 'No enum match for: v9'],
    ['depot=Oslo', 'Additional properties not allowed: depot'],
  ])('are not searched for by %s', async (query, says) => {
    const { status, body } = await started().api('GET', `/users?${query}`);
    expect({ status, code: body.errorCode }).toEqual({ status: 400, code: 'invalid_query_string' });
    expect(body.message).toContain(says);
  });

  it.each([
    ['POST', '/users'],
    ['PATCH', '/users/auth0|1'],
    ['DELETE', '/users/auth0|1'],
    ['GET', '/users/auth0|1/roles?per_page=10'],
    ['POST', '/users/auth0|1/multifactor/actions/invalidate-remember-browser'],
  ])('are only read: %s %s says so', async (method, path) => {
    expect(await started().api(method, path, method === 'GET' ? undefined : {})).toMatchObject({
      status: 501,
      body: { errorCode: 'not_emulated', message: expect.stringContaining('tests/users.yaml') as string },
    });
  });
});
