import { idForm } from '../ids.ts';
import type { Area } from '../area.ts';
import { type Body, bodiesOf, bodyOf, listOf, textOf } from '../body.ts';
import type { Collection, Write } from '../collection.ts';
import { absent, refuse } from '../errors.ts';

import { type Answer, type Call, type Route, need, ok, operation, param } from '../route.ts';
import { type Constraints, atLeastOne, items, text } from '../schema.ts';

const MOST = 20;

/** A self-service profile has attributes of its own or those of a user attribute profile. */
export function selfServiceProfileBeforeStore(body: Body, { call, before }: Write): Body {
  if (before === undefined && call.store.count('self_service_profiles') >= MOST) {
    throw refuse('self-service-profiles.too-many');
  }
  const profile = body['user_attribute_profile_id'];
  if (profile !== undefined && listOf(body['user_attributes']).length > 0) {
    throw refuse('self-service-profiles.attributes-twice');
  }
  if (profile !== undefined && call.store.get('user_attribute_profiles', textOf(profile)) === undefined) {
    throw refuse('self-service-profiles.unknown-attribute-profile');
  }
  return body;
}

/** A self-service profile that goes takes its texts along. */
export const selfServiceProfileBeforeDelete = ({ id }: Body, { store }: Call): void =>
  store.removeWhere('self_service_texts', ({ _profile }) => _profile === id);

const PATH = '/self-service-profiles/:id/custom-text/:language/:page';

/** The texts of the one page in the one language. PUT replaces all of them. */
export const selfServiceTextRoutes: Route[] = [
  operation(`GET ${PATH}`, 'read:self_service_profile_custom_texts', (call) => ok(textsOf(call))),
  operation(`PUT ${PATH}`, 'update:self_service_profile_custom_texts', setTexts, {
    body: 'SetSelfServiceProfileCustomTextRequestContent',
  }),
];

function textsOf(call: Call): Body {
  const texts = call.store.get('self_service_texts', keyOf(call)) ?? {};
  return Object.fromEntries(Object.entries(texts).filter(([key]) => key !== '_profile'));
}

function setTexts(call: Call): Answer {
  call.store.put('self_service_texts', keyOf(call), { ...call.body, _profile: param(call, 'id') });
  return ok(textsOf(call));
}

function keyOf(call: Call): string {
  need(call, 'self_service_profiles', 'self-service-profile');
  const [language, page] = [param(call, 'language'), param(call, 'page')];
  if (language !== 'en' || page !== 'get-started') {
    throw refuse('self-service-profiles.unknown-page', { page, language });
  }
  return `${param(call, 'id')}|${language}|${page}`;
}

/** Tokens are exchanged by an action of the trigger for that. */
export function tokenExchangeProfileBeforeStore(body: Body, { call }: Write): Body {
  const action = call.store.get('actions', textOf(body['action_id']));
  const isFit = bodiesOf(action?.['supported_triggers']).some(({ id }) => id === 'custom-token-exchange');
  if (!isFit) throw refuse('token-exchange-profiles.unfit-action');
  return body;
}

const CLAIMS = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/';

/** What a profile knows users by, as far as it does not say so. */
const USER_ID: Body = {
  oidc_mapping: 'sub',
  saml_mapping: ['nameidentifier', 'upn', 'name'].map((claim) => `${CLAIMS}${claim}`),
  scim_mapping: 'externalId',
};

/** The templates after which profiles can be made. */
const TEMPLATES: { readonly [profile: string]: Body[] } = {
  connection: [
    {
      id: 'enterprise-connection',
      display_name: 'Enterprise connection',
      template: {
        name: 'Enterprise connection',
        organization: { show_as_button: 'required', assign_membership_on_login: 'required' },
        connection_name_prefix_template: '{{ organization.name }}',
        enabled_features: ['scim', 'universal_logout'],
        connection_config: {},
        strategy_overrides: {},
      },
    },
  ],
  'user-attribute': [
    {
      id: 'auth0-standard',
      display_name: 'Auth0 standard profile',
      template: {
        name: 'Standard profile',
        user_id: USER_ID,
        user_attributes: {
          email: {
            label: 'Email',
            description: 'Email address of the user',
            profile_required: true,
            auth0_mapping: 'email',
            oidc_mapping: { mapping: 'email', display_name: 'Email' },
            saml_mapping: [`${CLAIMS}emailaddress`],
            scim_mapping: 'emails[primary eq true].value',
          },
        },
      },
    },
  ],
};

/** The templates of one profile of profile: all, and one by its id. */
const templateRoutes = (profile: 'connection' | 'user-attribute'): Route[] => {
  const name = `${profile.replace('-', '_')}_profile`;
  const path = `/${profile}-profiles/templates`;
  return [
    operation(`GET ${path}`, `read:${name}s`, () => ok({ [`${name}_templates`]: TEMPLATES[profile] ?? [] })),
    operation(`GET ${path}/:template`, `read:${name}s`, (call) => {
      const template = TEMPLATES[profile]?.find(({ id }) => id === param(call, 'template'));
      if (template === undefined) throw absent(`${profile}-profile-template`);
      return ok(template);
    }),
  ];
};

