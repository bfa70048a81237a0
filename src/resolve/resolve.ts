import { bodyOf } from '../canonical/desired.ts';
import { catalogOf, keyOf, typeOf } from '../catalog/catalog.ts';
import type { Type } from '../catalog/catalog.ts';
import { addressOf } from '../model/address.ts';
import type { Config, Declared } from '../model/config.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Body } from '../model/json.ts';
import type { Keyword, Keywords } from '../model/keyword.ts';
import { looseName } from '../model/marker.ts';
import { messages } from './messages.ts';
import type { Selectable } from '../model/selector.ts';
import { selectionOf } from '../selection.ts';
import { fieldOf, isUnresolved, nodeAt, secretsIn, toJson, traced } from '../model/tree.ts';
import type { Node, Source } from '../model/tree.ts';
import type { ResourceTypes } from '../catalog/resource-type.ts';
import { builtInKeywords, environmentOf } from './environment.ts';
import { rendered } from './files.ts';
import type { Files } from './files.ts';
import { givenNames, hasKnownKeywords, keywordsOf } from './keywords.ts';
import type { Sources } from './keywords.ts';
import { movesIn } from './moves.ts';
import { markerProblems } from './problems.ts';
import { renderer } from './renderer.ts';
import { sectionsOf, sectionTable, strangersOf } from './sections.ts';

type Documents = readonly { source: Source; root: Node | undefined }[];

/** The files of a tenant, as far as one environment needs them. */
export interface Input {
  tenant: string;
  documents: Documents;
  /** Those of other environments alone. */
  elsewhere?: Documents;
  /** The environment's name and file; without one, markers stay as they are. */
  environment: { name: string; root: Node | undefined } | undefined;
  defaults: { root: Node | undefined } | undefined;
  /** The tests of tokens. */
  smoke?: { root: Node | undefined };
  /** The users of the emulated tenant. */
  users?: { root: Node | undefined };
  files: Files;
  /** The names of the keywords of all environments, as `looseName` gives them. */
  keywordNames?: ReadonlySet<string>;
}

/** What the files of a tenant say for one environment. */
export interface Resolved {
  config: Config;
  diagnostics: Diagnostic[];
  /** The values of the secrets. */
  secrets: string[];
  keywords: Keywords;
  /** The tests of tokens with their markers replaced; what is wrong with those is no matter of the configuration. */
  smoke: { root: Node | undefined; diagnostics: Diagnostic[] };
  /** The users of the emulated tenant, likewise. */
  users: { root: Node | undefined; diagnostics: Diagnostic[] };
}

/** What the files say for one environment: resources found, markers replaced, files read in. */
export function resolve(input: Input, sources: Sources, resourceTypes: ResourceTypes): Resolved {
  const { environment, defaults, files } = input;
  const names = new Set([...(input.keywordNames ?? []), ...givenNames(sources).map(looseName)]);
  const problems = markerProblems();
  const roots = [environment?.root, defaults?.root];
  const described = environmentOf(environment?.name ?? '', environment?.root, defaults?.root);
  const builtIn = environment === undefined ? {} : builtInKeywords(described);
  const { keywords, used, diagnostics } = keywordsOf(roots, sources, names, problems, builtIn);
  const render = renderer(keywords, names, problems);
  const config: Config = {
    tenant: input.tenant,
    environment: described,
    declared: [],
    excluded: [],
    sections: new Map(),
    moves: [],
  };
  const catalog = catalogOf(resourceTypes);
  const selection = selectionOf(config.environment.policy, catalog);
  // What may be excluded is rendered once to know what it is, without a word about what is wrong in it.
  const quiet = renderer(keywords, names, markerProblems());
  const table = sectionTable(resourceTypes);
  const [kept, left] = partition(table, ({ type }) => !selection.isTypeExcluded(typeOf(catalog, type.name)));
  const look = (root: Node, sections: typeof table): void => {
    const { declared } = sectionsOf(root, sections, quiet);
    declared.forEach(({ type, node }) => rendered(typeOf(catalog, type).root, node, files, quiet));
    strangersOf(root, table).forEach(quiet.node);
  };
  for (const { root } of input.documents) {
    if (root === undefined) continue;
    look(root, left);
    const sections = sectionsOf(root, kept, render);
    diagnostics.push(...sections.diagnostics);
    for (const [type, origin] of sections.managed) if (!config.sections.has(type)) config.sections.set(type, origin);
    for (const declared of sections.declared) {
      const type = typeOf(catalog, declared.type);
      const isWhole = selection.partlyExcludedBy(type) === undefined;
      const seen = isWhole
        ? []
        : [seenOf(type, { ...declared, node: rendered(type.root, declared.node, files, quiet) })];
      const excluded = seen.filter(selection.isExcluded);
      config.excluded.push(...excluded);
      if (excluded.length > 0) continue;
      config.declared.push(known(declared, rendered(type.root, declared.node, files, render)));
    }
  }
  diagnostics.push(...movesIn(input.documents, render, config.moves));
  const [smoke, users] = [besideOf(input.smoke?.root, keywords, names), besideOf(input.users?.root, keywords, names)];
  const isConfigured = ({ name }: Keyword): boolean => [render.used, quiet.used, used].some((names) => names.has(name));
  const isUsed = (one: Keyword): boolean => isConfigured(one) || smoke.used.has(one.name) || users.used.has(one.name);
  const lookElsewhere = (): void => input.elsewhere?.forEach(({ root }) => root !== undefined && look(root, table));
  const unused = unusedKeywords(keywords, isUsed, defaults?.root, lookElsewhere);
  diagnostics.push(...render.diagnostics, ...problems.diagnostics([...keywords.keys()]));
  diagnostics.push(...unused.map(({ name, origin }) => messages.unusedKeyword(name, origin)));
  const settings = defaults === undefined ? [environment?.root] : roots;
  const ofTests = [...keywords.values()].filter((keyword) => isUsed(keyword) && !isConfigured(keyword));
  const told = mayBeTold(missingInOne(withoutMissing(diagnostics, ofTests), keywords), settings);
  return { config, diagnostics: told, secrets: secretTexts(keywords), keywords, smoke, users };
}

