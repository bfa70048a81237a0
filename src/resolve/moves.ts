import type { Diagnostic } from '../model/diagnostic.ts';
import type { Move } from '../model/moves.ts';
import { fieldOf } from '../model/tree.ts';
import type { Node } from '../model/tree.ts';
import { messages } from './messages.ts';
import type { Renderer } from './renderer.ts';

/** The name of the section that says what was renamed. */
const movesSection = 'moved';

/** Adds what the files say was renamed, with its markers replaced, and gives back what is wrong with its form. */
export function movesIn(
  documents: readonly { root: Node | undefined }[],
  renderer: Renderer,
  moves: Move[],
): Diagnostic[] {
  return documents.flatMap(({ root }) => {
    const given = fieldOf(root, movesSection);
    const node = given === undefined ? undefined : renderer.node(given);
    if (node === undefined || (node.type === 'scalar' && node.value === null)) return [];
    if (node.type !== 'list') return [messages.sectionShape(movesSection, 'an array', node.origin, true)];
    const found = node.items.map(moveOf);
    moves.push(...found.filter((one) => 'from' in one));
    return found.filter((one) => 'code' in one);
  });
}

function moveOf(item: Node): Move | Diagnostic {
  const [from, to] = ['from', 'to'].map((field) => {
    const node = fieldOf(item, field);
    return node?.type === 'scalar' && typeof node.value === 'string' && node.value !== '' ? node.value : undefined;
  });
  const isWhole = item.type === 'map' && item.entries.length === 2;
  if (from === undefined || to === undefined || !isWhole) return messages.moveShape(item.origin);
  return { from, to, origin: item.origin };
}
