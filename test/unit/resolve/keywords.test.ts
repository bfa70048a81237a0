import { describe, expect, it } from 'vitest';
import { traced } from '../../../src/model/tree.ts';
import type { Node } from '../../../src/model/tree.ts';
import { resolved } from './resolved.ts';

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
