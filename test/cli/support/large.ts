import { code, environment, templates } from './large-files.ts';
import type { Files } from './large-files.ts';
import { bar, emails, flows, many, prompts, section } from './large-sections.ts';

/**
 * A tenant of about two thousand lines in the style of a Deploy CLI repository that has grown for years: every type that
 * tenantry manages, markers with and without quotes, comments everywhere, and code and templates in files.
 */
export function largeTenant(): Files {
  return {
    'tenant.yaml': [
      header,
      settings,
      apis(14),
      clients(44),
      grants(44, 14),
      roles(14, 14),
      connections,
      organizations(20),
      actions(10),
      emails,
      prompts,
      flows,
    ].join('\n'),
    'environments/dev.yaml': environment('dev'),
    'environments/prod.yaml': environment('prod'),
    ...code(10),
    ...templates,
  };
}

const header = `${bar}
##
##  Fjord Freight: the tenant, as it is deployed to ##ENV##.
##  @@NOT_A_KEYWORD@@ and ##NEITHER_IS_THIS## stand in comments, and mean nothing there.
##
${bar}
##OLD_STYLE## comments begin without a space.
##
`;

const settings = `${section('Tenant')}tenant:
  friendly_name: 'Fjord Freight ##ENV##'   # shown on the login page
  picture_url: https://static.##DOMAIN##/logo.png
  support_email: support@##DOMAIN##
  support_url: "https://##DOMAIN##/support"
  allowed_logout_urls: [ "https://##DOMAIN##/bye", ##EXTRA_LOGOUT_URLS## ]
  default_redirection_uri: ##PORTAL##/login
  enabled_locales: @@LOCALES@@
  session_lifetime: ##SESSION_HOURS##
  idle_session_lifetime: 24 # hours
  sandbox_version: '##NODE_VERSION##'
  flags:
    enable_client_connections: false
    revoke_refresh_token_grant: @@IS_PRODUCTION@@   # ##IS_PRODUCTION## would do as well
    disable_clickjack_protection_headers: false

${section('Branding and pages')}branding:
  logo_url: https://static.##DOMAIN##/logo.svg
  favicon_url: 'https://static.##DOMAIN##/favicon.ico'
  colors:
    primary: "#0b5394"
    page_background: '#f4f7fa'
  templates:
    - template: universal_login
      body: ./branding/universal_login.html

customDomains:
  - domain: login.##DOMAIN##
    type: auth0_managed_certs
    tls_policy: recommended
    domain_metadata: { owner: identity, stage: ##ENV## }

pages:
  #### the classic pages ####
  - name: login
    enabled: false
    html: ./pages/login.html
  - name: error_page
    html: ./pages/error_page.html
    show_log_link: false
`;

function apis(count: number): string {
  return `${section('APIs')}resourceServers:\n${many(
    count,
    (number) => `
  # --- API ${number} ${'-'.repeat(40)}
  - name: API ${number}
    identifier: https://api-${number}.##DOMAIN##
    signing_alg: RS256
    token_dialect: access_token_authz
    enforce_policies: true
    token_lifetime: @@TOKEN_LIFETIME@@
    allow_offline_access: false
    skip_consent_for_verifiable_first_party_clients: true
    scopes:
      - value: read:things-${number}
        description: See things of kind ${number}
      - value: write:things-${number}
        description: "Change things of kind ${number} on ##ENV##"
`,
  )}`;
}

function clients(count: number): string {
  return `${section('Applications')}clients:\n${many(count, (number) => (number % 4 === 0 ? webClient(number) : machine(number)))}`;
}

function machine(number: number): string {
  return `
  ##
  ## Service ${number}: callbacks of ##ENV## are of no use to it
  ##
  - name: Service ${number}
    description: >-
      Moves things of kind ${number}
      on ##ENV##, by night
    app_type: non_interactive
    is_first_party: true
    oidc_conformant: true
    grant_types:
      - client_credentials
    token_endpoint_auth_method: client_secret_post
    jwt_configuration:
      alg: RS256
      lifetime_in_seconds: @@TOKEN_LIFETIME@@
    client_metadata:
      team: team-${number % 5}
      stage: ##ENV##
      'key-##ENV##': "${number}"
`;
}

