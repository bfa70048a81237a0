import { dirname, join, relative, resolve } from 'node:path';
import { schemaLine } from '../init/scaffold.ts';
import { capitals, variableOf } from '../init/keywords.ts';
import { messages as words } from '../init/messages.ts';
import type { Note } from '../init/messages.ts';
import { joinedBodies, quotes, spliced, valueOf, withoutTexts } from '../init/splices.ts';
import type { Splice } from '../init/splices.ts';
import { isFolder } from '../load/disk.ts';
import { candidates } from '../load/reader.ts';
import { formatPlace, placeOf } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { isBody } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import { looseName, markerOf, normalizeMarkers, shieldedMarker } from '../model/marker.ts';
import type { Origin } from '../model/tree.ts';
import { validate } from '../pipeline.ts';
import { yamlText } from '../yaml/new-file.ts';
import type { Document } from '../yaml/parse.ts';
import { freeName, fromRoot, settingsFiles, understand } from './convert.ts';
import type { Understood } from './convert.ts';
import { checkEnvironment, givenDomain } from './init.ts';
import type { Surroundings } from './surroundings.ts';
import { environmentsOf, openWorkspace } from './workspace.ts';
import { newTenantFolder, writeTenant } from './write-tenant.ts';

/** Which repository becomes which tenant. */
export interface RepositoryRequest {
  tenant: string;
  from: string;
  /** The environment, where no settings file names one. */
  environment: string;
  domain: string | undefined;
  /** Whether markers are quoted, and JSON files become YAML. */
  rewrite: boolean;
}

/** What came of it. */
export interface Converted {
  folder: string;
  paths: string[];
  environments: string[];
  /** The environment variables that the secrets are taken from. */
  variables: string[];
  notes: Note[];
  /** What the files that were written say of themselves. */
  diagnostics: Diagnostic[];
  /** Values to mask. */
  hidden: string[];
}

/** Makes the folder of a tenant from a Deploy CLI repository. Throws a `UsageError`; then nothing was written. */
export function initFromRepository(request: RepositoryRequest, surroundings: Surroundings): Converted {
  const { cwd } = surroundings;
  const folder = newTenantFolder(request.tenant, surroundings);
  checkEnvironment(request.environment);
  const understood = understand(request.from, cwd, { ...request, domain: givenDomain(request.domain, surroundings) });
  const { environments, notes } = understood;
  const secretNames = nameSecrets(understood);
  const texts = request.rewrite
    ? rewritten(understood, secretNames, cwd)
    : copied(understood, splicesFor(understood, secretNames, false), cwd);
  for (const [path, text] of ownAsYaml(understood, secretNames, cwd, texts)) texts.set(path, text);
  const files = withoutSecrets(new Map([...texts, ...settingsTexts(understood)]), understood);
  writeTenant(folder, files, surroundings);
  const { project } = openWorkspace(surroundings, { tenant: folder, secrets: 'ignored' });
  const { diagnostics } = validate(project, environmentsOf(project, undefined));
  const { shared, own } = understood.keywords;
  const variables = [shared, ...own.values()].flatMap(({ secrets }) => Object.values(secrets));
  return {
    folder: relative(cwd, folder),
    paths: [...files.keys()],
    environments: environments.map(({ name }) => name),
    variables: [...new Set(variables)].sort(),
    notes,
    diagnostics,
    hidden: [...understood.keywords.hidden.keys(), ...understood.literal],
  };
}

