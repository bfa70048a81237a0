import { join } from 'node:path';
import type { FilesGoal, Project } from '../goals.ts';
import type { Address } from '../model/address.ts';
import { groupBy } from '../model/group.ts';
import { isBody } from '../model/json.ts';
import type { Json } from '../model/json.ts';
import { escapedText, escapedValue, markerOf } from '../model/marker.ts';
import type { IsMarker } from '../model/marker.ts';
import type { Path } from '../model/path.ts';
import type { LiveResource } from '../model/resource.ts';
import { fieldOf, sourceOf } from '../model/tree.ts';
import type { Node } from '../model/tree.ts';
import { baseline } from '../resources/baselines.ts';
import { fileForm, itemForm, withoutBaseline } from '../pull/file-form.ts';
import type { FileResource } from '../pull/file-form.ts';
import { inOwnFiles, isFilePlace } from '../pull/own-files.ts';
import { namedSecrets } from '../pull/secret-names.ts';
import { inSections, topKeyOf } from '../pull/sections.ts';
import { yamlText } from '../yaml/new-file.ts';
import { fileOfSection, folderOfType } from '../resources/layout.ts';
import { demands } from '../validate/demands.ts';
import type { Document } from '../yaml/parse.ts';
import { inFolder, isJsonFolder, isYaml, jsonText } from './folder-files.ts';
import { left } from './place.ts';
import { sheetReader } from './sheets.ts';
import type { Mismatches } from './mismatches.ts';
import type { InPlaceInput, InPlaceOptions } from './options.ts';
import { messages } from './messages.ts';
import type { Found, Proposal } from './proposal.ts';

/** How what only the tenant has comes into the files. */
export interface Declared {
  itemOf: (child: LiveResource) => Json;
  declare: (resource: LiveResource) => Proposal[];
  /** The texts of files that are new, for the differences that are brought in. */
  texts: (found: readonly Found[]) => Map<string, string>;
}

/** What is known while new resources are declared, and what is to be written for them. */
interface Declaring extends Pick<InPlaceInput, 'project' | 'environment'> {
  goal: FilesGoal;
  live: Mismatches['live'];
  where: InPlaceOptions['new'];
  isMarker: IsMarker;
  formOf: (address: Address) => FileResource | undefined;
  /** New YAML files, with the resources in them. */
  added: Map<Address, { path: string; resource: FileResource }>;
  /** Other new files, by the path that messages name them by. */
  files: Map<Address, Map<string, string>>;
}

/** Declares new resources in the file that has the most of their type, or in one of the environment alone. */
export function declarer(
  { project, environment }: InPlaceInput,
  goal: FilesGoal,
  { live }: Pick<Mismatches, 'live'>,
  { new: where }: Pick<InPlaceOptions, 'new'>,
): Declared {
  const { catalog } = goal.target;
  const isMarker = markerOf(project.loaded.keywordNames);
  const demanded = demands(project.schemas.compile);
  const forms = new Map<Address, FileResource>();
  const formOf = (address: Address): FileResource | undefined => {
    if (forms.size === 0)
      for (const one of fileForm(live, catalog, demanded).resources)
        forms.set(one.address, withoutBaseline(one, baseline) ?? one);
    return forms.get(address);
  };
  const added: Declaring['added'] = new Map();
  const files: Declaring['files'] = new Map();
  const declaring = { project, environment, goal, live, where, isMarker, formOf, added, files };
  return {
    itemOf: (child) => itemForm(child, live, catalog, demanded),
    declare: (resource) => wholeOrLeft(declared(resource, declaring)),
    texts: (found) => newTexts(found, added, files, isMarker),
  };
}

