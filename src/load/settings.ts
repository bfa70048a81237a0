import { join } from 'node:path';
import type { Diagnostic } from '../model/diagnostic.ts';
import { hasErrors } from '../model/diagnostic.ts';
import { bareDomain } from '../model/domain.ts';
import { hasMarker, looseName, markerOf, unshield } from '../model/marker.ts';
import { fieldOf } from '../model/tree.ts';
import type { Entry, Mapping, Node, Origin, Source } from '../model/tree.ts';
import { isDefaults, yamlFiles } from './disk.ts';
import { messages } from './messages.ts';
import { parse } from '../yaml/parse.ts';
import type { Document } from '../yaml/parse.ts';
import { openSource } from './open.ts';
import type { Reach } from './open.ts';

/** The files that say what each environment of a tenant is like. */
export interface Settings {
  /** The environment files by the name of the environment. */
  environments: Map<string, Document>;
  defaults: Document | undefined;
  /** The names of the keywords of all environments, as `looseName` gives them. */
  keywordNames: Set<string>;
  diagnostics: Diagnostic[];
}

/** Reads the environment files and the defaults of a tenant's folder; `given` are names of keywords from elsewhere. */
export function loadSettings(
  root: string,
  display: (path: string) => string,
  given: readonly string[],
  bounds: Reach,
): Settings {
  const diagnostics: Diagnostic[] = [];
  const sources = (folder: string, names: readonly string[]): { name: string; source: Source }[] =>
    names.flatMap((name) => {
      const source = openSource(join(folder, name), display, bounds, diagnostics);
      return source === undefined ? [] : [{ name, source }];
    });
  const shared = sources(root, yamlFiles(root).filter(isDefaults));
  const own = sources(join(root, 'environments'), yamlFiles(join(root, 'environments')));
  const names = new Set(given.map(looseName));
  // A file may use keywords that another one defines, and what is a marker depends on their names.
  const roots = [...shared, ...own].map(({ source }) => parse(source).root);
  for (const root of roots)
    for (const { key } of [...entriesOf(root, 'keywords'), ...entriesOf(root, 'secrets')]) names.add(looseName(key));
  const read = ({ source }: { source: Source }): Document => {
    const { root, diagnostics: found } = parse(source, markerOf(names));
    diagnostics.push(...found);
    return { source, root: root === undefined ? undefined : plainSettings(root, diagnostics) };
  };
  const [defaults, ...others] = shared.map(read);
  diagnostics.push(...others.map(({ source }) => messages.duplicateFile('the tenant', source, defaults?.source)));
  const environments = new Map<string, Document>();
  for (const file of own) {
    const document = withNothing(read(file), defaults, diagnostics);
    const name = file.name.replace(/\.ya?ml$/, '');
    const existing = environments.get(name);
    if (existing === undefined) environments.set(name, document);
    else diagnostics.push(messages.duplicateFile(`the environment ${name}`, document.source, existing.source));
  }
  diagnostics.push(...sharedDomains(environments, defaults));
  return {
    environments,
    defaults: defaults && withNothing(defaults, defaults, diagnostics),
    keywordNames: names,
    diagnostics,
  };
}

/** What the environment files and the defaults of a tenant's folder say, without a word about what is wrong with them. */
export function settingsIn(root: string): { environments: Map<string, Node | undefined>; defaults: Node | undefined } {
  const bounds = { folders: [root], texts: new Map() };
  const rootOf = (path: string): Node | undefined => {
    const source = openSource(path, () => path, bounds, []);
    return source === undefined ? undefined : parse(source).root;
  };
  const folder = join(root, 'environments');
  const [defaults] = yamlFiles(root).filter(isDefaults);
  return {
    environments: new Map(yamlFiles(folder).map((name) => [name.replace(/\.ya?ml$/, ''), rootOf(join(folder, name))])),
    defaults: defaults === undefined ? undefined : rootOf(join(root, defaults)),
  };
}

/** Domains that two environments have: each would undo what the other does. */
function sharedDomains(environments: ReadonlyMap<string, Document>, defaults: Document | undefined): Diagnostic[] {
  const first = new Map<string, { name: string; origin: Origin }>();
  const settingOf = (root: Node | undefined, field: string): Node | undefined =>
    fieldOf(root, field) ?? fieldOf(defaults?.root, field);
  return [...environments].flatMap(([name, { source, root }]) => {
    const domain = settingOf(root, 'domain');
    const allowed = settingOf(root, 'allow_shared_domain');
    const isAllowed = allowed?.type === 'scalar' && allowed.value === true;
    if (isAllowed || domain?.type !== 'scalar' || typeof domain.value !== 'string' || domain.value === 'local')
      return [];
    const host = bareDomain(domain.value);
    const existing = first.get(host);
    const origin = fieldOf(root, 'domain')?.origin ?? { source, start: 0, end: 0 };
    if (existing === undefined) first.set(host, { name, origin });
    return existing === undefined ? [] : [messages.sharedDomain(host, [existing.name, name], origin, existing.origin)];
  });
}

/** A file that says nothing: an environment has to say where it is, but the defaults may say it. */
function withNothing(document: Document, defaults: Document | undefined, diagnostics: Diagnostic[]): Document {
  const { source, root } = document;
  const isBroken = hasErrors(diagnostics.filter(({ origin }) => origin?.source === source));
  if (root !== undefined || isBroken) return document;
  const start = { source, start: 0, end: 0 };
  if (document === defaults || fieldOf(defaults?.root, 'domain') !== undefined)
    return { source, root: { type: 'map', entries: [], origin: start } };
  diagnostics.push(messages.environmentEmpty(start));
  return document;
}

/** Settings with markers in the values of keywords alone: anywhere else they would be text that nobody means. */
function plainSettings(root: Node, diagnostics: Diagnostic[]): Node {
  if (root.type !== 'map') return plain(root, diagnostics);
  const entries = root.entries.map((entry): Entry => {
    if (entry.key === 'keywords' && entry.value.type === 'map') return { ...entry, value: plainKeys(entry.value) };
    return { ...entry, key: unshield(entry.key), value: plain(entry.value, diagnostics) };
  });
  return { ...root, entries };
}

function plainKeys(node: Mapping): Mapping {
  return { ...node, entries: node.entries.map((entry) => ({ ...entry, key: unshield(entry.key) })) };
}

function plain(node: Node, diagnostics: Diagnostic[]): Node {
  if (node.type === 'list') return { ...node, items: node.items.map((item) => plain(item, diagnostics)) };
  if (node.type === 'map') {
    const entries = node.entries.map((entry) => ({
      ...entry,
      key: unshield(entry.key),
      value: plain(entry.value, diagnostics),
    }));
    return { ...node, entries };
  }
  if (typeof node.value !== 'string' || !hasMarker(node.value)) return node;
  diagnostics.push(messages.markerInSetting(node.origin));
  return { ...node, value: unshield(node.value) };
}

function entriesOf(root: Node | undefined, field: string): Entry[] {
  const node = fieldOf(root, field);
  return node?.type === 'map' ? node.entries : [];
}
