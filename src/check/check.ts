import { originAt } from '../canonical/origin.ts';
import type { CheckRule, LackRule, Options, ResourceRule, Severity, Wrong } from './rule.ts';
import { allHold } from './tests.ts';
import type { Holds } from './tests.ts';
import { anyWrong, failedAt, passed, skipped, unknown } from './verdict.ts';
import type { Hit, Verdict } from './verdict.ts';
import type { Subject, World } from './world.ts';
import { messages } from './messages.ts';
import { isInside, segments, valueAt } from '../model/path.ts';
import type { Address } from '../model/address.ts';
import type { Origin } from '../model/tree.ts';

/** A rule that is looked at, and how much it matters here. */
export interface ChosenRule {
  rule: CheckRule;
  severity: Severity;
  options: Options;
}

/** What a rule found at one place. */
export interface Finding {
  rule: CheckRule;
  severity: Severity;
  /** The resource, or the type that the tenant lacks something of. */
  address: Address;
  subject?: Subject | undefined;
  /** The application that it belongs to. */
  app?: string | undefined;
  hit: Hit;
  origin: Origin | undefined;
}

/** What became of a rule in a tenant. */
export interface RuleResult extends ChosenRule {
  findings: Finding[];
  /** Of which resources it could not be told, and what it would take. */
  unknown: { address: Address; why: string }[];
  /** How many resources, or the tenant, are as they should be. */
  passed: number;
}

/** Looks at every chosen rule; with an application, at what belongs to it alone. */
export function checkRules(world: World, chosen: readonly ChosenRule[], app?: string): RuleResult[] {
  return chosen.flatMap((one): RuleResult[] => {
    const { rule } = one;
    if (app !== undefined && (rule.type === 'hand' || rule.type === 'own' || rule.app === undefined)) return [];
    const found = lookedAt(rule, world, one.options).filter(
      ({ subject }) => app === undefined || (subject !== undefined && appOf(rule, subject) === app),
    );
    return [{ ...one, ...resultOf(one, world, found) }];
  });
}

/** A verdict, and the resource that it is about; the tenant's when absent. */
interface Looked {
  subject?: Subject;
  address: Address;
  verdict: Verdict;
}

function resultOf(
  { rule, severity }: ChosenRule,
  world: World,
  looked: readonly Looked[],
): Pick<RuleResult, 'findings' | 'unknown' | 'passed'> {
  const findings = looked.flatMap(({ subject, address, verdict }): Finding[] => {
    if (verdict.state !== 'failed') return [];
    return verdict.hits.map((hit) => {
      const about = hit.subject ?? subject;
      return {
        rule,
        severity,
        address: about?.resource.address ?? address,
        subject: about,
        app: about === undefined ? undefined : appOf(rule, about),
        hit,
        origin: hit.origin ?? (about === undefined ? world.sections.get(address) : originAt(about.resource, hit.path)),
      };
    });
  });
  return {
    findings,
    unknown: looked.flatMap(({ address, verdict }) =>
      verdict.state === 'unknown' ? [{ address, why: verdict.why }] : [],
    ),
    passed: looked.filter(({ verdict }) => verdict.state === 'passed').length,
  };
}

/** The application that a resource belongs to, by the word of a rule. */
function appOf(rule: CheckRule, { resource }: Subject): string | undefined {
  const app = rule.type === 'hand' || rule.type === 'own' ? undefined : rule.app;
  if (app === undefined) return undefined;
  if (app === 'key') return resource.key;
  if (app === 'parent') return resource.parent?.slice(resource.parent.indexOf('/') + 1);
  const value = resource.body[app];
  return typeof value === 'string' ? value : undefined;
}

function lookedAt(rule: CheckRule, world: World, options: Options): Looked[] {
  switch (rule.type) {
    case 'own':
    case 'hand':
      return [];
    case 'each':
      return eachOf(rule, world, options);
    case 'lack':
      return [{ address: rule.about, verdict: early(rule, world) ?? lackOf(rule, world) }];
    case 'tenant':
      return [{ address: rule.about, verdict: early(rule, world) ?? rule.find(world, options) }];
  }
}