function declared(resource: LiveResource, declaring: Declaring): Proposal[] {
  const { project, environment, goal, where, isMarker } = declaring;
  const form = where === 'skip' ? undefined : declaring.formOf(resource.address);
  const others = othersOf(resource, goal, declaring.live);
  if (others.length > 0) return [left(messages.onlySome(resource.type, others.length))];
  if (form === undefined) return [left(where === 'skip' ? messages.skipped() : messages.cannotDeclare())];
  const apart = inOwnFiles([form], folderOfType);
  const {
    resources: [named = form],
    secrets,
  } = namedSecrets(apart.resources, isFilePlace);
  const names = secrets.map(({ name }) => name);
  const needed = secretEditsFor(names, project, where === 'here' ? [environment] : undefined);
  const texts = new Map([...apart.files].map(([path, text]) => [path, escapedText(text, isMarker)]));
  const own = where === 'here' ? (project.loaded.own.get(environment) ?? []) : project.loaded.documents;
  const target = targetOf(own, named, goal, where);
  if (target !== undefined) {
    const edits = merged(target, escapedValue(inSections([named]), isMarker));
    return [...edits, ...needed, ...kept(resource, texts, declaring)];
  }
  const base = where === 'here' ? join('environments', environment) : '';
  if (isJsonFolder(project) && !own.some(isYaml))
    return [...needed, ...inJson(resource, { resource: named, files: texts }, base, declaring)];
  if (where !== 'here') return [left(messages.cannotDeclare())];
  const section = topKeyOf(named);
  const path = join(project.loaded.folder, base, `${fileOfSection[section] ?? section}.yaml`);
  declaring.added.set(resource.address, { path, resource: named });
  return [newFile(path), ...needed, ...kept(resource, texts, declaring)];
}

/** New files for a resource. */
function kept({ address }: LiveResource, own: ReadonlyMap<string, string>, declaring: Declaring): Proposal[] {
  const { project, files } = declaring;
  const isThere = thereIn(declaring);
  const taken = [...own.keys()].filter(isThere);
  if (taken.length > 0) return [left(messages.fileThere(taken.join(', ')))];
  const full = new Map([...own].map(([path, text]) => [join(project.loaded.folder, path), text]));
  files.set(address, full);
  return [...full.keys()].map(newFile);
}

/** A resource in a folder of JSON files: in a file of its own, or in the one of its section. */
function inJson(
  resource: LiveResource,
  named: { resource: FileResource; files: ReadonlyMap<string, string> },
  base: string,
  declaring: Declaring,
): Proposal[] {
  const { project, isMarker } = declaring;
  const found = inFolder(named, base, thereIn(declaring), isMarker);
  if (found === undefined) return [left(messages.cannotDeclare())];
  const there = found.isShared ? project.loaded.files.text(`./${found.path}`) : undefined;
  const sheet = there !== undefined && 'text' in there ? sheetReader(isMarker)(there) : undefined;
  if (sheet !== undefined) return [...merged(sheet, found.content), ...kept(resource, found.files, declaring)];
  return kept(resource, new Map([[found.path, jsonText(found.content)], ...found.files]), declaring);
}

/** A resource is declared whole, or left. */
function wholeOrLeft(proposals: Proposal[]): Proposal[] {
  const stuck = proposals.filter(({ type }) => type === 'left');
  return stuck.length > 0 ? stuck : proposals;
}

/** Tells whether there is a file at a path from the tenant's folder, or will be; on some disks upper and lower case are the same. */
function thereIn({ project: { loaded }, files }: Declaring): (path: string) => boolean {
  return (path) => {
    const found = loaded.files.text(`./${path}`);
    if (found !== undefined && ('text' in found || found.why !== 'does not exist')) return true;
    const known = [
      ...loaded.documents.map(({ source }) => source.path),
      ...[...files.values()].flatMap((own) => [...own.keys()]),
    ];
    return known.some((one) => one.toLowerCase() === join(loaded.folder, path).toLowerCase());
  };
}

/** What else there is of a type that no file mentions, and that is not to come into the files: a plan would want to delete it. */
function othersOf(
  { type }: LiveResource,
  { target: { selection }, unmentioned, choice }: FilesGoal,
  { resources }: Mismatches['live'],
): LiveResource[] {
  if (unmentioned?.has(type) !== true) return [];
  return [...resources.values()].filter(
    (one) =>
      one.type === type && one.system === undefined && !selection.isExcluded(one) && choice?.names(one) === false,
  );
}

