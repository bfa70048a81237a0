import type { Change, FieldChange } from '../../src/model/change.ts';
import type { Json } from '../../src/model/json.ts';
import type { Plan, Step } from '../../src/model/plan.ts';

/** Code of an action, and the same with some lines changed. */
const code = (index: number, version: number): string =>
  [
    `/** Adds the parcels of a customer to the token: version ${version} of ${index}. */`,
    'exports.onExecutePostLogin = async (event, api) => {',
    "  const namespace = 'https://harbor.example/';",
    '  if (event.client.metadata.parcels !== "yes") return;',
    ...Array.from({ length: 8 }, (_one, line) => `  // step ${line} of action ${index}`),
    `  const answer = await fetch(\`\${event.secrets.PARCELS_API}/v${version}/parcels/\${event.user.user_id}\`);`,
    ...(version === 1
      ? ['  const parcels = await answer.json();']
      : ['  if (!answer.ok) return api.access.deny("no parcels");', '  const { parcels } = await answer.json();']),
    '  api.accessToken.setCustomClaim(`${namespace}parcels`, parcels.map(({ id }) => id));',
    '};',
    '',
  ].join('\n');

const mail = (index: number, version: number): string =>
  [
    '<!doctype html>',
    '<html lang="en">',
    '  <head><style>.button { color: #fff; background: #0a6; }</style></head>',
    '  <body>',
    `    <p>Dear {{ user.given_name | default: "customer" }},</p>`,
    '    {% if organization.name != "" %}<p>You are a member of {{ organization.display_name }}.</p>{% endif %}',
    version === 1
      ? '    <p>please follow <a class="button" href="{{ url }}">this link</a> within five days.</p>'
      : '    <p>please follow <a class="button" href="{{ url }}">this link</a> within two days, or ask for another.</p>',
    `    <p>Harbor ${index}</p>`,
    '  </body>',
    '</html>',
    '',
  ].join('\n');

const value = (
  path: string,
  before: Json | undefined,
  after: Json | undefined,
  as: FieldChange['as'] = 'value',
): FieldChange => ({
  path,
  as,
  ...(before === undefined ? {} : { before }),
  ...(after === undefined ? {} : { after }),
});

const place = (file: string, line: number): { place: Change['place'] & object } => ({
  place: { file: `tenants/harbor/${file}`, line, column: 5, length: 4 },
});

/** What changes, by turns. */
const makers: ((index: number) => Change)[] = [
  (index) => ({
    address: `clients/Service ${index}`,
    type: 'clients',
    action: 'update',
    fieldsToSend: ['callbacks', 'jwt_configuration'],
    fields: [
      value(
        'callbacks',
        [`https://s-${index}.example/old`, 'https://b.example'],
        [`https://s-${index}.example/new`, 'https://b.example'],
        'set',
      ),
      value('jwt_configuration.lifetime_in_seconds', 86400, 3600),
      value(
        'description',
        `Moves the parcels of depot ${index} to the customer`,
        `Moves all parcels of depot ${index} to its customers`,
      ),
    ],
    ...place('clients.yaml', 3 + index * 7),
  }),
  (index) => ({
    address: `roles/Courier ${index}`,
    type: 'roles',
    action: 'create',
    fields: [
      value('name', undefined, `Courier ${index}`),
      value('description', undefined, 'Drives parcels from depots to customers'),
    ],
    ...place('roles.yaml', 2 + index * 3),
  }),
  (index) => ({
    address: `clientGrants/Service ${index} -> https://api-${index}.example`,
    type: 'clientGrants',
    action: 'create',
    fields: [
      value('client_id', undefined, `Service ${index}`),
      value('audience', undefined, `https://api-${index}.example`),
      value('scope', undefined, ['read:parcels', 'write:parcels'], 'set'),
    ],
    ...place('grants.yaml', 2 + index * 4),
  }),
  (index) => ({ address: `roles/Former ${index}`, type: 'roles', action: 'delete', fields: [] }),
  (index) => ({
    address: `organizations/depot-${index}`,
    type: 'organizations',
    action: 'create',
    fields: [
      value('name', undefined, `depot-${index}`),
      value('display_name', undefined, `Depot ${index}`),
      value('branding.colors.primary', undefined, '#00aa66'),
    ],
    ...place('organizations.yaml', 2 + index * 6),
  }),
  (index) => ({
    address: `resourceServers/https://api-${index}.example`,
    type: 'resourceServers',
    action: 'update',
    fieldsToSend: ['token_lifetime'],
    fields: [
      value('token_lifetime', 86400, 7200),
      value(
        'scopes',
        [{ value: 'read:parcels' }],
        [{ value: 'read:parcels' }, { value: 'write:parcels', description: 'Writes' }],
        'set',
      ),
    ],
    ...place('apis.yaml', 2 + index * 5),
  }),
  (index) => ({
    address: `roles/Driver ${index}`,
    type: 'roles',
    action: 'create',
    fields: [value('name', undefined, `Driver ${index}`), value('description', undefined, 'Drives')],
    ...place('roles.yaml', 3000 + index * 3),
  }),
  (index) => ({
    address: `clients/Portal ${index}`,
    type: 'clients',
    action: 'create',
    fields: [
      value('name', undefined, `Portal ${index}`),
      value('app_type', undefined, 'spa'),
      value('callbacks', undefined, [`https://portal-${index}.example/callback`], 'set'),
      value('token_endpoint_auth_method', undefined, 'none'),
    ],
    ...place('clients.yaml', 4000 + index * 5),
  }),
];

