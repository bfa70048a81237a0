import { describe, expect, it } from 'vitest';
import { brokenSecrets } from '../../../src/secrets/broken-files.ts';
import { resourceTypes } from '../../../src/resources/index.ts';
import { catalogOf } from '../../../src/catalog/catalog.ts';

const catalog = catalogOf(resourceTypes);
const found = (text: string): string[] => brokenSecrets(text, catalog);

describe('secrets in the text of a file that cannot be parsed', () => {
  it.each([
    ['a quoted one', `clients:\n  - { name: a, client_secret: 'the-secret', app_type: [spa }\n`],
    ['one without quotes', 'clients:\n  - name: a\n    client_secret: the-secret # mine\n    app_type: [spa\n'],
    ['one whose quote is not closed', `clients:\n  - { name: a, client_secret: "the-secret\n`],
    ['one behind a quoted key', `{ "clients": [{ "client_secret": "the-secret", ]`],
    ['a quote inside of quotes', `clients: [{ client_secret: "the-secret", app_type: 'spa }]`],
    ['an item of a list', `actions:\n  - secrets: [{ name: KEY, value: the-secret }\n`],
    ['a field of an object', `emailProvider:\n  credentials:\n    api_key: the-secret\n   x: [\n`],
    ['a field of an object in braces', `emailProvider: { credentials: { api_key: the-secret, ] }\n`],
    ['a field of an object that is not closed', `databases:\n  - { options: { configuration: { KEY: the-secret\n`],
    ['a block', `logStreams:\n  - sink:\n      splunkToken: |-\n        the-secret\n    x: [\n`],
    ['under a section that is not there', `  - signing_secret: the-secret\n x: [`],
  ])('%s', (_name, text) => {
    expect(found(text)).toContain('the-secret');
  });

  it('has the parts of a text with commas, and the whole', () => {
    expect(found('clients:\n  - client_secret: one-part, another\n')).toEqual(
      expect.arrayContaining(['one-part, another', 'one-part']),
    );
  });

  it('leaves other fields, and those of other sections, alone', () => {
    expect(found(`resourceServers:\n  - scopes: [{ value: read:things, description: [ }]\n`)).toEqual([]);
    expect(found(`phoneProviders:\n  - configuration: { default_from: '+49123456789' [ }\n`)).toEqual([]);
  });

  it('takes no marker for a secret', () => {
    expect(found(`clients:\n  - { client_secret: '##THE_SECRET##', app_type: [ }\n`)).toEqual([]);
  });
});
