import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finder } from '../../../src/secrets/find.ts';
import { maskedJson, masker } from '../../../src/secrets/mask.ts';

/** The milliseconds of the processor that something takes. */
function processorTime(work: () => unknown): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

describe('masking', () => {
  it.each(['changes', 'create', 'action', '      ', '"action"', 'fields', '123456'])(
    'takes values out, and leaves the format as it is, when the secret is %j',
    (secret) => {
      const change = {
        action: 'create',
        type: 'clients',
        fields: [{ path: 'a', after: { b: `<${secret}>`, c: [123456] } }],
      };
      const said = JSON.parse(maskedJson({ changes: [change] }, masker([secret]))) as { changes: [typeof change] };
      const [{ action, type, fields }] = said.changes;
      expect({ action, type }).toEqual({ action: 'create', type: 'clients' });
      expect(JSON.stringify(fields[0]?.after)).not.toContain(secret.trim() === '' ? '(secret)' : secret);
    },
  );

  it.each(['domain', 'domain_aliases', 'scopes', 'description', 'secret', 'secrets', 'client_metadata', 'values'])(
    'leaves the names of fields as they are, in paths and in keys, when the secret is %j',
    (secret) => {
      const value = { domain: 1, domain_aliases: 2, [secret]: `a ${secret} b` };
      const field = { path: `options.${secret}[KEY].x`, before: value, after: [{ [secret]: secret }] };
      const said = JSON.parse(maskedJson({ fields: [field] }, masker([secret]))) as { fields: [typeof field] };
      expect(said.fields[0]).toEqual({
        path: field.path,
        before: { ...value, [secret]: 'a (secret) b' },
        after: [{ [secret]: '(secret)' }],
      });
    },
  );

  it('takes a value out of a key or a path that is no name of a field', () => {
    const field = { path: 'client_metadata.hunter2', after: { hunter2: 'x' } };
    expect(JSON.parse(maskedJson({ fields: [field] }, masker(['hunter2'])))).toEqual({
      fields: [{ path: 'client_metadata.(secret)', after: { '(secret)': 'x' } }],
    });
  });

  it.each(['secret', '(secret', 'ecret)', '(secret)'])(
    'masks what is masked no more when the secret is %j',
    (secret) => {
      const mask = masker([secret, 'another-one']);
      const once = mask(`a ${secret} another-one`);
      expect(once.startsWith('a ')).toBe(true);
      expect([mask(once), mask(mask(once))]).toEqual([once, once]);
    },
  );

  it('takes values out wherever they stand', () => {
    const mask = masker(['the-first', 'another-one']);
    expect(mask('a the-first b another-one')).toBe('a (secret) b (secret)');
    expect(mask('the-firstthe-first')).toBe('(secret)(secret)');
    expect(mask('nothing here')).toBe('nothing here');
    expect(masker([])('the-first')).toBe('the-first');
  });

  it('leaves nothing of values that overlap or contain each other', () => {
    const mask = masker(['abcdef123', '123xyz-long', 'xyz-lo', 'abcdef123xyz-longer']);
    expect(mask('<abcdef123xyz-long>')).toBe('<(secret)>');
    expect(mask('<abcdef123xyz-longer>')).toBe('<(secret)>');
    expect(mask('<xyz-lo>')).toBe('<(secret)>');
  });

  it('leaves short values alone, and masks lines of long ones', () => {
    expect(masker(['short'])('short')).toBe('short');
    const pem = '-----BEGIN KEY-----\nMCowBQYDK2VwAyEA9RQwsSrK\n-----END KEY-----';
    expect(masker([pem])('  MCowBQYDK2VwAyEA9RQwsSrK')).toBe('  (secret)');
  });

  const html = (text: string): string =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
  const json = (text: string): string => JSON.stringify(text).slice(1, -1);
  const unicode = (sign: string): string => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
  it.each([
    ['in JSON', json],
    ['in JSON in JSON', (text: string) => json(json(text))],
    ['in JSON in JSON in JSON', (text: string) => json(json(json(text)))],
    ['in a URL', encodeURIComponent],
    ['in a form', (text: string) => new URLSearchParams({ text }).toString().slice('text='.length)],
    ['as base64', (text: string) => Buffer.from(text).toString('base64')],
    ['in hexadecimal', (text: string) => Buffer.from(text).toString('hex')],
    ['in HTML', html],
    ['in JSON in HTML', (text: string) => html(json(text))],
    ['in JSON in a URL', (text: string) => encodeURIComponent(json(text))],
    ['in JSON that escapes for HTML', (text: string) => json(text).replaceAll(/[<>&']/g, unicode)],
    ['in JSON that escapes slashes', (text: string) => json(text).replaceAll('/', String.raw`\/`)],
    [
      'in a URL in small letters',
      (text: string) => encodeURIComponent(text).replaceAll(/%../g, (one) => one.toLowerCase()),
    ],
    ['in a URL by RFC 3986', (text: string) => encodeURIComponent(text).replaceAll("'", '%27')],
    ['in HTML with numbers', (text: string) => html(text).replaceAll('&quot;', '&#34;').replaceAll("'", '&#39;')],
    ['in hexadecimal in capitals', (text: string) => Buffer.from(text).toString('hex').toUpperCase()],
  ])('knows a value %s', (_name, encode) => {
    const secret = `a"<b>&'c%d\\e/f+g h`;
    expect(masker([secret])(`before ${encode(secret)} after`)).toBe('before (secret) after');
  });

  it.each([64, 76])('knows a value in base64 that is broken into lines of %i', (width) => {
    const secret = Array.from({ length: 40 }, (_value, index) => `part-${index}`).join(';');
    const lines =
      Buffer.from(secret)
        .toString('base64')
        .match(new RegExp(`.{1,${width}}`, 'g')) ?? [];
    expect(masker([secret])(lines.join('\r\n'))).toBe(lines.map(() => '(secret)').join('\r\n'));
  });

  it.each(['', 'a', 'ab', 'abc'])('knows a value in the base64 of more, behind %j', (before) => {
    const secret = 'the-secret-of-a-client';
    for (const behind of ['', ':', ':x', ':xyz']) {
      const text = Buffer.from(`${before}${secret}${behind}`).toString('base64');
      const rest = masker([secret])(text).replace('(secret)', '');
      expect(rest.length).toBeLessThanOrEqual(text.length - 24);
    }
  });

  it('finds what a search for each of the values finds', () => {
    const letters = fc.constantFrom('a', 'b');
    const value = fc.string({ unit: letters, minLength: 6, maxLength: 12 });
    const text = fc.string({ unit: letters, maxLength: 60 });
    const isCovered = (said: string, values: readonly string[]): boolean[] => {
      const covered = Array.from(said, () => false);
      for (const one of values)
        for (let at = said.indexOf(one); at >= 0; at = said.indexOf(one, at + 1))
          covered.fill(true, at, at + one.length);
      return covered;
    };
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 12 }), text, (values, said) => {
        const covered = Array.from(said, () => false);
        finder(values)?.(said, (start, end) => covered.fill(true, start, end));
        expect(covered).toEqual(isCovered(said, values));
      }),
      { seed: 7, numRuns: 100 },
    );
  });

  it.each<[what: string, size: number, input: (size: number) => [secrets: string[], text: string]]>([
    ['a long value in a text that repeats it', 5e4, (size) => [['a'.repeat(size)], 'a'.repeat(3 * size)]],
    [
      'a long value in a text that nearly repeats it',
      5e4,
      (size) => [['a'.repeat(size)], `${'a'.repeat(size - 1)}b`.repeat(3)],
    ],
    ['a value of backslashes and quotes', 5e3, (size) => [['\\"'.repeat(size)], '\\"'.repeat(3 * size)]],
    [
      'many values that begin alike',
      1000,
      (size) => {
        const values = Array.from({ length: size }, (_, index) => `secret-value-${index}`);
        return [values, values.join('x').repeat(5)];
      },
    ],
    [
      'values of which each begins with the one before',
      200,
      (size) => [
        Array.from({ length: size }, (_, index) => 'a'.repeat(6 + index)),
        `${'a'.repeat(99)}b`.repeat(20 * size),
      ],
    ],
  ])('takes a time that grows with the input only: %s', (_what, size, input) => {
    const [secrets, text] = input(size);
    // The square takes minutes; time of the processor, since others may want it, too.
    expect(processorTime(() => masker(secrets)(text))).toBeLessThan(2500);
  });

  it('is quick with many secrets and much text', () => {
    const mask = masker(Array.from({ length: 300 }, (_, index) => `${index}-a-secret-"<&'%-${index}`));
    const value = Array.from({ length: 30_000 }, (_, index) => ({ path: `a.b.${index}`, to: 'y'.repeat(60) }));
    expect(processorTime(() => maskedJson(value, mask))).toBeLessThan(3000);
  });
});
