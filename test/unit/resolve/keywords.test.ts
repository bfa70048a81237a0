import { describe, expect, it } from 'vitest';
import { parse } from '../../../src/yaml/parse.ts';
import { formatPlace, placeOf } from '../../../src/model/diagnostic.ts';
import type { Diagnostic } from '../../../src/model/diagnostic.ts';
import type { Json } from '../../../src/model/json.ts';
import { looseName, markerOf } from '../../../src/model/marker.ts';
import { fieldOf, sourceOf, toJson, traced } from '../../../src/model/tree.ts';
import type { Node } from '../../../src/model/tree.ts';
import type { Sources } from '../../../src/resolve/keywords.ts';
import { resolve } from '../../../src/resolve/resolve.ts';
import { resourceTypes } from '../../../src/resources/index.ts';

interface Given {
  /** The content of the environment file. */
  environment?: string;
  files?: Record<string, string>;
  env?: Record<string, string>;
  set?: Record<string, string>;
  /** Names that other environments define. */
  others?: string[];
}

/** What one environment makes of a tenant file. */
function resolved(
  tenant: string,
  { environment = 'keywords: {}', files = {}, env = {}, set = {}, others = [] }: Given = {},
): { node: Node | undefined; body: Json | undefined; diagnostics: string[]; secrets: string[] } {
  const file = parse(sourceOf('environments/dev.yaml', environment)).root;
  const names = [...entries(file, 'keywords'), ...entries(file, 'secrets'), ...Object.keys(set), ...others];
  const keywordNames = new Set(names.map(looseName));
  const isMarker = markerOf(keywordNames);
  const sourceFile = sourceOf('tenant.yaml', tenant);
  const document = { source: sourceFile, root: parse(sourceFile, isMarker).root };
  const input = {
    tenant: 'test',
    documents: [document],
    environment: { name: 'dev', root: parse(sourceOf('environments/dev.yaml', environment), isMarker).root },
    defaults: undefined,
    keywordNames,
    files: {
      text: (path: string) => {
        const text = files[path.replace(/^\.\//, '')];
        return text === undefined ? undefined : sourceOf(path, text);
      },
      parsed: (source: Parameters<typeof parse>[0]) => parse(source, isMarker),
    },
  };
  const sources: Sources = { set, env, secrets: 'ignored', readSecret: () => undefined };
  const { config, diagnostics, secrets } = resolve(input, sources, resourceTypes);
  const [first] = config.declared;
  return { node: first?.node, body: first && toJson(first.node), diagnostics: diagnostics.map(textOf), secrets };
}

function entries(node: Node | undefined, field: string): string[] {
  const found = fieldOf(node, field);
  return found?.type === 'map' ? found.entries.map(({ key }) => key) : [];
}

function textOf({ code, message, origin, hint = '', related = [] }: Diagnostic): string {
  const places = [origin, ...related].flatMap((one) => (one === undefined ? [] : [formatPlace(placeOf(one))]));
  return `${code}: ${message} (${hint}) at ${places.join(', ')}`;
}

function markersOf(node: Node | undefined): (string | number | boolean)[][] {
  return node === undefined
    ? []
    : traced(node).flatMap(({ path, trace }) =>
        trace.markers.map(({ name, form, start, end, isSecret }) => [path.join('.'), name, form, start, end, isSecret]),
      );
}

describe('what was rendered remembers its keywords', () => {
  it('keeps the name, the form and the place of every marker in a string', () => {
    const { node } = resolved('clients:\n  - name: a ##ENV## b ##NAME##!\n', {
      environment: 'keywords: { ENV: development, NAME: x }',
    });
    expect(markersOf(node)).toEqual([
      ['name', 'ENV', 'text', 2, 13, false],
      ['name', 'NAME', 'text', 16, 17, false],
    ]);
  });

  it('keeps the keyword in every scalar of a whole value', () => {
    const { node } = resolved('clients:\n  - name: a\n    callbacks: "@@URLS@@"\n    is_first_party: ##FIRST##\n', {
      environment: 'keywords: { URLS: [x, yz], FIRST: true }',
    });
    expect(markersOf(node)).toEqual([
      ['callbacks.0', 'URLS', 'value', 0, 1, false],
      ['callbacks.1', 'URLS', 'value', 0, 2, false],
      ['is_first_party', 'FIRST', 'text', 0, 4, false],
    ]);
  });

  it('keeps the places in the text of a file', () => {
    const { node } = resolved('actions:\n  - name: a\n    code: ./a.js\n', {
      environment: 'keywords: { URLS: [x], ENV: dev }',
      files: { 'a.js': "const a = '@@URLS@@'; // ##ENV##" },
    });
    expect(markersOf(node)).toEqual([
      ['code', 'URLS', 'value', 10, 15, false],
      ['code', 'ENV', 'text', 20, 23, false],
    ]);
  });
});

describe('keywords in keywords', () => {
  const environment = `keywords:
  HOST: mail.example
  MAIL: { smtp_host: ##HOST##, smtp_pass: '##PASS##', smtp_port: 25 }
  ALL: [one, '@@MORE@@']
  MORE: [two]
  URL: smtp://u:##PASS##@##HOST##
secrets: { PASS: { env: MAIL_PASS } }
`;
  const env = { MAIL_PASS: 'hunter2-hunter2' };

  it('are replaced, at any depth, and a value that holds a secret is one', () => {
    const { body, node, secrets, diagnostics } = resolved(
      'emailProvider:\n  name: smtp\n  credentials: "@@MAIL@@"\n  settings: "@@ALL@@"\n  url: "##URL##"\n',
      { environment, env },
    );
    expect(diagnostics).toEqual([]);
    expect(body).toEqual({
      name: 'smtp',
      credentials: { smtp_host: 'mail.example', smtp_pass: 'hunter2-hunter2', smtp_port: 25 },
      settings: ['one', 'two'],
      url: 'smtp://u:hunter2-hunter2@mail.example',
    });
    expect(secrets).toEqual(['hunter2-hunter2', 'smtp://u:hunter2-hunter2@mail.example']);
    const secretPlaces = markersOf(node).filter(([, , , , , isSecret]) => isSecret);
    expect(secretPlaces.map(([path]) => path)).toEqual(['credentials.smtp_pass', 'url']);
  });

  it('stay unknown as far as a secret in them is unknown', () => {
    const { node } = resolved('emailProvider: { name: smtp, credentials: "@@MAIL@@" }\n', { environment });
    const unknown = node === undefined ? [] : traced(node).filter(({ trace }) => trace.unresolved.length > 0);
    expect(unknown.map(({ path }) => path.join('.'))).toEqual(['credentials.smtp_pass']);
  });

  it('that use each other in a cycle are an error with the chain', () => {
    const { diagnostics } = resolved('clients:\n  - name: ##A##\n', {
      environment: "keywords:\n  A: x ##B##\n  B: ['@@C@@']\n  C: ##A##\n",
    });
    expect(diagnostics).toEqual([
      'keyword-cycle: the value of A contains itself: A -> B -> C -> A (take one of the markers out) at environments/dev.yaml:2:3',
    ]);
  });

  it('that use an undefined name are an error with the chain', () => {
    const { diagnostics } = resolved('clients:\n  - name: ##A##\n', {
      environment: 'keywords:\n  A: x ##B##\n  B: y ##PAS##\n  PASS: z\n',
    });
    expect(diagnostics[0]).toBe(
      'undefined-keyword: ##PAS## has no value, in A -> B (did you mean PASS?) at environments/dev.yaml:3:8',
    );
  });

  it('are no suggestion for a name that stands in their own value', () => {
    const { diagnostics } = resolved('clients:\n  - name: ##N##\n', { environment: 'keywords:\n  N: x ##NN##\n' });
    expect(diagnostics[0]).toContain('##NN## has no value, in N (define NN');
  });

  it('given on the command line are replaced as well, and values of secrets never are', () => {
    const { body } = resolved('clients:\n  - name: ##A## ##S##\n', {
      environment: 'keywords: { A: a, B: b }\nsecrets: { S: { env: S } }',
      set: { A: 'set ##B##' },
      env: { S: 'raw ##B##' },
    });
    expect(body).toEqual({ name: 'set b raw ##B##' });
  });

  it('that repeat each other without end are refused instead of filling the memory', () => {
    const levels = Array.from({ length: 40 }, (_, index) => `  K${index + 1}: ##K${index}## ##K${index}##`);
    const { diagnostics } = resolved('clients:\n  - name: ##K40##\n', {
      environment: `keywords:\n  K0: ${'x'.repeat(100)}\n${levels.join('\n')}\n`,
    });
    expect(diagnostics[0]).toContain('keyword-too-large');
  });
});

describe('markers that come near a keyword', () => {
  it.each([
    ['name: Portal ##env##', '##env## has no value', 'did you mean ENV?'],
    ['name: Portal ##Env##', '##Env## has no value', 'did you mean ENV?'],
    [
      'name: "Portal @@APP.CALLBACKS@@"',
      '@@APP.CALLBACKS@@ has no value: a keyword is taken as a whole',
      'did you mean APP?',
    ],
    ['name: Portal ##EVN##', '##EVN## has no value', 'did you mean ENV?'],
  ])('%s is an error that names the keyword', (line, message, hint) => {
    const { diagnostics } = resolved(`clients:\n  - ${line}\n`, {
      environment: 'keywords: { ENV: dev, APP: { a: 1 } }',
    });
    expect(diagnostics[0]).toContain(message);
    expect(diagnostics[0]).toContain(hint);
  });

  it('are errors where only another environment defines the keyword', () => {
    const { diagnostics } = resolved('clients:\n  - name: Portal ##region##\n', { others: ['REGION'] });
    expect(diagnostics[0]).toContain('##region## has no value');
  });

  it('are left alone when they are near to none', () => {
    const page = '<script>var a = "@@config@@"; </script>\n## Heading ##\n##toc##';
    const { body, diagnostics } = resolved('pages:\n  - name: login\n    html: ./login.html\n', {
      files: { 'login.html': page },
    });
    expect(diagnostics).toEqual([]);
    expect(body).toMatchObject({ html: page });
  });

  it('name a keyword of lower or mixed case', () => {
    const { body, diagnostics } = resolved('clients:\n  - name: Portal ##env##, ##apiHost##\n', {
      environment: 'keywords: { env: dev, apiHost: api }',
    });
    expect(diagnostics).toEqual([]);
    expect(body).toEqual({ name: 'Portal dev, api' });
  });

  it("are Auth0's own where a field has such marks", () => {
    const template = '<samlp:AuthnRequest ID="@@ID@@" IssueInstant="@@IssueInstant@@">##ENV##';
    const { body, diagnostics } = resolved(
      `connections:\n  - name: saml\n    strategy: samlp\n    options: { requestTemplate: '${template}' }\n`,
      { environment: 'keywords: { ENV: dev }' },
    );
    expect(diagnostics).toEqual([]);
    expect(body).toMatchObject({ options: { requestTemplate: template.replace('##ENV##', 'dev') } });
  });

  it("are Auth0's own in a login page, although a keyword has almost that name", () => {
    const { body, diagnostics } = resolved('pages:\n  - name: login\n    html: ./login.html\n', {
      environment: 'keywords: { CONFIG: x }',
      files: { 'login.html': '@@config@@ ##CONFIG##' },
    });
    expect(diagnostics).toEqual([]);
    expect(body).toMatchObject({ html: '@@config@@ x' });
  });
});

describe('a value that is no text', () => {
  const environment = `keywords:
  DOMAIN:
  LIST: [a, null]
  DEEP: [[a], [[null]]]
  APP: { a: 1 }
  APPS: [a, { a: 1 }]
  NONE: []
  NONES: [[], [[]]]
  EMPTY: {}
`;

  it.each([
    ['no-reply@##DOMAIN##', 'null-in-text: DOMAIN is null, and'],
    ['"##DOMAIN##"', 'null-in-text: DOMAIN is null, and'],
    ['"all of ##LIST##"', 'null-in-text: LIST has an item that is null, which'],
    ['"all of ##DEEP##"', 'null-in-text: DEEP has an item that is null, which'],
    ['a ##APP##', 'value-in-text: APP is an object, and'],
    ['"##APP##"', 'value-in-text: APP is an object, and'],
    ['a ##EMPTY##', 'value-in-text: EMPTY is an object, and'],
    ['a ##APPS##', 'value-in-text: APPS has an item that is an object, which'],
    ['a ##NONE##', 'value-in-text: NONE is an empty array, and'],
    ['["##NONE##"]', 'value-in-text: NONE is an empty array, and'],
    ['a ##NONES##', 'value-in-text: NONES is an empty array, and'],
  ])('inside the string %s is an error', (text, message) => {
    const { diagnostics } = resolved(`clients:\n  - name: a\n    description: ${text}\n`, { environment });
    expect(diagnostics[0]).toContain(`${message} cannot stand inside a string`);
  });

  it.each(['##APP##', '##NONE##'])(
    'is an error inside of a key, of the value of a keyword and of a file: %s',
    (marker) => {
      const inside = [
        resolved(`clients: [{ name: a, client_metadata: { "x ${marker}": y } }]`, { environment }),
        resolved('clients: [{ name: ##MORE## }]', { environment: `${environment}  MORE: x ${marker}\n` }),
        resolved('actions: [{ name: a, code: ./a.js }]', { environment, files: { 'a.js': `f(${marker})` } }),
      ];
      for (const { diagnostics } of inside) expect(diagnostics[0]).toContain('value-in-text');
    },
  );

  it('is one as the whole of a field, in a list and in the JSON of a file', () => {
    const { body, diagnostics } = resolved(
      'actions: [{ name: a, code: ./a.js, x: ##APP##, y: "@@NONE@@", z: [##NONE##, "@@APPS@@"] }]',
      { environment, files: { 'a.js': 'f(@@APP@@, @@NONE@@)' } },
    );
    expect(diagnostics.filter((one) => !one.startsWith('unused'))).toEqual([]);
    expect(body).toEqual({ name: 'a', code: 'f({"a":1}, [])', x: { a: 1 }, y: [], z: ['a', { a: 1 }] });
  });

  it('stands inside a string as it was given, on the command line', () => {
    const { body, diagnostics } = resolved('clients: [{ name: a ##A## ##B## }]', { set: { A: '[]', B: '{"a": 1}' } });
    expect(diagnostics).toEqual([]);
    expect(body).toEqual({ name: 'a [] {"a": 1}' });
  });
});

it.each([
  ['12', 'a 12 b'],
  ['1.10', 'a 1.10 b'],
  ['true', 'a true b'],
  ['[x, 12, [y, true]]', 'a x,12,y,true b'],
  ["['']", 'a  b'],
])('the value %s inside a string is as the Deploy CLI puts it there, numbers as written', (value, text) => {
  const { body, diagnostics } = resolved('clients: [{ name: a ##N## b }]', {
    environment: `keywords: { N: ${value} }`,
  });
  expect(diagnostics).toEqual([]);
  expect(body).toEqual({ name: text });
});

describe('null', () => {
  it('is a value as the whole of a field, and in the JSON of a file', () => {
    const { body, diagnostics } = resolved(
      'actions:\n  - name: a\n    code: ./a.js\n    x: ##DOMAIN##\n    y: "@@DOMAIN@@"\n',
      { environment: 'keywords:\n  DOMAIN:\n', files: { 'a.js': 'f(@@DOMAIN@@)' } },
    );
    expect(diagnostics).toEqual([]);
    expect(body).toEqual({ name: 'a', code: 'f(null)', x: null, y: null });
  });
});

describe('keywords without a value', () => {
  it('are one error each, with all places', () => {
    const { diagnostics } = resolved('clients:\n  - name: ##EVN## ##EVN##\n    description: "@@EVN@@"\n', {
      environment: 'keywords: { ENV: dev }',
    });
    expect(diagnostics[0]).toBe(
      'undefined-keyword: ##EVN## has no value (did you mean ENV?) at tenant.yaml:2:11, tenant.yaml:2:19, tenant.yaml:3:19',
    );
  });

  it('are told with the first places and the number of the others when there are many', () => {
    const lines = Array.from({ length: 100 }, (_, index) => `  - name: ##EVN## ${index}\n`);
    const { diagnostics } = resolved(`clients:\n${lines.join('')}`, { environment: 'keywords: {}' });
    expect(diagnostics).toHaveLength(1);
  });
});

it('a secret in a key is an error', () => {
  const { diagnostics } = resolved('clients:\n  - name: a\n    client_metadata: { "x-##PASS##": 1 }\n', {
    environment: 'secrets: { PASS: { env: P } }',
    env: { P: 'hunter2' },
  });
  expect(diagnostics[0]).toContain('secret-in-key: the secret PASS cannot be a part of a key');
});

it.each(['clients:\n  -\n', 'clients: [null]\n', 'clients: ["@@R@@"]\n'])('an empty item is an error: %j', (tenant) => {
  const { diagnostics } = resolved(tenant, { environment: 'keywords: { R: null }' });
  expect(diagnostics[0]).toContain('empty-item: an item of clients is empty');
});

it('a number in a text is as it is written', () => {
  const { body } = resolved('clients:\n  - name: v##VERSION##\n', { environment: 'keywords: { VERSION: 1.10 }' });
  expect(body).toEqual({ name: 'v1.10' });
});