function webClient(number: number): string {
  return `
  - name: Portal ${number}    # a web application
    app_type: regular_web
    is_first_party: true
    oidc_conformant: true
    callbacks: [ "https://portal-${number}.##DOMAIN##/callback", ##EXTRA_CALLBACKS## ]
    allowed_logout_urls: ["https://portal-${number}.##DOMAIN##",##PORTAL##]
    web_origins:
      - https://portal-${number}.##DOMAIN##
      - @@LOCAL_ORIGINS@@
    allowed_origins: @@LOCAL_ORIGINS@@
    initiate_login_uri: ##PORTAL##/login/${number}
    grant_types: [authorization_code, refresh_token]
    jwt_configuration: { alg: RS256, lifetime_in_seconds: ##TOKEN_LIFETIME## }
    refresh_token:
      rotation_type: rotating
      expiration_type: expiring
      leeway: 0
      token_lifetime: 2592000
      idle_token_lifetime: 1296000
      infinite_token_lifetime: false
      infinite_idle_token_lifetime: false
`;
}

function grants(clientCount: number, apiCount: number): string {
  const machines = Array.from({ length: clientCount }, (_item, index) => index + 1).filter(
    (number) => number % 4 !== 0,
  );
  return `${section('Who may call what')}clientGrants:\n${machines
    .map((number) => {
      const api = (number % apiCount) + 1;
      return `  - client_id: Service ${number}
    audience: https://api-${api}.##DOMAIN##
    scope: [ "read:things-${api}", "write:things-${api}" ]   ## both
`;
    })
    .join('')}`;
}

function roles(count: number, apiCount: number): string {
  return `${section('Roles')}roles:\n${many(count, (number) => {
    const api = (number % apiCount) + 1;
    return `
  - name: Role ${number}
    description: "May do what role ${number} does"
    permissions:
      - permission_name: read:things-${api}
        resource_server_identifier: https://api-${api}.##DOMAIN##
      - permission_name: 'write:things-${api}'
        resource_server_identifier: 'https://api-${api}.##DOMAIN##'
`;
  })}`;
}

const connections = `${section('Connections')}databases:
  - name: customers
    display_name: Customers
    strategy: auth0
    enabled_clients:
      - Portal 4
      - Portal 8
    options:
      passwordPolicy: good
      password_history: { enable: true, size: 5 }
      brute_force_protection: true
      disable_signup: ##IS_PRODUCTION##
      customScripts:
        login: ./databases/customers/login.js
        get_user: ./databases/customers/get_user.js

connections:
  - name: partner-oidc
    strategy: oidc
    enabled_clients: [ Portal 12 ]
    options:
      type: back_channel
      discovery_url: https://id.partner.example/.well-known/openid-configuration
      client_id: '##PARTNER_CLIENT_ID##'
      client_secret: ##PARTNER_SECRET##
      scope: openid profile
  - name: email
    strategy: email
    options:
      brute_force_protection: true
      email:
        from: no-reply@##DOMAIN##
        subject: Your code
        syntax: liquid
        body: ./email-body.html
`;

function organizations(count: number): string {
  return `${section('Organizations')}organizations:\n${many(
    count,
    (number) => `
  - name: carrier-${number}
    display_name: Carrier ${number} ##ENV##
    metadata: { contract: "C-${number}", stage: ##ENV## }
    branding:
      colors:
        primary: '#7a1f2b'
        page_background: '#ffffff'
    connections:
      - name: customers
        assign_membership_on_login: false
`,
  )}`;
}

function actions(count: number): string {
  return `${section('Actions')}actionModules:
  - name: carriers
    code: ./modules/carriers.js

actions:
${many(
  count,
  (number) => `
  - name: Action ${number}
    code: ./actions/action-${number}/code.js
    runtime: node22
    deployed: true
    supported_triggers:
      - id: post-login
        version: v3
    dependencies: []
    secrets:
      - name: PARTNER_SECRET
        value: "##PARTNER_SECRET##"
`,
)}
triggers:
  post-login:
${many(count, (number) => `    - action_name: Action ${number}\n      display_name: Step ${number}\n`)}`;
}
