import { error } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Node } from '../model/tree.ts';
import { isBrokenPattern } from './match.ts';

/** The strings of expectations that have the form `/…/` of a regular expression, and are none. */
export function checkPatterns(node: Node | undefined): Diagnostic[] {
  switch (node?.type) {
    case undefined:
      return [];
    case 'scalar':
      return isBrokenPattern(node.value) ? [notAPattern(String(node.value), node)] : [];
    case 'list':
      return node.items.flatMap(checkPatterns);
    case 'map':
      return node.entries.flatMap(({ value }) => checkPatterns(value));
  }
}

function notAPattern(text: string, { origin }: Node): Diagnostic {
  return error('expected-pattern', `${text} is not a regular expression`, {
    origin,
    hint: String.raw`escape with \ what stands for itself, as in /\(a\)/; a string without the / at both ends is compared as it is`,
  });
}
