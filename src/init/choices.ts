import { messages } from './messages.ts';
import type { NoteText } from './messages.ts';

/** What is managed, and what is left alone, as the Deploy CLI says it. */
export interface Chosen {
  /** The only types. */
  only?: string[];
  excluded: string[];
  /** Selectors of resources. */
  excludedNames: string[];
  includedNames: string[];
}

/** The same as selectors of an environment. */
export interface Selectors {
  include: string[];
  exclude: string[];
  notes: { about: string; text: NoteText }[];
}

const typeOf = (selector: string): string => selector.split(/[/?]/)[0] ?? '';

/**
 * What is included and excluded. One type in both is an error here, so where resources of an included type are excluded, all
 * other types are excluded instead.
 */
export function choices(chosen: Chosen, types: readonly string[]): Selectors {
  const notes: Selectors['notes'] = [];
  const { only } = chosen;
  const excluded = only === undefined ? chosen.excluded : [];
  if (only !== undefined && chosen.excluded.length > 0)
    notes.push({ about: 'AUTH0_EXCLUDED', text: messages.besideOnly() });
  const isManaged = (selector: string): boolean =>
    only === undefined ? !excluded.includes(typeOf(selector)) : only.includes(typeOf(selector));
  const named = chosen.includedNames.filter(isManaged);
  const namedTypes = named.map(typeOf);
  const excludedNames = chosen.excludedNames.filter((one) => isManaged(one) && !namedTypes.includes(typeOf(one)));
  for (const type of new Set(chosen.excludedNames.map(typeOf)))
    if (namedTypes.includes(type))
      notes.push({ about: `AUTH0_EXCLUDED_${settingName(type)}`, text: messages.bothWays(type) });
  if (only === undefined) return { include: unique(named), exclude: unique([...excluded, ...excludedNames]), notes };
  const whole = only.filter((type) => !namedTypes.includes(type));
  if (excludedNames.length === 0 && whole.length > 0)
    return { include: unique([...whole, ...named]), exclude: [], notes };
  const others = types.filter((type) => !only.includes(type));
  notes.push({ about: 'AUTH0_INCLUDED_ONLY', text: messages.widened() });
  return { include: unique(named), exclude: unique([...others, ...excludedNames]), notes };
}

function unique(selectors: readonly string[]): string[] {
  return [...new Set(selectors)];
}

/** A type as it stands in the names of settings. */
export function settingName(type: string): string {
  return type.replaceAll(/([a-z])([A-Z])/g, '$1_$2').toUpperCase();
}
