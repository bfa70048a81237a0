/** A script of which every function at its top has a name. */
export interface NamedScript {
  text: string;
  /** Where a place in that text is in the one that was given, both in UTF-16 code units. */
  original: (offset: number) => number;
}

/** The name of a function that has none. */
const NAME = ' script';

/** Blanks and comments, and a function without a name: no text fits in two ways, so that it takes no longer than it is long. */
const ANONYMOUS = /^(?:\s|\/\/[^\n]*|\/\*(?:[^*]|\*(?!\/))*\*\/)*(?:async\s+)?function(?=\s*\()/;

/**
 * Gives the function of a script a name where it has none: Auth0 takes `function (token, context, callback) { … }`, which is no
 * statement of JavaScript. The lines stay the same.
 */
export function namedScript(given: string): NamedScript {
  const at = ANONYMOUS.exec(given)?.[0].length;
  if (at === undefined) return { text: given, original: (offset) => offset };
  return {
    text: `${given.slice(0, at)}${NAME}${given.slice(at)}`,
    original: (offset) => (offset <= at ? offset : Math.max(at, offset - NAME.length)),
  };
}
