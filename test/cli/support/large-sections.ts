import { templateNames } from './large-files.ts';

/** A line of number signs. */
export const bar = '#'.repeat(78);

/** Something for each of `count` numbers, from 1 on. */
export function many(count: number, text: (number: number) => string): string {
  return Array.from({ length: count }, (_item, index) => text(index + 1)).join('');
}

/** A heading in the style of old repositories. */
export function section(title: string): string {
  return `${bar}\n## ${title}\n${bar}\n`;
}

/** How emails are sent, and their texts. */
export const emails = `${section('Emails')}emailProvider:
  name: smtp
  enabled: true
  default_from_address: Fjord <no-reply@##DOMAIN##>
  credentials:
    smtp_host: ##SMTP_HOST##
    smtp_port: @@SMTP_PORT@@
    smtp_user: fjord-##ENV##
    smtp_pass: ##SMTP_PASSWORD##     # from the vault

emailTemplates:
${templateNames
  .map(
    (name) => `  - template: ${name}
    enabled: true
    from: Fjord <no-reply@##DOMAIN##>
    subject: "${name.replaceAll('_', ' ')} ##ENV##"
    syntax: liquid
    body: ./emails/${name}.html
    urlLifetimeInSeconds: 432000
`,
  )
  .join('')}`;

const screens = ['login-id', 'login-password', 'signup-id', 'signup-password', 'mfa-otp', 'reset-password'];

/** Texts, partials and renderers of the login pages. */
export const prompts = `${section('Prompts')}prompts:
  universal_login_experience: new
  identifier_first: true
  customText:
${['en', 'nb']
  .map(
    (language) => `    ${language}:
${screens
  .map(
    (screen) => `      ${screen}:
        ${screen === 'reset-password' ? 'reset-password-request' : screen === 'mfa-otp' ? 'mfa-otp-challenge' : screen}:
          title: Fjord (${language})
          description: "## Not a heading, ##ENV##"
`,
  )
  .join('')}`,
  )
  .join('')}  partials:
    signup-id:
      signup-id:
        form-content-start: ./prompts/signup.liquid
  screenRenderers:
    - login-id:
        login-id: ./prompts/login-id.json
`;

/** A form, and the flow that it runs. */
export const flows = `${section('Forms')}flowVaultConnections:
  - name: Partner API
    app_id: HTTP
    setup:
      type: BEARER
      token: ##PARTNER_SECRET##

flows:
  - name: Ask the partner
    body: ./flows/ask.json

forms:
  - name: Consent
    body: ./forms/consent.json
`;
