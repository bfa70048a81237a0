import type { Files } from '../cli/support/large-files.ts';

/** Values that no file that is written may have. */
export const secrets = [
  'deployer-secret-0d1e2f3a4b5c',
  'smtp-password-7f3a9c',
  'stripe-live-4eC39HqLyjWDarjtT1',
  'partner-secret-b81d',
  'captcha-secret-11aa22bb',
  'tok-3c4d5e6f7a8b',
];

/** One YAML file, with the code beside it. */
export const oneFile: Files = {
  'config.json': JSON.stringify({
    AUTH0_DOMAIN: 'acme-dev.eu.auth0.com',
    AUTH0_CLIENT_ID: 'TheDeployCli',
    AUTH0_CLIENT_SECRET: 'deployer-secret-0d1e2f3a4b5c',
    AUTH0_ALLOW_DELETE: true,
    AUTH0_EXCLUDED: ['organizations', 'rules', 'migrations'],
    AUTH0_EXCLUDED_CLIENTS: ['Legacy App'],
    AUTH0_EXCLUDED_RULES: ['old'],
    AUTH0_EXCLUDE_THIRD_PARTY_CLIENTS: true,
    AUTH0_API_MAX_RETRIES: 3,
    AUTH0_AUDIENCE: 'https://acme-dev.eu.auth0.com/api/v2/',
    AUTH0_SOMETHING_NEW: true,
    EXCLUDED_PROPS: { clients: ['description'], connections: ['options.scopes', 'no.such'] },
    INCLUDED_PROPS: { clients: ['client_secret'] },
    AUTH0_KEYWORD_REPLACE_MAPPINGS: {
      ENV: 'dev',
      PORTAL: 'https://portal.dev.acme.example',
      MORE_URLS: ['https://a.acme.example', 'https://b.acme.example'],
      LIFETIME: 3600,
      MAIL_LOGIN: { host: 'smtp.acme.example', password: 'smtp-password-7f3a9c' },
      BILLING: 'stripe-live-4eC39HqLyjWDarjtT1',
      CAPTCHA: 'captcha-secret-11aa22bb',
    },
  }),
  'tenant.yaml': `# Acme
tenant:
  friendly_name: Acme ##ENV##
clients:
  - name: Portal
    app_type: regular_web
    callbacks: @@MORE_URLS@@
    web_origins: ["https://c.acme.example", ##PORTAL##]
    jwt_configuration:
      lifetime_in_seconds: @@LIFETIME@@
      alg: RS256
  - name: Partner
    app_type: non_interactive
    client_secret: partner-secret-b81d
  - name: Legacy App
    app_type: native
resourceServers:
  - name: Parcels
    identifier: https://parcels.acme.example
    scopes: [{ value: read:parcels, description: See parcels }]
actions:
  - name: Add Claims
    code: ./actions/add-claims.js
    runtime: node22
    deployed: true
    dependencies: []
    secrets:
      - name: BILLING
        value: ##BILLING##
      - name: AUDIT
        value: ##AUDIT_TOKEN##
    supported_triggers: [{ id: post-login, version: v3 }]
attackProtection:
  captcha:
    active_provider_id: hcaptcha
    hcaptcha: { site_key: public-site-key, secret: ##CAPTCHA## }
`,
  'actions/add-claims.js': `exports.onExecutePostLogin = async (event, api) => {
  api.idToken.setCustomClaim('https://##ENV##.acme.example/region', 'eu');
};
`,
  'README.md': 'How to deploy.\n',
  '.env': 'AUTH0_CLIENT_SECRET=deployer-secret-0d1e2f3a4b5c\n',
  'package.json': '{"name":"acme-auth0"}\n',
};

