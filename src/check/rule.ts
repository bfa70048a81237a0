import type { Test } from '../catalog/rule.ts';
import type { Json } from '../model/json.ts';
import type { Verdict } from './verdict.ts';
import type { Subject, World } from './world.ts';

/** How much a finding matters; what is `off` is not looked for. */
export type Severity = 'error' | 'warning' | 'info';
export type Level = Severity | 'off';

/** What a rule is looked at for; `all` is every rule. */
export const profiles = ['readiness', 'm2m', 'security'] as const;
export type Profile = (typeof profiles)[number];

/** A setting of a rule: a number, or a list of strings, and what it means. */
export interface Option {
  default: number | readonly string[];
  says: string;
}

/** The settings of a rule as an environment has them. */
export interface Options {
  number: (name: string) => number;
  list: (name: string) => readonly string[];
}

/** Tests that must not hold together, and the one value that would set it right. */
export interface Wrong {
  when: readonly Test[];
  fix?: { path: string; to: Json };
}

/** What every rule says of itself. */
interface Described {
  /** `area/name`; never changed, because waivers name it. */
  id: string;
  /** What is the case where the rule fails. */
  says: string;
  /** What to do about it. */
  hint: string;
  /** Why it matters, for the page of the rule. */
  why: string;
  /** How much it matters in production, and in any other environment. */
  production: Level;
  other: Level;
  profiles: readonly Profile[];
  /** Who asks for it. */
  from: string;
  options?: Readonly<Record<string, Option>>;
}

/** What every rule about resources says. */
interface AboutResources extends Described {
  /** The type that it is about. */
  about: string;
  /** Further types that it looks at. */
  also?: readonly string[];
  /** Where it can be told at the earliest; `network` asks others than the tenant, and does so with the live state alone. */
  decided: 'files' | 'plan' | 'live' | 'network';
  /** What it asks beside resources. */
  asks?: 'tests' | 'logs' | 'legacy' | 'domains' | 'advisories';
  /** Which application a finding belongs to: the resource itself, its parent, or the one that this field names. */
  app?: 'key' | 'parent' | (string & {});
  /** It is about people, and so only where the files manage the type. */
  isOnlyManaged?: true;
}

/** A rule about each resource of a type. */
export interface ResourceRule extends AboutResources {
  type: 'each';
  /** Only where all of these hold. */
  where?: readonly Test[];
  /** It is wrong where all of these hold. */
  when?: readonly Test[] | ((options: Options) => readonly Test[]);
  fix?: { path: string; to: Json } | ((options: Options) => { path: string; to: Json });
  /** It is wrong where any of these holds. */
  anyOf?: readonly Wrong[];
  /** For what tests cannot say. */
  find?: (subject: Subject, world: World, options: Options) => Verdict;
  /** It is about resources that Auth0 owns, which are left out else. */
  ofSystem?: true;
  /** What the files leave out is what it is about: nothing stands for itself. */
  isAboutFiles?: true;
}

/** A rule about a tenant that lacks something: it is wrong where for no resource of the type any of `lacks` holds. */
export interface LackRule extends AboutResources {
  type: 'lack';
  lacks: readonly (readonly Test[])[];
}

/** A rule about the tenant as a whole. */
export interface TenantRule extends AboutResources {
  type: 'tenant';
  find: (world: World, options: Options) => Verdict;
}

/** What no API tells: an item of a list that somebody has to look at, and acknowledges by a waiver. */
export interface HandRule extends Described {
  type: 'hand';
}

/** What is wrong with the waivers and the baseline themselves. */
export interface OwnRule extends Described {
  type: 'own';
}

/** A rule as data. */
export type CheckRule = ResourceRule | LackRule | TenantRule | HandRule | OwnRule;

/** The area of a rule: what its id begins with. */
export function areaOf({ id }: Pick<CheckRule, 'id'>): string {
  return id.slice(0, id.indexOf('/'));
}

/** The types that a rule looks at. */
export function typesOf(rule: CheckRule): string[] {
  return rule.type === 'hand' || rule.type === 'own' ? [] : [rule.about, ...(rule.also ?? [])];
}
