import { referencesOf } from '../canonical/references.ts';
import { typeOf } from '../catalog/catalog.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { goalOfFiles } from '../goals.ts';
import type { FilesGoal, Project } from '../goals.ts';
import type { Address } from '../model/address.ts';
import { escapedText } from '../model/marker.ts';
import type { Move } from '../model/moves.ts';
import type { DesiredResource, DesiredState } from '../model/resource.ts';
import { fieldOf, toJson } from '../model/tree.ts';
import type { Node, Source } from '../model/tree.ts';
import { valueChange } from './bring.ts';
import { messages } from './messages.ts';
import type { Mismatches } from './mismatches.ts';
import type { InPlaceInput, InPlaceOptions } from './options.ts';
import { editAt, left, placeAt } from './place.ts';
import type { FilesContext, Place } from './place.ts';
import type { Found, Proposal } from './proposal.ts';
import { exactNode } from './sheets.ts';

/** What was renamed, on its way into the files. */
interface Rename {
  desired: DesiredResource;
  /** The new address. */
  address: Address;
  /** How the name is changed where the resource is declared. */
  name: Proposal;
  home: Place;
  /** The other environments that declare the resource at the same place. */
  elsewhere: { environment: string; goal: FilesGoal; desired: DesiredResource }[];
}

/** What the files are, beside what is said of their values. */
interface Context {
  project: Project;
  environment: string;
  goal: FilesGoal;
  files: FilesContext;
  desired: DesiredState;
  /** Whether the new name becomes a keyword, that has the old one as its value in the other environments. */
  isKeyword: boolean;
}

/** Differences with what a new name brings with it: it is written wherever the files use the old one, or nowhere. */
export function withRenames(
  found: readonly Found[],
  { project, environment }: InPlaceInput,
  goal: FilesGoal,
  { desired, renames }: Mismatches,
  { files, as }: { files: FilesContext; as: InPlaceOptions['as'] },
): Found[] {
  const { catalog } = goal.target;
  return found.map((one): Found => {
    const resource = desired.resources.get(one.address);
    const now = renames.renamed.get(one.address);
    if (resource === undefined || now === undefined || !isKey(one, resource, catalog)) return one;
    const [name] = one.proposals;
    const home = placeAt({ type: typeOf(catalog, resource.type), desired: resource }, [one.path], files);
    if (name === undefined || name.type === 'left' || home === undefined) return one;
    const others = [...project.loaded.environments.keys()].filter((other) => other !== environment);
    const elsewhere = others.flatMap((other) => declaredIn(other, resource, project));
    const isKeyword = as === 'keyword' && others.length > 0;
    const rename = { desired: resource, address: now.address, name, home, elsewhere };
    const context = { project, environment, goal, files, desired, isKeyword };
    const more = [...referenceEdits(rename, context), ...selectorEdits(rename, context), ...moveEdits(rename, context)];
    const stuck = more.filter(({ type }) => type === 'left');
    return { ...one, proposals: stuck.length > 0 ? stuck : [...one.proposals, ...more] };
  });
}

/** Whether a difference is one of a name. */
function isKey({ path }: Found, { type }: DesiredResource, catalog: Catalog): boolean {
  return typeOf(catalog, type).identity.keys.includes(path);
}

function declaredIn(environment: string, { source }: DesiredResource, project: Project): Rename['elsewhere'] {
  const goal = goalOfFiles(project, environment);
  const desired = [...goal.desired.resources.values()].find((one) => {
    const [a, b] = [one.source?.node.origin, source?.node.origin];
    return a !== undefined && a.start === b?.start && a.source.path === b.source.path;
  });
  return desired === undefined ? [] : [{ environment, goal, desired }];
}

/** The new name at every reference, of whatever environment. */
function referenceEdits(rename: Rename, context: Context): Proposal[] {
  const { desired, address, name, home, elsewhere } = rename;
  const { files, goal } = context;
  const done = new Set<string>();
  const key = address.slice(desired.type.length + 1);
  const here = referringTo(desired, context.desired, goal, files).map(({ resource, path, place }): Proposal => {
    if (place === undefined) return left(messages.referredTo(resource.address), resource.source?.node.origin.source);
    done.add(placeText(place));
    if (isSameText(place, home)) return sameAt(place, name);
    const type = typeOf(goal.target.catalog, resource.type);
    const [change = left(messages.referredTo(resource.address))] = valueChange(place, desired.key, key, {
      ...files,
      at: { type, path },
    });
    return change.type === 'left' ? { ...change, why: messages.referredTo(resource.address) } : change;
  });
  if (context.isKeyword) return here;
  const there = elsewhere.flatMap((other) =>
    referringTo(other.desired, other.goal.desired, other.goal, files).flatMap(({ resource, place }): Proposal[] => {
      if (place !== undefined && done.has(placeText(place))) return [];
      if (place === undefined || !isSameText(place, home))
        return [left(messages.referredTo(`${resource.address} (${other.environment})`), place?.sheet.source)];
      done.add(placeText(place));
      return [sameAt(place, name)];
    }),
  );
  return [...here, ...there];
}

interface Referring {
  resource: DesiredResource;
  path: readonly (string | number)[];
  place: Place | undefined;
}