const order = ['files', 'plan', 'live'] as const;

/** What is told before anything is looked at: that nobody wants to know, or that more has to be known for it. */
function early(
  { about, decided, isOnlyManaged }: Exclude<CheckRule, { type: 'hand' | 'own' }>,
  { on, isManaged, lackOf }: World,
): Verdict | undefined {
  if (isOnlyManaged === true && !isManaged(about)) return skipped;
  if (lackOf(about)?.state === 'skipped') return skipped;
  const needed = decided === 'network' ? 'live' : decided;
  return order.indexOf(on) < order.indexOf(needed) ? unknown(messages.needs(needed)) : undefined;
}

function eachOf(rule: ResourceRule, world: World, options: Options): Looked[] {
  const { about, ofSystem = false } = rule;
  const subjects = world.ofType(about).filter(({ system }) => (system !== undefined) === ofSystem);
  const lack = world.lackOf(about);
  const too = early(rule, world);
  if (too?.state === 'skipped') return [];
  // What there is none of needs nothing to be known.
  if (too !== undefined && (subjects.length > 0 || lack !== undefined)) return [{ address: about, verdict: too }];
  const looked = subjects.map((subject): Looked => {
    const { address } = subject.resource;
    return { subject, address, verdict: verdictOf(rule, told(subject, rule), world, options) };
  });
  return looked.length === 0 && lack !== undefined ? [{ address: about, verdict: lack }] : looked;
}

function told(subject: Subject, { isAboutFiles }: ResourceRule): Subject {
  return isAboutFiles === true ? { ...subject, isComplete: true } : subject;
}

function verdictOf(rule: ResourceRule, subject: Subject, world: World, options: Options): Verdict {
  const { where = [], when, anyOf, find, fix } = rule;
  const applies = allHold(subject, where);
  if (applies.state === 'no') return skipped;
  const tests = typeof when === 'function' ? when(options) : when;
  const set = typeof fix === 'function' ? fix(options) : fix;
  const wrongs: Wrong[] = [
    ...(tests === undefined ? [] : [{ when: tests, ...(set === undefined ? {} : { fix: set }) }]),
    ...(anyOf ?? []),
  ];
  const verdicts = wrongs.map((one) => wrongOf(one, subject, world));
  if (find !== undefined) verdicts.push(find(subject, world, options));
  const verdict = anyWrong(verdicts);
  // Whatever is right is right, whether the rule applies or not.
  if (applies.state === 'unknown' && verdict.state === 'failed') return unknown(world.toKnow);
  return verdicts.every(({ state }) => state === 'skipped') ? skipped : verdict;
}

function wrongOf({ when, fix }: Wrong, subject: Subject, world: World): Verdict {
  const held: Holds = allHold(subject, when);
  if (held.state === 'no') return passed;
  if (held.state === 'unknown') return unknown(world.toKnow);
  return failedAt(
    held.paths.map((path): Hit => {
      const value = path.length === 0 ? undefined : valueAt(subject.resource.body, path);
      const isFixed = fix !== undefined && (path.length === 0 || isInside(path, segments(fix.path)));
      return {
        path,
        ...(value === undefined ? {} : { value }),
        ...(isFixed ? { fix } : {}),
      };
    }),
  );
}

/** Whether a tenant has none of what it should have. */
function lackOf({ about, lacks }: LackRule, world: World): Verdict {
  const held = world
    .ofType(about)
    .filter(({ system }) => system === undefined)
    .flatMap((subject) => lacks.map((tests) => allHold(subject, tests)));
  if (held.some(({ state }) => state === 'yes')) return passed;
  const lack = world.lackOf(about);
  if (lack !== undefined) return lack;
  if (held.some(({ state }) => state === 'unknown')) return unknown(world.toKnow);
  return failedAt([{ path: [] }]);
}
