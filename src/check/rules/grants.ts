import { keyText } from '../../model/json.ts';
import { select } from '../../model/path.ts';
import { failedAt, passed, skipped, unknown } from '../verdict.ts';
import type { CheckRule } from '../rule.ts';
import { isMentioned, valueOf } from '../tests.ts';
import { auth0Docs, experience, managementApi } from './common.ts';

const writes = /^(?:create|update|delete):/;

/** Checks of which client may ask for what. */
export const grantRules: readonly CheckRule[] = [
  {
    type: 'each',
    id: 'clients/grant-to-management-api',
    about: 'clientGrants',
    app: 'client_id',
    options: { allow: { default: [], says: 'Scopes that a client may have.' } },
    where: [{ path: 'audience', like: managementApi }],
    find: (subject, { toKnow }, options) => {
      const { body } = subject.resource;
      if (body['allow_all_scopes'] === true) return failedAt([{ path: ['allow_all_scopes'], value: true }]);
      if (!subject.isComplete && !isMentioned(body, ['scope'])) return unknown(toKnow);
      const allowed = options.list('allow');
      const found = select(body, 'scope[]').filter(
        ({ value }) => typeof value === 'string' && writes.test(value) && !allowed.includes(value),
      );
      return failedAt(found);
    },
    says: 'this client may change the tenant',
    hint: 'take the scope out, or name it in allow of this rule when the client is there to manage the tenant',
    why: 'A client with such a scope can change or delete applications, keys and users; few have to.',
    production: 'error',
    other: 'warning',
    profiles: ['m2m'],
    from: experience,
    decided: 'files',
  },
  {
    type: 'each',
    id: 'grants/unknown-scope',
    about: 'clientGrants',
    also: ['resourceServers'],
    app: 'client_id',
    find: (subject, { subjects, toKnow, lackOf }) => {
      const { body } = subject.resource;
      const scopes = select(body, 'scope[]');
      if (scopes.length === 0) return subject.isComplete || isMentioned(body, ['scope']) ? skipped : unknown(toKnow);
      const api = subjects.get(`resourceServers/${keyText(body['audience'] ?? '')}`);
      const defined = api === undefined ? undefined : valueOf(api, 'scopes');
      if (api === undefined || defined?.isKnown !== true)
        return lackOf('resourceServers') === undefined ? skipped : unknown(toKnow);
      const names = select(api.resource.body, 'scopes[].value').map(({ value }) => value);
      return failedAt(scopes.filter(({ value }) => !names.includes(value)));
    },
    says: 'the API defines no such scope',
    hint: 'correct it, or define it in scopes of the API',
    why: 'Auth0 gives the client no token with this scope, so what needs it does not work.',
    production: 'error',
    other: 'error',
    profiles: ['m2m'],
    from: experience,
    decided: 'files',
  },
  {
    type: 'each',
    id: 'grants/all-scopes',
    about: 'clientGrants',
    app: 'client_id',
    where: [{ path: 'audience', unlike: managementApi }],
    when: [{ path: 'allow_all_scopes', is: [true] }],
    says: 'the grant has all scopes of the API, and those that it gets later',
    hint: 'name the scopes that the client uses in scope',
    why: 'Whoever adds a scope to the API gives it to this client without noticing.',
    production: 'warning',
    other: 'info',
    profiles: ['m2m'],
    from: experience,
    decided: 'files',
  },
  {
    type: 'each',
    id: 'grants/any-organization',
    about: 'clientGrants',
    app: 'client_id',
    where: [{ path: 'organization_usage', is: ['allow', 'require'] }],
    when: [{ path: 'allow_any_organization', is: [true] }],
    says: 'the client may act for every organization',
    hint: 'take allow_any_organization out, and name the grant in client_grants of the organizations that it is for',
    why: 'That is for applications of your own that serve all organizations; a partner would see the data of the others.',
    production: 'warning',
    other: 'info',
    profiles: ['m2m'],
    from: auth0Docs,
    decided: 'files',
  },
  {
    type: 'each',
    id: 'grants/organization-usage',
    about: 'clientGrants',
    app: 'client_id',
    find: (subject, world) => {
      const usage = valueOf(subject, 'organization_usage');
      const any = valueOf(subject, 'allow_any_organization');
      if (usage.isKnown && (usage.value === 'allow' || usage.value === 'require')) return passed;
      const { resource } = subject;
      const links = world
        .ofType('organizations.client_grants')
        .filter(({ resource: { body } }) => body['grant_id'] === resource.key);
      const path = usage.isKnown && usage.value !== undefined ? ['organization_usage'] : [];
      const says = (what: string): string => `organization_usage is deny, so ${what} nothing`;
      const hits = [
        ...(any.isKnown && any.value === true
          ? [{ path: ['allow_any_organization'], says: says('allow_any_organization does') }]
          : []),
        ...links.map(({ resource: link }) => ({ path, says: says(`${link.parent ?? ''} gives the client`) })),
      ];
      if (hits.length > 0) return usage.isKnown ? failedAt(hits) : unknown(world.toKnow);
      // Links that the files do not manage are one request for each organization: only those that are known count.
      return any.isKnown ? passed : unknown(world.toKnow);
    },
    says: 'a setting for organizations has no effect',
    hint: 'set organization_usage: allow or require, or take the other setting out',
    why: 'The client gets no token for an organization while organization_usage is deny, whatever else is set.',
    production: 'warning',
    other: 'warning',
    profiles: ['m2m'],
    from: experience,
    decided: 'files',
  },
];
