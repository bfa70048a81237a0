import type { Diagnostic } from '../model/diagnostic.ts';
import type { Keywords } from '../model/keyword.ts';
import { asText, markerOf, normalizeMarkers, withoutQuotes } from '../model/marker.ts';
import type { Entry, Node, Source, Trace } from '../model/tree.ts';
import { messages } from './messages.ts';
import type { MarkerProblems } from './problems.ts';
import { renderItem, renderKey, renderNode, renderText } from './render.ts';
import type { LookUp, Rendering } from './render.ts';

/** Replaces the markers of a file or a text, and remembers what it met. */
export interface Renderer {
  node: (node: Node) => Node;
  /** An item of an array, which may become several. */
  item: (node: Node, isFlow: boolean) => Node[];
  /** An entry with its key rendered, and its value as it is. */
  key: (entry: Entry) => Entry;
  /** The text of a file; a `@@KEY@@` in it becomes JSON and takes the quotes around it away. Markers of these names are text. */
  text: (source: Source, marks: readonly string[]) => { text: string; trace: Trace | undefined };
  /** The names of the keywords that were used so far. */
  used: Set<string>;
  diagnostics: Diagnostic[];
}

/** More characters than all files of a tenant have: what a few keywords within keywords can make. */
const mostCharacters = 100_000_000;

/** A way to find keywords that counts what they add to the texts, and finds none when that is too much. */
export function limited(lookUp: LookUp, diagnostics: Diagnostic[]): LookUp {
  let left = mostCharacters;
  return (form, name, place) => {
    const keyword = lookUp(form, name, place);
    if (typeof keyword !== 'object') return keyword;
    const isOver = left < 0;
    left -= keyword.text.length;
    if (left >= 0) return keyword;
    if (!isOver) diagnostics.push(messages.tooLarge(name, place('')));
    const { origin } = keyword.node;
    return { ...keyword, isKnown: false, node: { type: 'scalar', value: null, style: 'plain', origin } };
  };
}

/** A renderer for the keywords of one environment; `names` are those of all environments, as `looseName` gives them. */
export function renderer(keywords: Keywords, names: ReadonlySet<string>, problems: MarkerProblems): Renderer {
  const used = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  const isMarker = markerOf(names);
  const lookUp: LookUp = (form, name, place) => {
    used.add(name);
    const keyword = keywords.get(name);
    if (keyword === undefined && !isMarker(name, 0)) return 'text';
    if (keyword === undefined) problems.undefined(form, name, place);
    return keyword;
  };
  const rendering: Rendering = { lookUp: limited(lookUp, diagnostics), problems, diagnostics };
  return {
    node: (node) => renderNode(node, rendering),
    item: (node, isFlow) => renderItem(node, isFlow, rendering),
    key: (entry) => renderKey(entry, rendering),
    text: (source, marks) => {
      const whole = { source, start: 0, end: source.text.length };
      const shielded = asText(withoutQuotes(normalizeMarkers(source.text, isMarker)), marks);
      return renderText(shielded, whole, rendering);
    },
    used,
    diagnostics,
  };
}
