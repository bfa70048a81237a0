/** Its YAML. */
export const tenant = `# The tenant of a parcel company.
tenant:
  friendly_name: Parcels
  session_lifetime: 72   # three days

# Who signs in, and how.
clients:
  # What people use.
  - name: Portal
    app_type: regular_web
    description: A portal of ##TEAM##
    callbacks:
      - ##PORTAL##/callback
      - https://fixed.example/callback   # for tests
      - '@@MORE_CALLBACKS@@'
    client_metadata:
      team: ##TEAM##
      kept: 'yes'
  - name: Worker   # nightly
    app_type: non_interactive
    client_metadata: { team: '##TEAM##', cost: '12' }

resourceServers:
  - name: Parcels
    identifier: ##PORTAL##/api
    scopes:
      - value: read:parcels
        description: See
      - value: write:parcels # careful
        description: Change

roles:
  - name: Courier
    description: Delivers
    permissions:
      - permission_name: read:parcels
        resource_server_identifier: '##PORTAL##/api'
  - name: Manager
    description: Manages

clientGrants:
  - client_id: Worker
    audience: ##PORTAL##/api
    scope: [read:parcels]

emailProvider:
  name: smtp
  enabled: true
  default_from_address: a@parcels.example
  credentials:
    smtp_host: smtp.##TEAM##.example
    smtp_port: 25
    smtp_user: user
    smtp_pass: ##SMTP_PASS##

actions:
  - name: Check
    code: ./actions/check.js
    runtime: node22
    deployed: true
    supported_triggers: [{ id: post-login, version: v3 }]
    secrets:
      - name: API_URL
        value: ##PORTAL##
`;
/** The code of its action. */
export const code = `// talks to ##PORTAL##, see the page of the team
exports.onExecutePostLogin = async (event, api) => {
  const limit = 5;
  if (event.stats.logins_count > limit) api.access.deny('no');
};
`;
const environment = (name: string): string => `# ${name}
domain: ${name}.example
keywords:
  PORTAL: https://portal.${name}.example
  TEAM: platform   # who is called
  MORE_CALLBACKS: [https://more.${name}.example/cb]
secrets:
  SMTP_PASS: { env: SMTP_PASS }
`;
/** A tenant with markers everywhere, for two environments. */
export const files = {
  'tenant.yaml': tenant,
  'actions/check.js': code,
  'environments/dev.yaml': environment('dev').replace('dev.example\n', 'local\n'),
  'environments/prod.yaml': environment('prod'),
};
