import { edit } from '../edit/edit.ts';
import type { Edit } from '../edit/change.ts';
import { groupBy } from '../model/group.ts';
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
    const made = edit(source.text, unique(edits.map((one) => one.edit)), { isMarker, isJson: path.endsWith('.json') });
    for (const one of made.refused) refused.set(one.edit, one.why);
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

/** Two differences may come to one change of a file, such as two resources of which one alias is. */
function unique(edits: readonly Edit[]): Edit[] {
  return [...new Map(edits.map((one) => [JSON.stringify(one), one])).values()];
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
