import type { Body, Json } from './json.ts';
import type { Move } from './moves.ts';
import type { Selectable } from './selector.ts';
import type { Node, Origin } from './tree.ts';

/** What an environment allows and leaves alone. */
export interface Policy {
  /** Whether deletes are carried out: never, for every type, or for the types named. */
  delete: boolean | string[];
  /** Selectors of resources that are never deleted or replaced. */
  protect: string[];
  /** The most deletes of one run, unless the command allows more. */
  maxDeletes: number | undefined;
  /** Selectors of resources that are never read for change. */
  exclude: string[];
  /** Selectors of what is managed: types of which the others are excluded, or resources of which the others of their type are. */
  include: string[];
  /** Path patterns, by type, of fields that are left to others. */
  ignore: Record<string, string[]>;
}

/** A finding of a check that is accepted for a while. */
export interface Waiver {
  rule: string;
  /** A selector of the resources that it is for; all when absent. */
  on: string | undefined;
  /** The application that it is for. */
  app: string | undefined;
  reason: string;
  owner: string;
  /** The last day on which it holds, as `2027-03-31`. */
  until: string;
  origin: Origin;
  /** Whether all environments of the tenant have it. */
  isShared: boolean;
}

/** What an environment says of checks. */
export interface CheckSettings {
  /** Whether what is wrong here hurts: it decides how much findings matter. */
  isProduction: boolean;
  /** Whether an apply is refused while checks of the planned state fail. */
  isRequired: boolean;
  /** What is checked; the usual profiles when absent. */
  profiles: string[] | undefined;
  /** The least severity that fails; `error` when absent. */
  failOn: string | undefined;
  /** By rule, its severity here and its options. */
  rules: Record<string, { severity?: string; options: Body }>;
  waivers: Waiver[];
}

/** A selector, and where it is written. */
export interface PlacedSelector {
  setting: 'exclude' | 'include' | 'protect';
  text: string;
  origin: Origin;
}

/** Where a value is that stands in none of the files: in an environment variable, or in a file of its own. */
export type ValueSource = { type: 'variable'; name: string } | { type: 'file'; path: string };

/** Where the credentials of an environment's client are; never the values. */
export interface CredentialSources {
  clientId: ValueSource;
  clientSecret: ValueSource | undefined;
  /** A variable may hold the key itself, or the path of its file. */
  signingKey: ValueSource | undefined;
  /** Where an assertion is that was signed elsewhere. */
  assertion: ValueSource | undefined;
  /** Where the command is that signs assertions: a variable. */
  assertionCommand: ValueSource | undefined;
  /** What an assertion is signed by. */
  algorithm: string | undefined;
  /** The Management API's, where it does not follow from the domain. */
  audience: string | undefined;
  /** Where they are named. */
  origin: Origin;
}

/** One environment of a tenant, as its file describes it. */
export interface Environment {
  name: string;
  /** The step of a rollout that it belongs to; its name when its file does not say. */
  ring: string;
  /** `host`, `host:port`, `local`, or an http URL of a loopback host; empty when there is no environment file. */
  domain: string;
  /** Without them, those of the process environment are used. */
  credentials?: CredentialSources;
  policy: Policy;
  /** The selectors of the policy with their places. */
  selectors: PlacedSelector[];
  checks: CheckSettings;
  /** The hosts that tests of tokens may call beside that of the audience. */
  smokeHosts: string[];
  /** The share of the tenant's request budget that may be used, above 0 and at most 1. */
  rateShare: number;
}

/** One resource as the files declare it, before it is brought to canonical form. */
export interface Declared {
  type: string;
  /** The fields that the place in the file gives, such as the language of a custom text. */
  captures: Body;
  /** What stands at the type's section, keywords and files resolved. */
  node: Node;
  /** The same as plain data. */
  value: Json;
  /** Where it is declared: its name in a mapping, or its own place. */
  origin: Origin;
}

/** What the files say for one environment. */
export interface Config {
  tenant: string;
  environment: Environment;
  declared: Declared[];
  /** What the files declare and the environment excludes, as far as a selector is needed to tell. */
  excluded: Selectable[];
  /** The managed types, each with the place of its section. A type that is not in here is left alone. */
  sections: Map<string, Origin>;
  /** What was renamed. */
  moves: Move[];
}