/** What there is a few of, whatever the size. */
const rare: Change[] = [
  {
    address: 'actions/Enrich tokens',
    type: 'actions',
    action: 'update',
    fieldsToSend: ['code'],
    fields: [value('code', code(0, 1), code(0, 2), 'lines')],
    ...place('actions/enrich.js', 1),
  },
  {
    address: 'emailTemplates/verify_email',
    type: 'emailTemplates',
    action: 'update',
    fieldsToSend: ['body', 'subject'],
    fields: [
      value('subject', 'Confirm your address', 'Please confirm your address'),
      value('body', mail(0, 1), mail(0, 2), 'lines'),
    ],
    ...place('emails/verify.html', 1),
  },
  {
    address: 'connections/google-oauth2',
    type: 'connections',
    action: 'replace',
    because: ['strategy'],
    takesAlong: 'its 1,204 users',
    fields: [
      value('strategy', 'google-oauth2', 'google-apps'),
      { path: 'options.client_secret', as: 'value', isSecret: true, before: '(secret)', after: '(secret, changed)' },
    ],
    ...place('connections.yaml', 14),
  },
  {
    address: 'organizations/Old Partner',
    type: 'organizations',
    action: 'delete',
    fields: [],
    withheld: { guard: 'delete', reason: 'policy.delete is false' },
  },
  {
    address: 'branding',
    type: 'branding',
    action: 'update',
    fieldsToSend: ['theme'],
    fields: [
      value(
        'theme',
        {
          colors: { primary: '#00aa66', page: '#ffffff' },
          font: { url: 'https://harbor.example/font.woff2', weight: 400 },
          logo: 'https://harbor.example/logo.svg',
        },
        {
          colors: { primary: '#0066aa', page: '#ffffff' },
          font: { url: 'https://harbor.example/font.woff2', weight: 500 },
          logo: 'https://harbor.example/logo.svg',
        },
        'lines',
      ),
    ],
    ...place('tenant.yaml', 40),
  },
];

const actionOf = (change: Change): Step => {
  const { address, action } = change;
  const dependsOn = /^clientGrants\/(.*) -> (.*)$/.exec(address);
  const base = {
    address,
    dependsOn: dependsOn === null ? [] : [`clients/${dependsOn[1]}`, `resourceServers/${dependsOn[2]}`],
  };
  if (action === 'delete') return { do: 'delete', ...base };
  return action === 'update'
    ? { do: 'update', fields: change.fieldsToSend, ...base }
    : { do: 'create', deferred: [], ...base };
};

/** A plan with so many changes, at least a dozen, as they are in a tenant: most are new, and a tenth is taken away. */
export function planWith(count: number): Plan {
  const common = Array.from({ length: count - rare.length }, (_one, index) => {
    const make = makers[index % makers.length];
    if (make === undefined) throw new Error('no maker');
    return make(Math.floor(index / makers.length));
  });
  const changes = [...rare, ...common].toSorted((a, b) => (a.type < b.type ? -1 : a.type > b.type ? 1 : 0));
  const carried = changes.filter(({ withheld }) => withheld === undefined);
  const steps = carried.map(actionOf);
  const ofType = (...types: string[]): Step[] =>
    steps.filter((step) => step.do !== 'delete' && types.includes(step.address.split('/')[0] ?? ''));
  const waves = [
    ofType('resourceServers', 'clients', 'roles', 'branding'),
    ofType('clientGrants', 'connections', 'emailTemplates'),
    ofType('organizations', 'actions'),
    steps.filter((step) => step.do === 'delete'),
  ];
  return {
    tenant: 'harbor',
    environment: 'prod',
    domain: 'harbor.eu.auth0.com',
    changes,
    waves: waves.filter((wave) => wave.length > 0),
    requests: steps.length,
    unchanged: 214,
  };
}