/** A keyword for each text of a secret that stands in the files; it is a secret of all environments. */
function nameSecrets(understood: Understood): Map<string, string> {
  const { documents, keywords, literal, notes } = understood;
  const parts = [keywords.shared, ...keywords.own.values()];
  const taken = new Set(
    parts.flatMap(({ keywords: plain, secrets }) => [...Object.keys(plain), ...Object.keys(secrets)]),
  );
  const names = new Map([...keywords.hidden].filter(([text]) => literal.has(text)));
  const nameOf = (text: string, wanted: string): string => {
    const name = names.get(text) ?? freeName(wanted, taken);
    taken.add(name);
    names.set(text, name);
    return name;
  };
  const [only, ...others] = keywords.own.values();
  const target = only === undefined || others.length > 0 ? keywords.shared : only;
  for (const { root } of allDocuments(understood)) {
    if (root === undefined) continue;
    for (const { splice, name } of withoutTexts(root, literal, nameOf)) {
      const place = formatPlace(placeOf(splice.origin));
      const isKnown = parts.some(({ secrets }) => secrets[name] !== undefined);
      if (!isKnown) target.secrets[name] = variableOf(name);
      notes.push({ about: capitals(name), file: place, ...words.literalSecret(name, variableOf(name)) });
    }
  }
  // What stands in no document stands in a file that one refers to.
  for (const text of literal)
    if (!names.has(text)) target.secrets[nameOf(text, 'SECRET')] ??= variableOf(names.get(text) ?? '');
  for (const [text, name] of names) keywords.hidden.set(text, name);
  for (const name of names.values()) documents.names = new Set([...documents.names, looseName(name)]);
  return names;
}

function allDocuments({ documents: { shared, own } }: Understood): Document[] {
  return [...shared.documents, ...[...own.values()].flatMap(({ documents }) => documents)];
}