/** What is said without that some secrets have no value: only the tests of tokens want them, and say so when they run. */
function withoutMissing(diagnostics: readonly Diagnostic[], secrets: readonly Keyword[]): Diagnostic[] {
  const origins = new Set(secrets.map(({ origin }) => origin));
  return diagnostics.filter(({ code, origin }) => code !== 'secret-missing' || !origins.has(origin));
}

/** What is said, with one warning for all secrets that have no value here: it is one thing that somebody has left out. */
function missingInOne(diagnostics: readonly Diagnostic[], keywords: Keywords): readonly Diagnostic[] {
  const missing = diagnostics.filter(({ code, severity }) => code === 'secret-missing' && severity === 'warning');
  const [first, ...others] = missing;
  if (first === undefined || others.length === 0) return diagnostics;
  const origins = missing.flatMap(({ origin }) => origin ?? []);
  const names = [...keywords.values()].filter(({ origin }) => origin !== undefined && origins.includes(origin));
  const one = messages.secretsMissing(
    names.map(({ name }) => name),
    origins,
  );
  return diagnostics.flatMap((each) => (each === first ? [one] : others.includes(each) ? [] : [each]));
}

/** What stands beside the configuration, rendered by itself, and the keywords that it uses or names. */
function besideOf(
  root: Node | undefined,
  keywords: Keywords,
  names: ReadonlySet<string>,
): { root: Node | undefined; diagnostics: Diagnostic[]; used: Set<string> } {
  const problems = markerProblems();
  const render = renderer(keywords, names, problems);
  const rendered = root === undefined ? undefined : render.node(root);
  const named =
    rendered === undefined ? [] : namesIn(fieldOf(rendered, 'credentials'), fieldOf(rendered, 'decryption'));
  const diagnostics = [...render.diagnostics, ...problems.diagnostics([...keywords.keys()])];
  return { root: rendered, diagnostics, used: new Set([...render.used, ...named]) };
}

function namesIn(...nodes: (Node | undefined)[]): string[] {
  return nodes.flatMap((node) => {
    if (node?.type === 'map') return namesIn(...node.entries.map(({ value }) => value));
    return node?.type === 'scalar' && typeof node.value === 'string' ? [node.value] : [];
  });
}

/** Without an environment, or with settings whose keywords are not known, nothing is said about markers. */
function mayBeTold(diagnostics: readonly Diagnostic[], settings: readonly (Node | undefined)[]): Diagnostic[] {
  const isKnown = settings.every(hasKnownKeywords);
  const isAboutMarkers = ({ code }: Diagnostic): boolean => code === 'undefined-keyword' || code === 'unused-keyword';
  return diagnostics.filter((one) => isKnown || !isAboutMarkers(one));
}

/** The keywords that nothing uses. What all environments share may be there for the files of another one alone. */
function unusedKeywords(
  keywords: Keywords,
  isUsed: (keyword: Keyword) => boolean,
  defaults: Node | undefined,
  lookElsewhere: () => void,
): Keyword[] {
  const isShared = ({ origin }: Keyword): boolean => origin?.source === defaults?.origin.source;
  const idle = [...keywords.values()].filter((keyword) => !isUsed(keyword));
  if (idle.some(isShared)) lookElsewhere();
  return idle.filter((keyword) => !isShared(keyword) || !isUsed(keyword));
}

function partition<T>(all: readonly T[], isFirst: (one: T) => boolean): [T[], T[]] {
  return [all.filter(isFirst), all.filter((one) => !isFirst(one))];
}

function known({ type, captures, origin }: Omit<Declared, 'value'>, node: Node): Declared {
  return { type, captures, node, origin, value: toJson(node) };
}

/** What selectors go by in a declared resource. */
function seenOf(type: Type, { node, captures }: Omit<Declared, 'value'>): Selectable & { body: Body } {
  const body = bodyOf(type, toJson(node), captures);
  return { type: type.name, address: addressOf(type.name, keyOf(type, body)), body };
}

/** The strings that are secrets, or hold one. */
function secretTexts(keywords: Keywords): string[] {
  const texts = [...keywords.values()].flatMap(({ node }) =>
    traced(node).flatMap(({ path, trace }) => {
      const scalar = nodeAt(node, path);
      const isSecret = secretsIn(trace).length > 0 && !isUnresolved(trace);
      return isSecret && scalar.type === 'scalar' ? [String(scalar.value)] : [];
    }),
  );
  return [...new Set(texts)];
}