/** The texts of new files: of YAML for all resources of each, and of those that fields name. */
function newTexts(
  found: readonly Found[],
  added: ReadonlyMap<Address, { path: string; resource: FileResource }>,
  files: ReadonlyMap<Address, ReadonlyMap<string, string>>,
  isMarker: IsMarker,
): Map<string, string> {
  const kept = found.filter(({ proposals }) => proposals.some(({ type }) => type === 'text'));
  const own = kept.flatMap(({ address }) => added.get(address) ?? []);
  const yaml = [...groupBy(own, ({ path }) => path)].map(([path, all]): [string, string] => [
    path,
    yamlText(inSections(all.map(({ resource }) => resource)), isMarker),
  ]);
  return new Map([...yaml, ...kept.flatMap(({ address }) => [...(files.get(address) ?? [])])]);
}

function newFile(path: string): Proposal {
  return { type: 'text', source: sourceOf(path, ''), text: '', offset: 0 };
}

/** The file that has the most of a type, or of its section; of the environment's own files any that has the section. */
function targetOf(
  documents: readonly Document[],
  resource: FileResource,
  { target: { config } }: FilesGoal,
  where: InPlaceOptions['new'],
): Document | undefined {
  const usable = documents.filter((one) => one.root?.type === 'map' && isYaml(one));
  const counts = usable.map(
    ({ source }) =>
      config.declared.filter(
        ({ type, origin }) => type === resource.type.root.name && origin.source.path === source.path,
      ).length,
  );
  const most = Math.max(0, ...counts);
  if (most > 0) return usable[counts.indexOf(most)];
  const withSection = usable.find(({ root }) => fieldOf(root, topKeyOf(resource)) !== undefined);
  return (
    withSection ??
    (where === 'here' ? undefined : (usable.find(({ source }) => /tenant\.ya?ml$/.test(source.path)) ?? usable[0]))
  );
}

/** The changes that put a value into a file: keys beside the others, items behind the last one. */
function merged({ source, root }: Pick<Document, 'source' | 'root'>, value: Json): Proposal[] {
  const found: Proposal[] = [];
  const visit = (node: Node | undefined, inner: Json, path: Path): void => {
    const offset = node?.origin.start ?? 0;
    if (node?.type === 'map' && isBody(inner)) {
      for (const [key, one] of Object.entries(inner)) visit(fieldOf(node, key), one, [...path, key]);
    } else if (node?.type === 'list' && Array.isArray(inner)) {
      const last = node.items.findLastIndex((item) => item.type !== 'scalar');
      const at = last + 1;
      found.push({
        type: 'edit',
        source,
        offset: node.items.at(-1)?.origin.start ?? offset,
        edit: { do: 'insert', path: [...path, at], values: inner },
      });
    } else found.push({ type: 'edit', source, offset, edit: { do: 'set', path, value: inner } });
  };
  visit(root, value, []);
  return found;
}

/** The entries of environment files, or of these alone, that say where new secrets come from. */
function secretEditsFor(names: readonly string[], { loaded }: Project, only?: readonly string[]): Proposal[] {
  const environments = only ?? [...loaded.environments.keys()];
  return environments.flatMap((name) => secretEdits(loaded.environments.get(name), names));
}

function secretEdits(document: Document | undefined, names: readonly string[]): Proposal[] {
  if (document === undefined || names.length === 0) return [];
  const { source, root } = document;
  const secrets = fieldOf(root, 'secrets');
  const entry = (name: string): Json => ({ env: name });
  const offset = secrets?.origin.start ?? 0;
  if (secrets?.type !== 'map') {
    const value = Object.fromEntries(names.map((name) => [name, entry(name)]));
    return [{ type: 'edit', source, offset, edit: { do: 'set', path: ['secrets'], value } }];
  }
  return names
    .filter((name) => fieldOf(secrets, name) === undefined)
    .map((name): Proposal => ({
      type: 'edit',
      source,
      offset,
      edit: { do: 'set', path: ['secrets', name], value: entry(name) },
    }));
}
