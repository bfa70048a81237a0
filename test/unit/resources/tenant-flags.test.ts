import { expect, it } from 'vitest';
import { updateBody } from '../../../src/canonical/request.ts';
import type { Body } from '../../../src/model/json.ts';
import { typeOf, catalogOf } from '../../../src/catalog/catalog.ts';
import { tenant } from '../../../src/resources/tenant/tenant.ts';

const type = typeOf(catalogOf([tenant]), 'tenant');
const live = { friendly_name: 'Harbor', flags: { enable_sso: true, disable_impersonation: true, of_auth0: true } };

const cases: [told: string, flags: Body, sent: Body][] = [
  ['that differ', { enable_sso: false, disable_impersonation: true }, { flags: { enable_sso: false } }],
  ['that are new', { enable_apis_section: true }, { flags: { enable_apis_section: true } }],
  ['that go', { enable_sso: null }, { flags: { enable_sso: null } }],
  ['when none differs', { enable_sso: true, enable_apis_section: null }, {}],
];

it.each(cases)('an update has the flags %s, and no others', (_told, flags, sent) => {
  expect(updateBody(type, { flags }, live, ['flags'])).toEqual(sent);
});

it('an update of something else has no flags', () => {
  const desired = { friendly_name: 'Port', flags: { enable_sso: true } };
  expect(updateBody(type, desired, live, ['friendly_name'])).toEqual({ friendly_name: 'Port' });
});