/** Folders of JSON files. */
export const folders: Files = {
  'config-dev.json': JSON.stringify({
    AUTH0_DOMAIN: 'acme-dev.eu.auth0.com',
    AUTH0_CLIENT_SECRET: 'deployer-secret-0d1e2f3a4b5c',
    AUTH0_PRESERVE_KEYWORDS: true,
    AUTH0_INCLUDED_CONNECTIONS: ['github'],
    AUTH0_KEYWORD_REPLACE_MAPPINGS: { PORTAL: 'https://portal.dev.acme.example', LIFETIME: 3600 },
  }),
  'auth0/tenant.json': '{ "friendly_name": "Acme", "support_url": "##PORTAL##/help" }',
  'auth0/clients/Portal.json': `{
  "name": "Portal",
  "app_type": "spa",
  "callbacks": ["##PORTAL##/callback"],
  "jwt_configuration": { "lifetime_in_seconds": @@LIFETIME@@, "alg": "RS256" }
}
`,
  'auth0/clients/Machine.json':
    '{ "name": "Machine", "app_type": "non_interactive", "client_secret": "partner-secret-b81d" }',
  'auth0/roles/Support.json': '{ "name": "Support", "description": "Answers customers", "permissions": [] }',
  'auth0/pages/login.json': '{ "name": "login", "enabled": true, "html": "./login.html" }',
  'auth0/pages/login.html': '<html><body>Log in at ##PORTAL##</body></html>\n',
  'auth0/actions/Greet.json': `{
  "name": "Greet", "code": "./auth0/actions/Greet/code.js", "runtime": "node22", "dependencies": [],
  "secrets": [{ "name": "KEY", "value": "_VALUE_NOT_SHOWN_" }],
  "supported_triggers": [{ "id": "post-login", "version": "v3" }], "deployed": true
}
`,
  'auth0/actions/Greet/code.js': 'exports.onExecutePostLogin = async () => {};\n',
  'auth0/connections/github.json': `{
  "name": "github", "strategy": "github",
  "options": { "client_id": "hub", "client_secret": "##GITHUB_SECRET##", "profile": true }
}
`,
};

/** Three environments, with included files, files of keywords, and files that only one environment has. */
export const threeEnvironments: Files = {
  'config/dev.json': JSON.stringify({
    AUTH0_DOMAIN: 'acme-dev.eu.auth0.com',
    AUTH0_ALLOW_DELETE: 'true',
    AUTH0_INCLUDED_ONLY: ['clients', 'roles', 'tenant', 'resourceServers', 'logStreams'],
    AUTH0_EXCLUDED_CLIENTS: ['Legacy *'],
    AUTH0_EXPORT_IDENTIFIERS: false,
  }),
  'config/staging.json': JSON.stringify({
    AUTH0_DOMAIN: 'https://acme-staging.eu.auth0.com/',
    AUTH0_CLIENT_ID: 'TheDeployCli',
    AUTH0_ALLOW_DELETE: false,
    AUTH0_EXCLUDED: ['connections', 'hooks'],
  }),
  'config/prod.json': JSON.stringify({
    AUTH0_DOMAIN: 'acme.eu.auth0.com',
    AUTH0_CLIENT_SIGNING_KEY_PATH: './deployer.pem',
    AUTH0_EXCLUDED_RESOURCE_SERVERS: ['Old API'],
    AUTH0_ALLOW_EXTERNAL_CODE_PATHS: true,
  }),
  'deployer.pem': '-----BEGIN PRIVATE KEY-----\nbm90IGEga2V5\n-----END PRIVATE KEY-----\n',
  'keywords-dev.json': JSON.stringify({
    PORTAL: 'https://dev.acme.example',
    COMPANY: 'Acme',
    SINK_TOKEN: 'tok-3c4d5e6f7a8b',
  }),
  'keywords-staging.json': JSON.stringify({
    PORTAL: 'https://stg.acme.example',
    COMPANY: 'Acme',
    SINK_TOKEN: 'tok-3c4d5e6f7a8b',
  }),
  'keywords-prod.json': JSON.stringify({
    PORTAL: 'https://acme.example',
    COMPANY: 'Acme',
    SINK_TOKEN: 'tok-3c4d5e6f7a8b',
  }),
  'tenant.yaml': `tenant:
  friendly_name: '##COMPANY##'
clients: !include parts/clients.yaml
roles:
  - !include parts/support.yaml
  - name: Courier
    description: Delivers
logStreams:
  - name: Sink
    type: http
    sink:
      httpEndpoint: "##PORTAL##/logs"
      httpAuthorization: "Bearer ##SINK_TOKEN##"
      httpContentFormat: JSONLINES
      httpContentType: application/json
`,
  'parts/clients.yaml': `# All of them
- name: Portal
  app_type: spa
  callbacks: ["##PORTAL##/callback"]
- name: Legacy One
  app_type: native
`,
  'parts/support.yaml': 'name: Support\ndescription: Answers customers\n',
  'dev/clients/Playground.json': '{ "name": "Playground", "app_type": "spa", "callbacks": ["##PORTAL##/try"] }',
};
