import { expect, it } from 'vitest';
import { escapedText, normalizeMarkers, pieces, shieldedMarker } from '../../../src/model/marker.ts';

const plain = (text: string): string =>
  pieces(normalizeMarkers(text))
    .map((piece) => (piece.type === 'words' ? piece.words : '<marker>'))
    .join('')
    .replaceAll('\uFDD2', '#')
    .replaceAll('\uFDD3', '@');

it.each([
  '##ABC##',
  'a ##ABC## b',
  String.raw`\##ABC##`,
  String.raw`\\##ABC##`,
  '@@X@@',
  '##A####B##',
  '##foo####ABC##',
  'a#\\##ABC##',
  '#\t##ABC##',
  '## no ##',
  '#',
  '##a##',
])('the text %s of a tenant is written so that it is read as the same text', (text) =>
  expect(plain(escapedText(text))).toBe(text),
);

it('a marker among words stays one, whatever stands before it', () => {
  const text = `a\\${shieldedMarker('text', 'HOST')}/##ABC##`;
  expect(escapedText(text)).toBe(String.raw`a\\##HOST##/\##ABC##`);
  expect(plain(escapedText(text))).toBe(String.raw`a\<marker>/##ABC##`);
});
