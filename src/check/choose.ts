import type { CheckSettings } from '../model/config.ts';
import { isLike } from '../model/selector.ts';
import type { ChosenRule } from './check.ts';
import { checkRules } from './rules/index.ts';
import type { CheckRule, Level, Options } from './rule.ts';

/** What is asked for beside what the environment says. */
export interface Asked {
  /** Rules by their ids, with `*` for any text: these alone, whatever the profiles. */
  rules?: readonly string[] | undefined;
  profiles?: readonly string[] | undefined;
}

/** The profiles that are looked at when nobody says which. */
const usual = ['readiness', 'm2m'];

/** The rules to look at in an environment, each with its severity there. */
export function chooseRules(settings: CheckSettings, { rules, profiles }: Asked): ChosenRule[] {
  const wanted = profiles ?? settings.profiles ?? usual;
  return checkRules.flatMap((rule): ChosenRule[] => {
    const isNamed = rules?.some((pattern) => isLike(rule.id, pattern)) === true;
    if (rules !== undefined && !isNamed) return [];
    const isWanted = wanted.includes('all') || rule.profiles.some((profile) => wanted.includes(profile));
    const own = settings.rules[rule.id];
    const level = levelOf(own?.severity) ?? (settings.isProduction ? rule.production : rule.other);
    // Who switches a rule on for an environment wants it, whatever its profile; who names it in a command, whatever its level.
    if (!isNamed && (level === 'off' || (!isWanted && own?.severity === undefined))) return [];
    return [{ rule, severity: level === 'off' ? 'info' : level, options: optionsOf(rule, own?.options ?? {}) }];
  });
}

/** Ids of rules that nothing has. */
export function unknownRules(patterns: readonly string[]): string[] {
  return patterns.filter((pattern) => !checkRules.some(({ id }) => isLike(id, pattern)));
}

function levelOf(text: string | undefined): Level | undefined {
  return text === 'off' || text === 'info' || text === 'warning' || text === 'error' ? text : undefined;
}

function optionsOf({ options = {} }: CheckRule, given: Readonly<Record<string, unknown>>): Options {
  return {
    number: (name) => {
      const value = given[name] ?? options[name]?.default;
      return typeof value === 'number' ? value : 0;
    },
    list: (name) => {
      const value = given[name] ?? options[name]?.default;
      return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
    },
  };
}
