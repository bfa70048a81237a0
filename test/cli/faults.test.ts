import { describe, expect, it } from 'vitest';
import { largeTenant } from './support/large.ts';
import type { Files } from './support/large-files.ts';
import { project, tenantry } from './support/tenantry.ts';

/** A mistake in one place of the large tenant. */
interface Fault {
  name: string;
  file: string;
  /** What is replaced, in front of what is underlined, and with what. */
  replace: string;
  by: string;
  /** What stands at the place that has to be told; in `by`, when not said otherwise. */
  at: string;
  /** What has to be said behind the place: the message, and below the frame the hint. */
  says: string;
  hints: string[];
  also?: string;
  code?: number;
}

const faults: Fault[] = [
  {
    name: 'bad syntax: a quote that is not closed',
    file: 'tenant.yaml',
    replace: 'description: "Change things of kind 7 on ##ENV##"',
    by: 'description: "Change things of kind 7 on ##ENV##',
    at: '"Change things of kind 7 on',
    says: 'error this string is opened with " and not closed [yaml-syntax]',
    hints: ['close it, or take the quote away'],
  },
  {
    name: 'bad syntax: indentation',
    file: 'tenant.yaml',
    replace:
      '    jwt_configuration: { alg: RS256, lifetime_in_seconds: ##TOKEN_LIFETIME## }\n    refresh_token:\n      rotation_type: rotating\n      expiration_type: expiring\n      leeway: 0\n      token_lifetime: 2592000\n      idle_token_lifetime: 1296000\n      infinite_token_lifetime: false\n      infinite_idle_token_lifetime: false\n\n  ##\n  ## Service 13',
    by: '    jwt_configuration: { alg: RS256, lifetime_in_seconds: ##TOKEN_LIFETIME## }\n    refresh_token:\n      rotation_type: rotating\n      expiration_type: expiring\n     leeway: 7\n      token_lifetime: 2592000\n      idle_token_lifetime: 1296000\n      infinite_token_lifetime: false\n      infinite_idle_token_lifetime: false\n\n  ##\n  ## Service 13',
    at: 'leeway: 7',
    says: 'error the indentation of this line fits nothing above it [yaml-syntax]',
    hints: [
      'fields of one object, and items of one array, begin at the same column; an item of an array begins with "- "',
    ],
  },
  {
    name: 'bad syntax: a bracket that is not closed',
    file: 'tenant.yaml',
    replace: 'callbacks: [ "https://portal-20.##DOMAIN##/callback", ##EXTRA_CALLBACKS## ]',
    by: 'callbacks: [ "https://portal-20.##DOMAIN##/callback", ##EXTRA_CALLBACKS##',
    at: '[ "https://portal-20.',
    says: 'error this array is opened with [ and not closed [yaml-syntax]',
    hints: ['close it with ]'],
  },
  {
    name: 'wrong type',
    file: 'tenant.yaml',
    replace: 'idle_session_lifetime: 24 # hours',
    by: 'idle_session_lifetime: "long" # hours',
    at: '"long"',
    says: 'error idle_session_lifetime has to be a number, not "long" [schema] tenant',
    hints: [],
  },
  {
    name: 'wrong enum',
    file: 'tenant.yaml',
    replace:
      '      on ##ENV##, by night\n    app_type: non_interactive\n    is_first_party: true\n    oidc_conformant: true\n    grant_types:\n      - client_credentials\n    token_endpoint_auth_method: client_secret_post\n    jwt_configuration:\n      alg: RS256\n      lifetime_in_seconds: @@TOKEN_LIFETIME@@\n    client_metadata:\n      team: team-3\n      stage: ##ENV##\n      \'key-##ENV##\': "23"',
    by: '      on ##ENV##, by night\n    app_type: non_interactve\n    is_first_party: true\n    oidc_conformant: true\n    grant_types:\n      - client_credentials\n    token_endpoint_auth_method: client_secret_post\n    jwt_configuration:\n      alg: RS256\n      lifetime_in_seconds: @@TOKEN_LIFETIME@@\n    client_metadata:\n      team: team-3\n      stage: ##ENV##\n      \'key-##ENV##\': "23"',
    at: 'non_interactve',
    says: 'error app_type cannot be "non_interactve" [schema] clients/Service 23',
    hints: ['did you mean non_interactive?'],
  },
  {
    name: 'misspelt field',
    file: 'tenant.yaml',
    replace: 'default_redirection_uri: ##PORTAL##/login',
    by: 'default_redirektion_uri: ##PORTAL##/login',
    at: 'default_redirektion_uri',
    says: 'error default_redirektion_uri is not a known field, and the API refuses others [unknown-field] tenant',
    hints: ['did you mean default_redirection_uri?'],
  },
  {
    name: 'unknown type',
    file: 'tenant.yaml',
    replace: '\nemailTemplates:\n',
    by: '\nemailTemplate:\n',
    at: 'emailTemplate:',
    says: 'error emailTemplate is not a resource type [unknown-type]',
    hints: ['did you mean emailTemplates?'],
  },
  {
    name: 'undefined keyword',
    file: 'tenant.yaml',
    replace: 'contract: "C-17", stage: ##ENV## }',
    by: 'contract: "C-17", stage: ##ENVV## }',
    at: '##ENVV##',
    says: 'error ##ENVV## has no value [undefined-keyword]',
    hints: ['did you mean ENV?'],
  },
  {
    name: 'undefined keyword in a file of code',
    file: 'actions/action-5/code.js',
    replace: "const stage = '##ENV##';",
    by: "const stage = '##ENV##' + @@STAGES@@;",
    at: '@@STAGES@@',
    says: 'error @@STAGES@@ has no value [undefined-keyword]',
    hints: ['define STAGES under keywords or secrets of the environment, or pass --set STAGES=…'],
  },
  {
    name: 'unused keyword',
    file: 'environments/prod.yaml',
    replace: '  SMTP_PORT: 587\n',
    by: '  SMTP_PORT: 587\n  SMTP_TLS: true\n',
    at: 'SMTP_TLS',
    says: 'warning SMTP_TLS is defined and never used [unused-keyword]',
    hints: ['take it out, or use it as ##SMTP_TLS##', 'in prod'],
    code: 0,
  },
  {
    name: 'the same resource in two files',
    file: 'zz-more.yaml',
    replace: '',
    by: '# more\nclients:\n  - name: Service 3\n    app_type: spa\n',
    at: 'name: Service 3\n    app_type: spa',
    also: '- name: Service 3\n    description',
    says: 'error duplicate resource: it is declared before [duplicate-resource] clients/Service 3',
    hints: ['keep one of the two'],
  },
  {
    name: 'unknown reference',
    file: 'tenant.yaml',
    replace: '- client_id: Service 26\n',
    by: '- client_id: Servise 26\n',
    at: 'Servise 26',
    says: 'error there is no Servise 26 among the clients of the files [unknown-reference]',
    hints: ['did you mean Service 26?'],
  },
  {
    name: 'a scope that the API does not have',
    file: 'tenant.yaml',
    replace: '  - client_id: Service 1\n    audience: https://api-2.##DOMAIN##\n    scope: [ "read:things-2"',
    by: '  - client_id: Service 1\n    audience: https://api-2.##DOMAIN##\n    scope: [ "raed:things-2"',
    at: '"raed:things-2"',
    also: '  - value: read:things-2\n',
    code: 0,
    says: 'warning raed:things-2 is not among the scopes of its resourceServers [not-defined]',
    hints: ['did you mean read:things-2?'],
  },
  {
    name: 'file missing',
    file: 'tenant.yaml',
    replace: 'code: ./actions/action-4/code.js',
    by: 'code: ./actions/action-4/cod.js',
    at: './actions/action-4/cod.js',
    says: 'error the file ./actions/action-4/cod.js does not exist [file-missing]',
    hints: ['did you mean ./actions/action-4/code.js?'],
  },
];

