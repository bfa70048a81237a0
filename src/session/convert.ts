import { relative, resolve } from 'node:path';
import { goalOfFiles } from '../goals.ts';
import type { FilesGoal, Project } from '../goals.ts';
import { capitals, keywordsOf, leaves, unknownValue } from '../init/keywords.ts';
import type { KeywordPart, Keywords, Mappings, Place } from '../init/keywords.ts';
import { messages as words } from '../init/messages.ts';
import type { Note } from '../init/messages.ts';
import { translated } from '../init/settings.ts';
import type { Known, Translated } from '../init/settings.ts';
import { formatPlace, placeOf } from '../model/diagnostic.ts';
import { isBody, omit } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import { resourceTypes } from '../resources/index.ts';
import { schemaChecker } from '../validate/schema.ts';
import { endOfLife } from '../validate/structure.ts';
import { hasField } from '../validate/selectors.ts';
import { parse } from '../yaml/parse.ts';
import { sourceOf } from '../model/tree.ts';
import { openRepository, yamlText } from './repository.ts';
import type { Repository } from './repository.ts';
import { schemaCompiler } from './schemas.ts';
import { readDocuments } from './tenant-documents.ts';
import type { TenantDocuments } from './tenant-documents.ts';

/** A Deploy CLI repository that is understood, as far as that goes without its tenants. */
export interface Understood {
  repository: Repository;
  documents: TenantDocuments;
  environments: { name: string; settings: Body }[];
  keywords: Keywords;
  /** Texts of secrets that stand in the files themselves. */
  literal: ReadonlySet<string>;
  /** Files that the documents refer to, by the path that messages name them by. */
  referred: Map<string, string>;
  notes: Note[];
}

/** Understands a Deploy CLI repository: its settings, its markers, its secrets. Throws a `UsageError`. */
export function understand(
  from: string,
  cwd: string,
  given: { environment: string; domain: string | undefined },
): Understood {
  const repository = openRepository(from, cwd, given.environment);
  const known = knownTypes();
  const notes = [...repository.notes];
  const settings = repository.settings.map((one) => ({ ...one, ...translated(one.files, known) }));
  for (const one of settings) notes.push(...one.notes);
  const mappings = settings.map(({ environment, files, keywords, mappings: own }): Mappings => ({
    environment,
    file: files[0]?.path ?? keywords[0]?.path ?? from,
    values: { ...keywords.reduce<Body>((rest, { values }) => ({ ...rest, ...withoutSettings(values) }), {}), ...own },
  }));
  const display = (path: string): string => relative(cwd, path) || '.';
  const text = repository.yaml === undefined ? undefined : yamlText(repository, display);
  notes.push(...(text?.notes ?? []));
  const documents = readDocuments({
    root: repository.root,
    cwd,
    yaml: text === undefined ? undefined : { path: repository.yaml ?? '', text: text.text },
    environments: mappings.map(({ environment }) => environment),
    keywords: mappings.flatMap(({ values }) => Object.keys(values)),
  });
  const found = secretsOf(documents, mappings);
  notes.push(...found.notes);
  const keywords = keywordsOf(found.mappings, (place) => found.used.has(place.join('\n')));
  notes.push(...unique(keywords.notes.map(({ text: said, ...note }) => ({ ...note, ...said }))));
  for (const value of settings.flatMap(({ hidden }) => hidden)) keywords.hidden.set(value, 'DEPLOYER_CLIENT_SECRET');
  const environments = settings.map((one) =>
    environmentOf(one, { ...given, isOnly: settings.length === 1, from }, notes),
  );
  return { repository, documents, environments, keywords, literal: found.literal, referred: found.referred, notes };
}

function environmentOf(
  { environment, settings, files }: Translated & { environment: string; files: readonly { path: string }[] },
  given: { environment: string; domain: string | undefined; isOnly: boolean; from: string },
  notes: Note[],
): { name: string; settings: Body } {
  const domain = settings['domain'] ?? (environment === given.environment || given.isOnly ? given.domain : undefined);
  if (domain === undefined) {
    const file = files[0]?.path ?? given.from;
    notes.push({ about: 'AUTH0_DOMAIN', file, ...words.domainMissing(environment) });
  }
  const rest = omit(settings, ['domain']);
  return { name: environment, settings: domain === undefined ? rest : { domain, ...rest } };
}

function knownTypes(): Known {
  const schemas = schemaChecker(schemaCompiler());
  return {
    types: resourceTypes.map(({ name }) => name),
    endOfLife,
    hasField: (type, path) => hasField(type, path, schemas),
  };
}

/** What markers and plain texts stand in the places of secrets, and which markers have no value. */
function secretsOf(
  documents: TenantDocuments,
  mappings: readonly Mappings[],
): {
  mappings: Mappings[];
  used: Set<string>;
  literal: Set<string>;
  referred: Map<string, string>;
  notes: Note[];
} {
  const used = new Set<string>();
  const literal = new Set<string>();
  const referred = new Map<string, string>();
  const missing = new Map<string, { environments: string[]; places: Set<string>; isSecret: boolean }>();
  const all = mappings.map((one): Mappings => {
    const goal = goalOf(documents, one.environment, one.values, referred);
    const undefinedNames = markersWithoutValue(goal);
    const extra = Object.fromEntries([...undefinedNames.keys()].map((name) => [name, '']));
    const { values, signs } = withSigns({ ...one.values, ...extra });
    const texts = goalOf(documents, one.environment, values, referred).secrets;
    for (const [sign, { place, value }] of signs)
      if (texts.some((text) => text === sign || (text.includes(sign) && isLong(value)))) used.add(place.join('\n'));
    const isSign = (text: string): boolean => [...signs.keys()].some((sign) => text.includes(sign));
    for (const text of texts) if (isLiteral(text) && !isSign(text)) literal.add(text);
    for (const [name, places] of undefinedNames) {
      const isSecret = used.has(name);
      const known = missing.get(name) ?? { environments: [], places: new Set(), isSecret };
      known.environments.push(one.environment);
      for (const place of places) known.places.add(place);
      missing.set(name, known);
    }
    const secrets = [...undefinedNames.keys()].filter((name) => used.has(name));
    return { ...one, values: { ...one.values, ...Object.fromEntries(secrets.map((name) => [name, unknownValue])) } };
  });
  const notes = [...missing].flatMap(([name, { environments, places, isSecret }]): Note[] => {
    const [file = ''] = places;
    return isSecret
      ? []
      : [{ about: `##${name}##`, file, ...words.noValue([...places].join(', '), environments.join(', ')) }];
  });
  return { mappings: all, used, literal, referred, notes };
}

