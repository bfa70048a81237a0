import { typeOf } from '../catalog/catalog.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Edit } from '../edit/change.ts';
import type { Address } from '../model/address.ts';
import { isBody, omit } from '../model/json.ts';
import type { Json } from '../model/json.ts';
import { segments } from '../model/path.ts';
import type { Path } from '../model/path.ts';
import type { DesiredResource, DesiredState, LiveResource } from '../model/resource.ts';
import type { Node, Source } from '../model/tree.ts';
import { inReadingOrder } from '../pull/order.ts';
import { marksIn } from '../pull/secret-places.ts';
import { bring } from './bring.ts';
import { forFile, left, placeAt } from './place.ts';
import type { FilesContext } from './place.ts';
import { namesOfMismatch } from './mismatches.ts';
import type { Mismatch } from './mismatches.ts';
import { messages } from './messages.ts';
import type { Found, Proposal } from './proposal.ts';
import { exactNode } from './sheets.ts';
import { filesIn } from './shared-files.ts';
import type { Unread } from './unread.ts';

/** What decides about resources that only one side has. */
export interface ItemOptions {
  /** What becomes of resources that only the files have. */
  gone: 'keep' | 'remove';
  /** Whether resources that only the tenant has are left. */
  isSkipping: boolean;
  catalog: Catalog;
  desired: DesiredState;
  /** A child as an item of its parent's list. */
  itemOf: (child: LiveResource) => Json;
  /** How a resource that only the tenant has comes into the files. */
  declare: (resource: LiveResource) => Proposal[];
  /** What may have another name, by either address. */
  unclear: ReadonlyMap<Address, Address[]>;
  /** The old addresses of what the next apply renames, by the new ones. */
  moved: ReadonlyMap<Address, Address>;
  /** The ids of what has one name with others in the tenant, by that name. */
  ambiguous: ReadonlyMap<Address, string[]>;
  unread: Unread;
}

/** What it takes to bring mismatches into the files. */
export function foundIn(mismatches: readonly Mismatch[], files: FilesContext, options: ItemOptions): Found[] {
  const gone = new Set(mismatches.flatMap((mismatch) => (mismatch.type === 'gone' ? [mismatch.desired.address] : [])));
  const fresh = new Set(mismatches.flatMap((mismatch) => (mismatch.type === 'new' ? [mismatch.live.address] : [])));
  return mismatches.flatMap((mismatch): Found[] => {
    const several = sharersOf(mismatch, options.ambiguous);
    if (several !== undefined)
      return namesOfMismatch(mismatch).map((name) => {
        const [address = '', path = ''] = name.split('\n');
        return { address, path, proposals: [left(messages.sameName(several))] };
      });
    switch (mismatch.type) {
      case 'differs':
        return bring(
          { type: typeOf(options.catalog, mismatch.desired.type), desired: mismatch.desired, live: mismatch.live },
          mismatch.paths,
          files,
        ).map((one, index) => notYetMoved(notUnread(one, mismatch, index, options), mismatch.desired, options));
      case 'gone': {
        const { desired } = mismatch;
        if (gone.has(desired.parent ?? ''))
          return [whole(desired.address, options.gone === 'remove' ? [] : [left(messages.withParent())])];
        const isItem = desired.parent !== undefined;
        const names = options.unclear.get(desired.address);
        const { source, start } = desired.source?.node.origin ?? {};
        if (names !== undefined && options.gone === 'keep')
          return [whole(desired.address, [left(messages.renamed(names), source, start)])];
        const proposals =
          isItem || options.gone === 'remove'
            ? [removalOf(desired, files), ...(isItem ? [] : ownFiles(desired, options.desired))]
            : [left(messages.gone(), source, start)];
        return [whole(desired.address, proposals)];
      }
      case 'new': {
        const { live } = mismatch;
        if (fresh.has(live.parent ?? ''))
          return [whole(live.address, options.isSkipping ? [left(messages.withParent())] : [])];
        const names = options.unclear.get(live.address);
        if (names !== undefined && options.gone === 'keep')
          return [whole(live.address, [left(messages.mayBeRenamed(names))])];
        const closed = options.unread.namedBy(live);
        if (closed.length > 0) return [whole(live.address, [left(messages.namesUnread(closed))])];
        const parent = options.desired.resources.get(live.parent ?? '');
        const proposals = parent === undefined ? options.declare(live) : [itemFor(parent, live, files, options)];
        return [whole(live.address, proposals)];
      }
    }
  });
}

/** The ids of those that have one name in the tenant, when a mismatch is one of them: nobody can tell which the files mean. */
function sharersOf(mismatch: Mismatch, ambiguous: ItemOptions['ambiguous']): string[] | undefined {
  if (mismatch.type === 'gone') return ambiguous.get(mismatch.desired.parent ?? '');
  const { address, parent = '', id = '', type } = mismatch.live;
  const named = [...ambiguous].find(([name, ids]) => name.startsWith(`${type}/`) && ids.includes(id));
  return ambiguous.get(address) ?? ambiguous.get(parent) ?? named?.[1];
}