/** What is replaced in the texts of documents: secrets by markers and, on request, bare markers by quoted ones. */
function splicesFor(understood: Understood, secretNames: ReadonlyMap<string, string>, isQuoting: boolean): Splice[] {
  const { keywords, literal, notes } = understood;
  const values = [keywords.shared, ...keywords.own.values()].map(({ keywords: plain }) => plain);
  const isSeveral = (name: string): boolean =>
    values.some((plain) => /["'].*,\s*["']/s.test(typeof plain[name] === 'string' ? plain[name] : ''));
  return allDocuments(understood).flatMap(({ root }) => {
    if (root === undefined) return [];
    const hidden = withoutTexts(root, literal, (text, wanted) => secretNames.get(text) ?? wanted);
    if (!isQuoting) return hidden.map(({ splice }) => splice);
    const { splices, left } = quotes(root, isSeveral);
    for (const origin of left)
      notes.push({ about: 'a marker', file: formatPlace(placeOf(origin)), ...words.notQuoted() });
    return [...hidden.map(({ splice }) => splice), ...splices];
  });
}

/** The files as they are, but for these splices, by their paths from the tenant's folder. */
function copied(understood: Understood, splices: readonly Splice[], cwd: string): Map<string, string> {
  const { documents, referred } = understood;
  const own = [...documents.texts].map(([shown, { text }]): [string, string] => {
    const path = fromRoot(understood, cwd, shown);
    // A folder without files says that there should be none of its type.
    const isEmpty = text === '' && isFolder(resolve(cwd, shown));
    const mine = splices.filter(({ origin }) => origin.source.path === shown);
    return isEmpty ? [target(understood, join(path, '.gitkeep')), ''] : [target(understood, path), spliced(text, mine)];
  });
  return new Map([...own, ...referredTexts(understood, cwd, [...referred.keys()])]);
}

function referredTexts(understood: Understood, cwd: string, paths: readonly string[]): [string, string][] {
  return paths.flatMap((shown): [string, string][] => {
    const path = fromRoot(understood, cwd, shown);
    return path.startsWith('..') ? [] : [[target(understood, path), understood.referred.get(shown) ?? '']];
  });
}

/** Where a file of the repository goes: what only one environment has, to the folder of the environment. */
function target({ documents: { folders } }: Understood, path: string): string {
  const found = [...folders].find(([, folder]) => path.startsWith(`${folder}/`));
  return found === undefined ? path : join('environments', found[0], path.slice(found[1].length + 1));
}

/** The files with quoted markers, and folders of JSON files as YAML. */
function rewritten(understood: Understood, secretNames: ReadonlyMap<string, string>, cwd: string): Map<string, string> {
  const { documents, repository } = understood;
  if (repository.yaml !== undefined) return copied(understood, splicesFor(understood, secretNames, true), cwd);
  const textOf = asYaml(understood, secretNames, cwd);
  const own = [...documents.own].map(([name, { documents: some }]) => ownYaml(name, some, textOf));
  const rest = referredTexts(understood, cwd, [...understood.referred.keys()]);
  return new Map([['tenant.yaml', textOf(documents.shared.documents, 2)], ...own, ...rest]);
}

function ownYaml(
  environment: string,
  documents: readonly Document[],
  textOf: ReturnType<typeof asYaml>,
): [string, string] {
  return [join('environments', environment, 'tenant.yaml'), textOf(documents, 4)];
}

/** JSON files of one environment as YAML, where what all share is YAML: the two forms do not mix. Takes the JSON files away. */
function ownAsYaml(
  understood: Understood,
  secretNames: ReadonlyMap<string, string>,
  cwd: string,
  texts: Map<string, string>,
): [string, string][] {
  const { repository, documents } = understood;
  if (repository.yaml === undefined) return [];
  const textOf = asYaml(understood, secretNames, cwd);
  return [...documents.own].flatMap(([name, { documents: some, places }]) => {
    for (const path of places.values()) texts.delete(target(understood, path));
    return places.size === 0 ? [] : [ownYaml(name, some, textOf)];
  });
}

/** Turns documents of JSON files into one of YAML that stands so many folders below the project's. */
function asYaml(
  understood: Understood,
  secretNames: ReadonlyMap<string, string>,
  cwd: string,
): (documents: readonly Document[], depth: number) => string {
  const isMarker = markerOf(understood.documents.names);
  const known = new Set([...understood.referred.keys()].map((shown) => fromRoot(understood, cwd, shown)));
  const change = (text: string, { source }: Origin): string => {
    const secret = secretNames.get(text);
    if (secret !== undefined) return shieldedMarker('text', secret);
    if (text.includes('\n') || !/\.\w+$/.test(text)) return text;
    const found = candidates(fromRoot(understood, cwd, source.path), text).find((path) => known.has(path));
    return found === undefined ? text : `./${target(understood, found)}`;
  };
  return (documents, depth) => {
    const values = documents.map(({ root }) => (root === undefined ? {} : valueOf(root, change)));
    return yamlText(joinedBodies(values.filter(isBody)), isMarker, [schemaLine('tenant', depth)]);
  };
}

/** Texts in which no value of a secret stands, whatever it is a part of. */
function withoutSecrets(texts: ReadonlyMap<string, string>, { keywords, notes }: Understood): Map<string, string> {
  const hidden = [...keywords.hidden].filter(([value]) => value.length >= 8 && !/^[a-z]{8}$/.test(value));
  return new Map(
    [...texts].map(([path, text]) => {
      const found = hidden.filter(([value]) => text.includes(value));
      for (const [, name] of found) notes.push({ about: path, file: dirname(path), ...words.secretInText(name) });
      return [path, found.reduce((rest, [value, name]) => rest.replaceAll(value, () => `##${name}##`), text)];
    }),
  );
}

/** The texts of the settings files. */
function settingsTexts(understood: Understood): Map<string, string> {
  const isMarker = markerOf(understood.documents.names);
  const marked = (value: Json): Json => {
    if (typeof value === 'string') return normalizeMarkers(value, isMarker);
    if (Array.isArray(value)) return value.map(marked);
    if (!isBody(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, marked(inner)]));
  };
  const textOf = (body: Body, schema: string, depth: number): string =>
    yamlText(marked(body), isMarker, [schemaLine(schema, depth)]);
  const { shared, own } = settingsFiles(understood);
  const files = [...own].map(([name, body]): [string, string] => [
    `environments/${name}.yaml`,
    textOf(body, 'environment', 3),
  ]);
  const isShared = Object.keys(shared).length > 0;
  return new Map([
    ...(isShared ? [['defaults.yaml', textOf(shared, 'defaults', 2)] satisfies [string, string]] : []),
    ...files,
  ]);
}
