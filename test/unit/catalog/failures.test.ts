import { describe, expect, it } from 'vitest';
import { toFailure } from '../../../src/catalog/failures.ts';

const failed = (body: unknown): string => toFailure(Object.assign(new Error('x'), { statusCode: 502, body })).message;

describe('what a failure says of an answer', () => {
  it('is what the API says', () => {
    expect(failed({ message: 'No', errorCode: 'no' })).toBe('the API answered 502 no: No');
  });

  it('is the text of a short answer, and the title of a page', () => {
    expect(failed(' upstream gone \n')).toBe('the API answered 502: upstream gone');
    const page = `<html><head><title>\n Bad Gateway\n</title></head>${'<p>x</p>'.repeat(100)}</html>`;
    expect(failed(page)).toBe('the API answered 502: Bad Gateway');
  });

  it('is nothing of a long one: what is cut in the middle of a secret could not be masked', () => {
    expect(failed(`${'x'.repeat(190)}the-secret-of-somebody`)).toBe('the API answered 502');
  });
});
