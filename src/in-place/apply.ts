import { edit } from '../edit/edit.ts';
import type { Edit } from '../edit/change.ts';
import { groupBy } from '../model/group.ts';
import { isBody } from '../model/json.ts';
import type { Json } from '../model/json.ts';
import type { IsMarker } from '../model/marker.ts';
import type { Source } from '../model/tree.ts';
import { left } from './place.ts';
import type { Found, Proposal } from './proposal.ts';

/** Files after changes, and what could not be written. */
export interface Applied {
  /** By the path that messages name a file by; `undefined` for files that go. */
  texts: Map<string, string | undefined>;
  found: Found[];
}

/** A change of a file for another reason than a difference. */
export interface OtherEdit {
  source: Source;
  edit: Edit;
}

/** The texts of the files with all that is proposed. What the editor refuses is left. */
export function applied(found: readonly Found[], others: readonly OtherEdit[], isMarker: IsMarker): Applied {
  const texts = new Map<string, string | undefined>();
  const refused = new Map<Edit, string>();
  const own = found.flatMap(({ proposals }) => proposals.filter((one) => one.type === 'edit'));
  for (const [path, edits] of groupBy([...own, ...others], ({ source }) => source.path)) {
    const [{ source } = { source: undefined }] = edits;
    if (source === undefined) continue;
    const sets = joined(edits.map((one) => one.edit));
    const made = edit(source.text, [...sets.keys()], { isMarker, isJson: path.endsWith('.json') });
    for (const one of made.refused) for (const asked of sets.get(one.edit) ?? []) refused.set(asked, one.why);
    if (made.text !== source.text) texts.set(path, made.text);
  }
  const changed = found.map((one): Found => ({
    ...one,
    proposals: one.proposals.map((proposal) => {
      const why = proposal.type === 'edit' ? refused.get(proposal.edit) : undefined;
      return why === undefined || proposal.type !== 'edit' ? proposal : left(why, proposal.source, proposal.offset);
    }),
  }));
  for (const { source, text } of found.flatMap(({ proposals }) => proposals.filter((one) => one.type === 'text')))
    texts.set(source.path, text);
  for (const { source } of found.flatMap(({ proposals }) => proposals.filter((one) => one.type === 'gone')))
    texts.set(source.path, undefined);
  return { texts, found: changed };
}

/**
 * The changes of a file, each with those that it stands for. Two differences may come to one change, such as two resources of which
 * one alias is; and what two of them make anew, as a section, has to be made with both.
 */
function joined(edits: readonly Edit[]): Map<Edit, Edit[]> {
  const sames = groupBy(edits, (one) => JSON.stringify(one.do === 'set' ? [one.do, one.path] : one));
  return new Map(
    [...sames.values()].flatMap((same): [Edit, Edit[]][] => {
      const [first, ...others] = [...new Map(same.map((one) => [JSON.stringify(one), one])).values()];
      if (first?.do !== 'set') return first === undefined ? [] : [[first, same]];
      const value = others.reduce<Json>((all, one) => (one.do === 'set' ? both(all, one.value) : all), first.value);
      return [[{ ...first, value }, same]];
    }),
  );
}

function both(a: Json, b: Json): Json {
  if (Array.isArray(a) && Array.isArray(b)) return [...a, ...b];
  if (!isBody(a) || !isBody(b)) return b;
  const shared = Object.entries(a).map(([key, value]): [string, Json] => [
    key,
    Object.hasOwn(b, key) ? both(value, b[key] ?? null) : value,
  ]);
  return { ...b, ...Object.fromEntries(shared) };
}

/** Whether nothing of a difference is left as it is. */
export function isWhole({ proposals }: Found): boolean {
  return proposals.every(writes);
}

/** Whether something of a difference is written. */
export function isWritten({ proposals }: Found): boolean {
  return proposals.some(writes);
}

function writes({ type }: Proposal): boolean {
  return type === 'edit' || type === 'text' || type === 'gone';
}
