import { Document, isMap, isScalar, isSeq, visit } from 'yaml';
import type { Json } from '../model/json.ts';
import { escapedValue } from '../model/marker.ts';
import type { IsMarker } from '../model/marker.ts';

/** The longest list that is written in brackets. */
const inBrackets = 3;

/**
 * A new YAML file. Markers are shielded in the texts that it has; what in a tenant only looks like one is escaped.
 *
 * Sections and the items of the lists at the top stand apart, short lists of words in brackets, long lines stay whole.
 */
export function yamlText(value: Json, isMarker: IsMarker, head: readonly string[] = []): string {
  const document = new Document(escapedValue(value, isMarker), { aliasDuplicateObjects: false });
  visit(document, {
    Seq: (_key, list) => {
      const texts = list.items.map((item) => (isScalar(item) ? String(item.value) : undefined));
      const isShort =
        texts.length <= inBrackets && texts.every((text) => text !== undefined && /^[^\s,\n]{0,60}$/.test(text));
      if (isShort && texts.join(', ').length <= 80) list.flow = true;
    },
    Map: (_key, map) => {
      if (map.items.length === 0) map.flow = true;
    },
  });
  if (isMap(document.contents)) {
    for (const [index, { key, value: section }] of document.contents.items.entries()) {
      if (isScalar(key) && index > 0) key.spaceBefore = true;
      if (!isSeq(section)) continue;
      for (const [at, item] of section.items.entries())
        if (isMap(item) && at > 0 && item.items.length > 2) item.spaceBefore = true;
    }
  }
  const comments = head.map((line) => `# ${line}\n`).join('');
  return comments + document.toString({ lineWidth: 0, singleQuote: true, flowCollectionPadding: false });
}