/** What names something of a type that cannot be read is not known: its id says nothing to a reader. */
function notUnread(
  found: Found,
  { desired, live, paths }: Extract<Mismatch, { type: 'differs' }>,
  index: number,
  { unread }: ItemOptions,
): Found {
  const path = paths[index];
  const closed = [...new Set([...unread.namedBy(desired, path), ...unread.namedBy(live, path)])];
  if (closed.length === 0) return found;
  const origin = desired.source?.node.origin;
  return { ...found, proposals: [left(messages.namesUnread(closed), origin?.source, origin?.start)] };
}

/** A name that the files give and the tenant has not yet is no news. */
function notYetMoved(found: Found, { address, type, source }: DesiredResource, options: ItemOptions): Found {
  const from = options.moved.get(address);
  if (from === undefined || !typeOf(options.catalog, type).identity.keys.includes(found.path)) return found;
  const origin = source?.node.origin;
  return { ...found, proposals: [left(messages.movedLater(from), origin?.source, origin?.start)] };
}

function whole(address: Address, proposals: Proposal[]): Found {
  return { address, path: '', proposals };
}

/** Takes a resource out of the list or the object that it stands in. */
function removalOf({ source }: DesiredResource, { sheetOf }: FilesContext): Proposal {
  const node = source?.node;
  const sheet = node === undefined ? undefined : sheetOf(node.origin.source);
  const path = node === undefined ? undefined : sheet?.pathOf(node.origin);
  if (node === undefined || sheet === undefined || path === undefined || isWholeYaml(sheet.source, path))
    return left(messages.nowhere(), node?.origin.source, node?.origin.start);
  if (path.length === 0) return { type: 'gone', source: sheet.source, offset: 0 };
  const written = exactNode(sheet.root, path);
  if (written?.type === 'scalar' && node.type !== 'scalar')
    return left(messages.spliced('a keyword'), sheet.source, node.origin.start);
  return { type: 'edit', source: sheet.source, edit: { do: 'remove', path }, offset: node.origin.start };
}

function isWholeYaml(source: Source, { length }: Path): boolean {
  return length === 0 && !source.path.endsWith('.json');
}

/** The files that only this resource names: they go with it. */
function ownFiles({ source, address }: DesiredResource, { resources }: DesiredState): Proposal[] {
  const others = new Set(
    [...resources.values()]
      .flatMap((one) =>
        one.address === address || one.parent === address || one.source === undefined ? [] : filesIn(one.source.node),
      )
      .map(({ path }) => path),
  );
  const own = source === undefined ? [] : filesIn(source.node).filter(({ path }) => !others.has(path));
  return own.map((file): Proposal => ({ type: 'gone', source: file, offset: 0 }));
}

/** Puts a child into its parent's list, or in its place. */
function itemFor(parent: DesiredResource, live: LiveResource, files: FilesContext, options: ItemOptions): Proposal {
  const type = typeOf(options.catalog, live.type);
  const { child } = type;
  if (child === undefined) return left(messages.nowhere());
  const steps = segments(child.path);
  const item = options.itemOf(live);
  if (marksIn(item).length > 0)
    return left(messages.secret(), parent.source?.node.origin.source, parent.source?.node.origin.start);
  const ordered = isBody(item) ? inReadingOrder(type, item) : item;
  const value = forFile(ordered, files, {
    type,
    path: child.item === undefined ? [] : pathOfItem(item, child.item),
  });
  const pair = { type: typeOf(options.catalog, parent.type), desired: parent };
  const place = placeAt(pair, steps, files) ?? placeAt(pair, steps.slice(0, -1), files);
  if (place === undefined)
    return left(messages.nowhere(), parent.source?.node.origin.source, parent.source?.node.origin.start);
  const at = (edit: Edit): Proposal => ({
    type: 'edit',
    source: place.sheet.source,
    edit,
    offset: place.written.origin.start,
  });
  const isOfParent = placeAt(pair, steps, files) === undefined;
  if (isOfParent)
    return at({
      do: 'set',
      path: [...place.path, steps.at(-1) ?? ''],
      value: child.shape === 'list' ? [value] : value,
    });
  if (child.shape === 'one') return at({ do: 'set', path: place.path, value });
  if (place.written.type !== 'list')
    return left(messages.spliced('a keyword'), place.sheet.source, place.written.origin.start);
  const last = place.written.items.findLastIndex((item) => !isMarkerItem(item));
  return at({ do: 'insert', path: [...place.path, last + 1], values: [likeOthers(value, place.written)] });
}

/** The path at which a bare item of a list stands in the body that it is short for. */
function pathOfItem(item: Json, field: string): string[] {
  return isBody(item) ? [] : [field];
}

/** An item with its fields in the order that the others of the list have them in. */
function likeOthers(value: Json, list: Node): Json {
  const [sample] = list.type === 'list' ? list.items.filter((item) => item.type === 'map') : [];
  if (!isBody(value) || sample?.type !== 'map') return value;
  const order = sample.entries.map(({ key }) => key);
  const known = order.flatMap((key) => (Object.hasOwn(value, key) ? [[key, value[key] ?? null] as const] : []));
  return { ...Object.fromEntries(known), ...omit(value, order) };
}

function isMarkerItem(item: Node): boolean {
  return item.type === 'scalar' && typeof item.value === 'string' && item.value.startsWith('\uFDD1\uFDD1');
}