function referringTo(
  { address }: DesiredResource,
  { resources }: DesiredState,
  { target: { catalog } }: FilesGoal,
  files: FilesContext,
): Referring[] {
  return [...resources.values()].flatMap((resource) =>
    referencesOf(resource, catalog).flatMap(({ path, targets }): Referring[] =>
      targets.some((target) => target.address === address)
        ? [{ resource, path, place: placeAt({ type: typeOf(catalog, resource.type), desired: resource }, path, files) }]
        : [],
    ),
  );
}

function placeText({ sheet, path }: Place): string {
  return JSON.stringify([sheet.source.path, path]);
}

function isSameText(a: Place, b: Place): boolean {
  return a.written.type === 'scalar' && b.written.type === 'scalar' && a.written.value === b.written.value;
}

/** What is said of the name where the resource is declared, at another place. */
function sameAt(place: Place, name: Proposal): Proposal {
  if (name.type === 'reading') return { ...name, source: place.sheet.source, offset: place.written.origin.start };
  return name.type === 'edit' && name.edit.do === 'set'
    ? editAt(place, { do: 'set', path: place.path, value: name.edit.value })
    : left(messages.nowhere(), place.sheet.source, place.written.origin.start);
}

/** The new address where a policy names the old one. */
function selectorEdits(
  { desired, address, name, elsewhere }: Rename,
  { project: { loaded }, environment, files, isKeyword }: Context,
): Proposal[] {
  if (name.type !== 'edit') return [];
  const named = isKeyword ? [environment] : [environment, ...elsewhere.map((other) => other.environment)];
  const documents = [...named.map((one) => loaded.environments.get(one)), isKeyword ? undefined : loaded.defaults];
  return documents.flatMap((document) => {
    const sheet = document === undefined ? undefined : files.sheetOf(document.source);
    const policy = fieldOf(sheet?.root, 'policy');
    if (sheet === undefined) return [];
    return ['exclude', 'include', 'protect'].flatMap((field) => {
      const list = fieldOf(policy, field);
      const items: Node[] = list?.type === 'list' ? list.items : [];
      return items.flatMap((item, index): Proposal[] => {
        const text = item.type === 'scalar' ? String(item.value) : '';
        const sign = text.startsWith('!') ? '!' : '';
        const rest = text.slice(sign.length);
        if (rest !== desired.address && !rest.startsWith(`${desired.address}/`)) return [];
        const value = escapedText(`${sign}${address}${rest.slice(desired.address.length)}`, files.isMarker);
        const edit = { do: 'set', path: ['policy', field, index], value } as const;
        return [{ type: 'edit', source: sheet.source, offset: item.origin.start, edit }];
      });
    });
  });
}

/** What the other environments need to know of the new name: their tenants have the old one yet. */
function moveEdits(rename: Rename, { goal, project, files, isKeyword }: Context): Proposal[] {
  const { desired, address, name, home, elsewhere } = rename;
  const moves = goal.moves ?? [];
  const back = moves.find(({ from }) => from === address);
  const isNeeded = elsewhere.length > 0 || moves.some(({ to }) => to === desired.address);
  if (isKeyword || name.type !== 'edit') return [];
  if (back !== undefined) return moveBack(back, elsewhere.length > 0 ? entryOf(rename, files) : undefined, files);
  if (!isNeeded) return [];
  const { documents } = project.loaded;
  const isYaml = ({ path }: Source): boolean => /\.ya?ml$/.test(path);
  const listed = documents.find(({ source, root }) => isYaml(source) && fieldOf(root, 'moved')?.type === 'list');
  const target = listed ?? documents.find(({ source }) => isYaml(source) && source.path === home.sheet.source.path);
  // Folders of JSON files have no place for it: a plan for the others says what it takes the new name for.
  if (target === undefined) return [];
  const list = fieldOf(target.root, 'moved');
  const at = list?.type === 'list' ? list.items.length : 0;
  const offset = list?.origin.start ?? 0;
  const entry = entryOf(rename, files);
  return [
    {
      type: 'edit',
      source: target.source,
      offset,
      edit:
        at > 0
          ? { do: 'insert', path: ['moved', at], values: [entry] }
          : { do: 'set', path: ['moved'], value: [entry] },
    },
  ];
}

function entryOf({ desired, address, name, home }: Rename, files: FilesContext): { from: string; to: string } {
  const value = name.type === 'edit' && name.edit.do === 'set' ? name.edit.value : undefined;
  const old = toJson(home.written);
  const isText = typeof value === 'string' && typeof old === 'string';
  const text = (plain: string): string => escapedText(plain, files.isMarker);
  const isOnlyKey = address.startsWith(`${desired.type}/`) && desired.address === `${desired.type}/${desired.key}`;
  if (!isText || !isOnlyKey || home.node.type !== 'scalar' || home.node.value !== desired.key)
    return { from: text(desired.address), to: text(address) };
  return { from: `${desired.type}/${text(old)}`, to: `${desired.type}/${value}` };
}

/** A move that is undone: the other environments are told the way back, or nothing when there are none. */
function moveBack({ origin }: Move, entry: { from: string; to: string } | undefined, files: FilesContext): Proposal[] {
  const sheet = files.sheetOf(origin.source);
  const path = sheet?.pathOf(origin);
  if (sheet === undefined || path === undefined || exactNode(sheet.root, path) === undefined)
    return [left(messages.nowhere(), origin.source, origin.start)];
  const edit = entry === undefined ? ({ do: 'remove', path } as const) : ({ do: 'set', path, value: entry } as const);
  return [{ type: 'edit', source: sheet.source, offset: origin.start, edit }];
}