describe.concurrent.each([
  { ends: 'LF', ended: (text: string): string => text, planted: faults },
  {
    ends: 'CRLF',
    ended: (text: string): string => text.replaceAll('\n', '\r\n'),
    planted: faults.filter(({ name }) => /bracket|wrong type|of code|two files/.test(name)),
  },
])('a large tenant with $ends', ({ ended, planted: some }) => {
  const written = (files: Files): string =>
    project(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, ended(text)])));

  it('is valid, and nothing else is said of it', async () => {
    const files = largeTenant();
    expect(files['tenant.yaml']?.split('\n').length).toBeGreaterThan(2000);
    const result = await tenantry(['validate'], { cwd: written(files) });
    expect(result).toEqual({ code: 0, stdout: 'acme: valid (for dev, prod)\n', stderr: '' });
  });

  it.each(some)('tells of one mistake where it is and nothing else: $name', async (fault) => {
    const { code, stdout, stderr } = await tenantry(['validate'], { cwd: written(planted(fault)) });
    const place = placeIn(planted(fault), fault.file, fault.at);
    const lines = stdout.split('\n');
    expect(lines[0]).toBe(`tenants/acme/${fault.file}:${place} ${fault.says}`);
    expect(markedColumn(lines)).toBe(Number(place.split(':')[1]));
    const also = fault.also === undefined ? [] : [`also at ${alsoIn(fault)}`];
    expect(lines.slice(3)).toEqual([
      ...[...also, ...fault.hints].map((text) => `  ${text}`),
      '',
      `acme: 1 ${fault.says.split(' ')[0]} (for dev, prod)`,
      '',
    ]);
    expect(code).toBe(fault.code ?? 1);
    expect(stderr).toBe('');
  });
});

/** The large tenant with a mistake. */
function planted({ file, replace, by }: Fault): Files {
  const files = largeTenant();
  const text = files[file] ?? '';
  const parts = replace === '' ? ['', ''] : text.split(replace);
  if (parts.length !== 2) throw new Error(`${replace} is ${parts.length - 1} times in ${file}`);
  return { ...files, [file]: parts.join(by) };
}

function alsoIn(fault: Fault): string {
  const place = placeIn(planted(fault), 'tenant.yaml', fault.also ?? '');
  const [line, column] = place.split(':').map(Number);
  return `tenants/acme/tenant.yaml:${line}:${(column ?? 0) + 2}`;
}

/** The line and column of a text that is there once, found without the tool. */
function placeIn(files: Files, file: string, text: string): string {
  const parts = (files[file] ?? '').split(text);
  if (parts.length !== 2) throw new Error(`${text} is ${parts.length - 1} times in ${file}`);
  const before = (parts[0] ?? '').split('\n');
  return `${before.length}:${(before.at(-1) ?? '').length + 1}`;
}

/** The column of the source that the marks below the line of source begin at. */
function markedColumn([, source = '', marks = '']: string[]): number {
  return marks.indexOf('^') - source.indexOf('| ') - 1;
}