function goalOf(
  documents: TenantDocuments,
  environment: string,
  values: Body,
  referred: Map<string, string>,
): FilesGoal {
  const { shared, own, names, reading } = documents;
  const files = documents.files();
  const text = JSON.stringify({ domain: 'local', keywords: values });
  const { root } = parse(sourceOf('settings', text), reading.isMarker);
  const project: Project = {
    loaded: {
      tenant: 'tenant',
      folder: '.',
      documents: shared.documents,
      own: new Map([...own].map(([name, { documents: some }]) => [name, some])),
      environments: new Map([[environment, { source: sourceOf('settings', text), root }]]),
      defaults: undefined,
      keywordNames: names,
      diagnostics: [],
      files,
    },
    resourceTypes,
    schemas: schemaChecker(schemaCompiler()),
    sources: { set: {}, env: {}, secrets: 'ignored', readSecret: () => undefined },
  };
  const goal = goalOfFiles(project, environment);
  for (const source of files.read()) referred.set(source.path, source.text);
  return goal;
}

/** The markers that have no value, with the places where they stand. */
function markersWithoutValue({ diagnostics }: FilesGoal): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { code, origin, related = [] } of diagnostics) {
    if (code !== 'undefined-keyword' || origin === undefined) continue;
    const raw = origin.source.text.slice(origin.start, origin.start + 200);
    const name = /[#@]{2}([A-Za-z_]\w*)[#@]{2}/.exec(raw)?.[1];
    if (name === undefined || origin.source.path === 'settings') continue;
    found.set(name, [...(found.get(name) ?? []), ...[origin, ...related].map((one) => formatPlace(placeOf(one)))]);
  }
  return found;
}

/** Mappings with a sign of its own in the place of each text, which tells where the text ends up. */
function withSigns(values: Body): { values: Body; signs: Map<string, { place: Place; value: string }> } {
  const signs = new Map<string, { place: Place; value: string }>();
  const texts = leaves(values).filter(({ value }) => typeof value === 'string' && !/[#@]{2}/.test(value));
  const byPlace = new Map(
    texts.map(({ place, value }, index) => {
      const sign = `sign${String(index).padStart(6, '0')}x`;
      signs.set(sign, { place, value: String(value) });
      return [place.join('\n'), sign];
    }),
  );
  const walk = (value: Json, place: Place): Json => {
    if (Array.isArray(value)) return value.map((inner, index) => walk(inner, [...place, String(index + 1)]));
    if (isBody(value))
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner, [...place, key])]));
    return byPlace.get(place.join('\n')) ?? value;
  };
  const signed = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, walk(value, [name])]));
  return { values: signed, signs };
}

/** Whether a text inside of a secret is likely to be what makes it one. */
function isLong(value: string): boolean {
  return value === '' || (value.length >= 8 && !/^https?:\/\/|^[\w-]+(?:\.[\w-]+)+$/.test(value));
}

/** Whether a text in the place of a secret is one: exports write what the API does not return as a marker, or as nothing. */
function isLiteral(text: string): boolean {
  return text !== '' && !/[#@]{2}\w+[#@]{2}|^_VALUE_NOT_SHOWN_$|^\*+$/.test(text);
}

function withoutSettings(values: Body): Body {
  const { AUTH0_KEYWORD_REPLACE_MAPPINGS: inner, ...rest } = values;
  return isBody(inner) ? inner : rest;
}

function unique(notes: readonly Note[]): Note[] {
  return [...new Map(notes.map((note) => [`${note.about} ${note.file}`, note])).values()];
}

/** A name that no other secret has. */
export function freeName(wanted: string, taken: ReadonlySet<string>): string {
  const name = /^[A-Z_]/.test(wanted) ? wanted : capitals(`X_${wanted}`);
  const free = [name, ...Array.from({ length: taken.size + 1 }, (_one, index) => `${name}_${index + 2}`)];
  return free.find((one) => !taken.has(one)) ?? name;
}

/** Where a file stands, from the root of the repository. */
export function fromRoot({ repository: { root } }: Understood, cwd: string, shown: string): string {
  return relative(root, resolve(cwd, shown));
}

/** The settings files: what all environments share, and each. */
export function settingsFiles({ environments, keywords }: Understood): { shared: Body; own: Map<string, Body> } {
  const part = ({ keywords: plain, secrets }: KeywordPart): Body => ({
    ...(Object.keys(plain).length > 0 ? { keywords: plain } : {}),
    ...(Object.keys(secrets).length > 0
      ? { secrets: Object.fromEntries(Object.entries(secrets).map(([name, env]) => [name, { env }])) }
      : {}),
  });
  const own = environments.map(({ name, settings }): [string, Body] => {
    const found = keywords.own.get(name);
    return [name, { ...settings, ...(found === undefined ? {} : part(found)) }];
  });
  return { shared: part(keywords.shared), own: new Map(own) };
}
