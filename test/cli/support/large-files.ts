/** Files of a folder by their path. */
export type Files = Record<string, string>;

/** The emails that the large tenant has texts for. */
export const templateNames = [
  'verify_email',
  'verify_email_by_code',
  'reset_email',
  'reset_email_by_code',
  'welcome_email',
  'blocked_account',
  'stolen_credentials',
  'enrollment_email',
  'mfa_oob_code',
  'user_invitation',
];

/** The file of an environment. */
export function environment(name: string): string {
  const isProduction = name === 'prod';
  return `# ##DOMAIN## and all the rest, for ${name}
domain: fjord-${name}.eu.auth0.com
keywords:
  ENV: ${name}
  DOMAIN: ${isProduction ? '' : `${name}.`}fjord.example
  PORTAL: https://portal.${name}.fjord.example
  LOCALES: [en, nb]
  SESSION_HOURS: 72
  NODE_VERSION: '22'
  IS_PRODUCTION: ${isProduction}
  TOKEN_LIFETIME: 3600
  EXTRA_LOGOUT_URLS: '"https://a.fjord.example", "https://b.fjord.example"'
  EXTRA_CALLBACKS: '${isProduction ? '' : '"http://localhost:3000/callback"'}'
  LOCAL_ORIGINS: ${isProduction ? '[]' : '[http://localhost:3000]'}
  PARTNER_CLIENT_ID: fjord-${name}
  SMTP_HOST: smtp.${name}.fjord.example
  SMTP_PORT: 587
secrets:
  SMTP_PASSWORD: { env: SMTP_PASSWORD }
  PARTNER_SECRET: { env: PARTNER_SECRET }
policy:
  delete: ${isProduction ? 'false' : 'true'}
  protect: [databases/*]
`;
}

/** The code of so many actions. */
export function code(count: number): Files {
  const files = Array.from({ length: count }, (_item, index): [string, string] => [
    `actions/action-${index + 1}/code.js`,
    `/**
 * ## Action ${index + 1}
 * @@config@@ is left alone.
 */
exports.onExecutePostLogin = async (event, api) => {
  const origins = @@LOCAL_ORIGINS@@;
  const stage = '##ENV##';
  if (event.secrets.PARTNER_SECRET) api.idToken.setCustomClaim('https://##DOMAIN##/stage', stage);
  return origins;
};
`,
  ]);
  return Object.fromEntries(files);
}

/** All other files that the YAML refers to. */
export const templates: Files = {
  ...Object.fromEntries(
    templateNames.map((name) => [`emails/${name}.html`, `<p>{{ user.email }}: <a href="##PORTAL##">##ENV##</a></p>\n`]),
  ),
  'email-body.html': '<p>{{ code }}</p>\n',
  'branding/universal_login.html':
    '<!doctype html>\n<html><head>{%- auth0:head -%}</head>\n<body>{%- auth0:widget -%} ##ENV##</body></html>\n',
  'pages/login.html': '<html><script>const config = @@config@@;</script><a href="##PORTAL##">##ENV##</a></html>\n',
  'pages/error_page.html': '<p>{{ error_description | escape }}</p>\n',
  'databases/customers/login.js': 'function login(email, password, callback) { callback(null, { id: "##ENV##" }); }\n',
  'databases/customers/get_user.js': 'function getByEmail(email, callback) { callback(null); }\n',
  'modules/carriers.js': "exports.carriers = ['##ENV##'];\n",
  'prompts/signup.liquid': '<div>{{ organization.name }} ##ENV##</div>\n',
  'prompts/login-id.json':
    '{\n  "rendering_mode": "advanced",\n  "head_tags": [\n    { "tag": "script", "attributes": { "src": "##PORTAL##/login.js" } }\n  ]\n}\n',
  'flows/ask.json': `{
  "actions": [
    {
      "id": "ask",
      "type": "HTTP",
      "action": "SEND_REQUEST",
      "params": {
        "method": "GET",
        "url": "https://partner.example/##ENV##",
        "connection_id": "Partner API"
      }
    }
  ]
}
`,
  'forms/consent.json': `{
  "start": { "next_node": "step", "coordinates": { "x": 0, "y": 0 } },
  "nodes": [
    {
      "id": "flow",
      "type": "FLOW",
      "coordinates": { "x": 300, "y": 0 },
      "config": { "flow_id": "Ask the partner", "next_node": "$ending" }
    }
  ],
  "ending": { "resume_flow": true, "coordinates": { "x": 600, "y": 0 } }
}
`,
};
