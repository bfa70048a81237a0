import type { Json } from '../../../src/model/json.ts';
import type { Keyword, Keywords } from '../../../src/model/keyword.ts';
import { isCapital } from '../../../src/model/marker.ts';
import { sourceOf } from '../../../src/model/tree.ts';
import { partsOfFile, partsOfText, renderedOf } from '../../../src/invert/template.ts';
import type { Markers } from '../../../src/invert/template.ts';

/** Keywords with these values. */
export function keywords(values: Record<string, Json>): Keywords {
  const origin = { source: sourceOf('', ''), start: 0, end: 0 };
  const entries = Object.entries(values).map(([name, value]): [string, Keyword] => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    const node = { type: 'scalar', value: text, style: 'plain', origin } as const;
    return [name, { name, node, value, text, isSecret: name.startsWith('SECRET'), isKnown: true, written: value }];
  });
  return new Map(entries);
}

/** The markers of these keywords. */
export function markers(values: Record<string, Json>): Markers {
  return { keywords: keywords(values), isMarker: isCapital };
}

/** What a template is rendered to. */
export function rendered(template: string, values: Record<string, Json>): string {
  return renderedOf(partsOfText(template, markers(values)) ?? []);
}

/** What the text of a file is rendered to. */
export function renderedFile(text: string, values: Record<string, Json>): string {
  return renderedOf(partsOfFile(text, markers(values)) ?? []);
}
