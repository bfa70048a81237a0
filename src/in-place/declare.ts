import { join } from 'node:path';
import type { FilesGoal } from '../goals.ts';
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
import { yamlText } from '../pull/yaml.ts';
import { fileOfSection, folderOfType } from '../resources/layout.ts';
import { demands } from '../validate/demands.ts';
import type { Document } from '../yaml/parse.ts';
import { left } from './place.ts';
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

/** Declares new resources in the file that has the most of their type, or in one of the environment alone. */
export function declarer(
  { project, environment }: InPlaceInput,
  goal: FilesGoal,
  { live }: Pick<Mismatches, 'live'>,
  { new: where }: Pick<InPlaceOptions, 'new'>,
): Declared {
  const { catalog } = goal.target;
  const { loaded } = project;
  const isMarker = markerOf(loaded.keywordNames);
  const forms = new Map<Address, FileResource>();
  const formOf = (address: Address): FileResource | undefined => {
    if (forms.size === 0)
      for (const one of fileForm(live, catalog, demands(project.schemas.compile)).resources)
        forms.set(one.address, withoutBaseline(one, baseline) ?? one);
    return forms.get(address);
  };
  const added = new Map<Address, { path: string; resource: FileResource }>();
  const files = new Map<Address, Map<string, string>>();
  const declare = (resource: LiveResource): Proposal[] => {
    const form = where === 'skip' ? undefined : formOf(resource.address);
    const others = othersOf(resource, goal, live);
    if (others.length > 0) return [left(messages.onlySome(resource.type, others.length))];
    if (form === undefined) return [left(where === 'skip' ? messages.skipped() : messages.cannotDeclare())];
    const apart = inOwnFiles([form], folderOfType);
    const {
      resources: [named = form],
      secrets,
    } = namedSecrets(apart.resources, isFilePlace);
    const isTaken = [...apart.files.keys()].some((path) => loaded.files.text(`./${path}`) !== undefined);
    if (isTaken) return [left(messages.fileThere([...apart.files.keys()].join(', ')))];
    const own = where === 'here' ? (loaded.own.get(environment) ?? []) : loaded.documents;
    const target = targetOf(own, named, goal, where);
    const environments = where === 'here' ? [environment] : [...loaded.environments.keys()];
    const needed = environments.flatMap((name) =>
      secretEdits(
        loaded.environments.get(name),
        secrets.map((one) => one.name),
      ),
    );
    files.set(
      resource.address,
      new Map([...apart.files].map(([path, text]) => [join(loaded.folder, path), escapedText(text, isMarker)])),
    );
    const texts = [...(files.get(resource.address) ?? [])].map(([path]): Proposal => newFile(path));
    if (target === undefined && where !== 'here') return [left(messages.cannotDeclare())];
    if (target !== undefined)
      return [...merged(target, escapedValue(inSections([named]), isMarker)), ...needed, ...texts];
    const section = topKeyOf(named);
    const path = join(loaded.folder, 'environments', environment, `${fileOfSection[section] ?? section}.yaml`);
    added.set(resource.address, { path, resource: named });
    return [newFile(path), ...needed, ...texts];
  };
  const texts = (found: readonly Found[]): Map<string, string> => newTexts(found, added, files, isMarker);
  const demanded = demands(project.schemas.compile);
  return { itemOf: (child) => itemForm(child, live, catalog, demanded), declare, texts };
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
  const usable = documents.filter(({ source, root }) => root?.type === 'map' && /\.ya?ml$/.test(source.path));
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
function merged({ source, root }: Document, value: Json): Proposal[] {
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

/** The entries of an environment file that say where new secrets come from. */
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
