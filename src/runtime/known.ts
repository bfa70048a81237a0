import { closest, distance } from 'fastest-levenshtein';
import { messages } from './messages.ts';
import { scripts, triggers, undocumented } from './triggers.ts';
import type { Program } from './types.ts';

/** Why a program cannot be run, in words; `undefined` when it can. */
export function refusalOf(program: Program): string | undefined {
  if (program.type === 'script') {
    const known = Object.keys(scripts);
    const { script } = program;
    return known.includes(script) ? undefined : messages.unknownScript(script, near(script, known), known);
  }
  const { trigger: name, version } = program;
  const trigger = Object.hasOwn(triggers, name) ? triggers[name] : undefined;
  if (undocumented.includes(name)) return messages.undocumented(name);
  const known = Object.keys(triggers);
  if (trigger === undefined) return messages.unknownTrigger(name, near(name, known), known);
  if (version === undefined || version === trigger.version) return undefined;
  return trigger.old.includes(version)
    ? messages.oldVersion(name, version, trigger.version)
    : messages.unknownVersion(name, version, trigger.version);
}

/** The name that somebody may have meant. */
export function near(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const found = closest(name, [...known]);
  return distance(name.toLowerCase(), found.toLowerCase()) <= Math.max(2, Math.floor(found.length / 3))
    ? found
    : undefined;
}