const userAttributeProfiles: Collection = {
  name: 'user_attribute_profiles',
  path: '/user-attribute-profiles',
  id: ['id', idForm('userAttributeProfile', 'uap_', 16)],
  stem: 'user_attribute_profiles',
  noun: 'user-attribute-profile',
  create: 'CreateUserAttributeProfileRequestContent',
  update: 'UpdateUserAttributeProfileRequestContent',
  list: { key: 'user_attribute_profiles', paging: 'checkpoint', size: 5 },
  unique: [['name'], 'user-attribute-profiles.name-taken'],
  idempotentDelete: true,
  beforeStore: (profile) => ({ ...profile, user_id: { ...USER_ID, ...bodyOf(profile['user_id']) } }),
};

const connectionProfiles: Collection = {
  name: 'connection_profiles',
  path: '/connection-profiles',
  id: ['id', idForm('connectionProfile', 'cop_', 16)],
  stem: 'connection_profiles',
  noun: 'connection-profile',
  create: 'CreateConnectionProfileRequestContent',
  update: 'UpdateConnectionProfileRequestContent',
  list: { key: 'connection_profiles', paging: 'checkpoint', size: 5, max: 10 },
  unique: [['name'], 'connection-profiles.name-taken'],
  nullable: ['connection_config', 'strategy_overrides'],
  defaults: { connection_config: null, strategy_overrides: null },
  idempotentDelete: true,
};

const selfServiceProfiles: Collection = {
  name: 'self_service_profiles',
  path: '/self-service-profiles',
  id: ['id', idForm('selfServiceProfile', 'ssp_', 22)],
  stem: 'self_service_profiles',
  noun: 'self-service-profile',
  create: 'CreateSelfServiceProfileRequestContent',
  update: 'UpdateSelfServiceProfileRequestContent',
  list: { key: 'self_service_profiles', paging: 'offset' },
  stamped: true,
  defaults: { user_attributes: [] },
  idempotentDelete: true,
  beforeStore: selfServiceProfileBeforeStore,
  beforeDelete: selfServiceProfileBeforeDelete,
};

const tokenExchangeProfiles: Collection = {
  name: 'token_exchange_profiles',
  path: '/token-exchange-profiles',
  id: ['id', idForm('tokenExchangeProfile', 'tep_', 16)],
  stem: 'token_exchange_profiles',
  noun: 'token-exchange-profile',
  create: 'CreateTokenExchangeProfileRequestContent',
  update: 'UpdateTokenExchangeProfileRequestContent',
  list: { key: 'token_exchange_profiles', paging: 'checkpoint' },
  unique: [['subject_token_type'], 'token-exchange-profiles.type-taken'],
  limit: 100,
  stamped: true,
  idempotentDelete: true,
  beforeStore: tokenExchangeProfileBeforeStore,
};

const verifiableCredentialTemplates: Collection = {
  name: 'verifiable_credential_templates',
  path: '/verifiable-credentials/verification/templates',
  id: ['id', idForm('verifiableCredentialTemplate', 'vct_', 16)],
  stem: 'vdcs_templates',
  noun: 'verifiable-credential-template',
  create: 'CreateVerifiableCredentialTemplateRequestContent',
  update: 'UpdateVerifiableCredentialTemplateRequestContent',
  list: { key: 'templates', paging: 'checkpoint' },
  unique: [['name'], 'verifiable-credential-templates.name-taken'],
  nullable: ['custom_certificate_authority'],
  stamped: true,
  idempotentDelete: true,
};

const selfService = { name: text(1, 100), description: text(1, 140), allowed_strategies: items(1) };

const exchange = { name: text(3, 50), subject_token_type: text(8, 100) };

const attributes = { name: text(1, 128), user_attributes: { minProperties: 1, maxProperties: 64 } };

const template = {
  name: text(1, 255),
  type: text(1, 255),
  dialect: text(0, 255, '^simplified/1.0$'),
  well_known_trusted_issuers: text(1, 255, '^aamva$'),
};

const constraints: Constraints = {
  CreateConnectionProfileRequestContent: { properties: { name: text(1, 50) } },
  CreateSelfServiceProfileRequestContent: { properties: selfService },
  CreateTokenExchangeProfileRequestContent: { properties: exchange },
  CreateUserAttributeProfileRequestContent: { properties: attributes },
  CreateVerifiableCredentialTemplateRequestContent: {
    properties: { ...template, custom_certificate_authority: text(1, 4096) },
  },
  MdlPresentationProperties: atLeastOne,
  UpdateSelfServiceProfileRequestContent: { properties: selfService },
  UpdateTokenExchangeProfileRequestContent: { ...atLeastOne, properties: exchange },
  UpdateUserAttributeProfileRequestContent: { properties: attributes },
  UpdateVerifiableCredentialTemplateRequestContent: { properties: template },
};

/** Profiles: patterns after which other things are made or judged. */
export const profileArea: Area = {
  collections: [
    userAttributeProfiles,
    connectionProfiles,
    selfServiceProfiles,
    tokenExchangeProfiles,
    verifiableCredentialTemplates,
  ],
  routes: [...selfServiceTextRoutes, ...templateRoutes('connection'), ...templateRoutes('user-attribute')],
  constraints,
};
