import type { Edit } from '../edit/change.ts';
import { withEdit } from '../edit/meaning.ts';
import type { FilesGoal, Project } from '../goals.ts';
import { groupBy } from '../model/group.ts';
import { isSame } from '../model/json.ts';
import type { Json } from '../model/json.ts';
import { escapedValue } from '../model/marker.ts';
import type { IsMarker } from '../model/marker.ts';
import { comparePaths } from '../model/path.ts';
import type { Path } from '../model/path.ts';
import { fieldOf, toJson } from '../model/tree.ts';
import type { Source } from '../model/tree.ts';
import { keywordName } from '../pull/secret-names.ts';
import type { Document } from '../yaml/parse.ts';
import type { OtherEdit } from './apply.ts';
import { left } from './place.ts';
import { messages } from './messages.ts';
import type { Found, Proposal } from './proposal.ts';
import { exactNode, sheetReader } from './sheets.ts';

/** One value of a file that is changed, by one difference or by several. */
interface Place {
  source: Source;
  path: Path;
  edits: Edit[];
  found: Found[];
}

/** The values of a new keyword, and the difference that it is for. */
interface Values {
  of: Found;
  here: Json;
  elsewhere: Json;
}

/**
 * Differences as keywords: what a shared file says becomes a keyword that has the live value in this environment and, in the others, what
 * the file has said so far.
 */
export function asKeywords(
  found: readonly Found[],
  project: Project,
  goal: FilesGoal,
  isMarker: IsMarker,
): { found: Found[]; edits: OtherEdit[] } {
  const { loaded } = project;
  if (loaded.environments.size < 2) return { found: [...found], edits: [] };
  const shared = new Set(loaded.documents.map(({ source }) => source.path));
  const isShared = (proposal: Proposal): proposal is Proposal & { type: 'edit' } =>
    proposal.type === 'edit' && shared.has(proposal.source.path);
  const sheetOf = sheetReader(isMarker);
  const taken = new Set(goal.keywords.keys());
  const values = new Map<string, Values>();
  // A new name is one keyword, wherever it is used.
  const same = (of: Found, here: Json, elsewhere: Json): string | undefined =>
    [...values].find(([, one]) => one.of === of && isSame(one.here, here) && isSame(one.elsewhere, elsewhere))?.[0];
  const replaced = new Map<Found, Proposal[]>();
  for (const place of placesOf(found, isShared)) {
    const root = sheetOf(place.source)?.root;
    const node = exactNode(root, place.path);
    const old = node === undefined ? undefined : escapedValue(toJson(node), isMarker);
    const now = old === undefined ? undefined : after(old, place);
    const [first] = place.found;
    if (first === undefined) continue;
    if (old === undefined || now === undefined || place.path.length < 2) {
      for (const one of place.found) replaced.set(one, [left(messages.notHere(), place.source)]);
      continue;
    }
    const name = same(first, now, old) ?? freeName(first, taken);
    values.set(name, { of: first, here: now, elsewhere: old });
    const marker = typeof old === 'string' && typeof now === 'string' ? `##${name}##` : `@@${name}@@`;
    const offset = node?.origin.start ?? 0;
    const edit: Proposal = {
      type: 'edit',
      source: place.source,
      offset,
      edit: { do: 'set', path: place.path, value: marker },
      marker: name,
    };
    for (const [index, one] of place.found.entries()) {
      const rest = replaced.get(one) ?? one.proposals.filter((proposal) => !isShared(proposal));
      replaced.set(one, index === 0 ? [...rest, edit] : rest);
    }
  }
  const edits = valueEdits(values, project, goal.target.config.environment.name);
  const code = (one: Found): Proposal[] =>
    one.proposals.map((proposal) =>
      proposal.type === 'text' ? left(messages.notHere(), proposal.source, proposal.offset) : proposal,
    );
  return { found: found.map((one) => ({ ...one, proposals: replaced.get(one) ?? code(one) })), edits };
}

/** What gives the new keywords their values, in every environment file. */
function valueEdits(values: ReadonlyMap<string, Values>, { loaded }: Project, environment: string): OtherEdit[] {
  return [...loaded.environments].flatMap(([name, document]) =>
    keywordEdits(
      document,
      new Map([...values].map(([key, { here, elsewhere }]) => [key, name === environment ? here : elsewhere])),
    ),
  );
}

function placesOf(
  found: readonly Found[],
  isShared: (proposal: Proposal) => proposal is Proposal & { type: 'edit' },
): Place[] {
  const all = found.flatMap((one) =>
    one.proposals.filter(isShared).map(({ source, edit }) => {
      const isItem = edit.do === 'insert' || typeof edit.path.at(-1) === 'number';
      return { source, edit, found: one, path: isItem ? edit.path.slice(0, -1) : edit.path };
    }),
  );
  return [...groupBy(all, ({ source, path }) => JSON.stringify([source.path, path])).values()].flatMap(
    (own): Place[] => {
      const [first] = own;
      if (first === undefined) return [];
      const edits = own.map(({ edit }) => edit);
      return [{ source: first.source, path: first.path, edits, found: [...new Set(own.map((one) => one.found))] }];
    },
  );
}

/** A value after its edits; what is taken away is null, which says that there is none. */
function after(old: Json, { edits, path }: Place): Json | undefined {
  const ordered = edits.toSorted((a, b) => comparePaths(b.path, a.path));
  return ordered.reduce<Json | undefined>((value, edit) => {
    const inner = edit.path.slice(path.length);
    if (value === undefined) return undefined;
    if (inner.length === 0) return edit.do === 'set' ? edit.value : null;
    return withEdit(value, edit, inner);
  }, old);
}

function freeName({ address, path }: Found, taken: Set<string>): string {
  const [type = '', ...key] = address.split('/');
  const wanted = keywordName(...(key.length === 0 ? [type] : key), path);
  const names = [wanted, ...Array.from({ length: taken.size + 1 }, (_one, index) => `${wanted}_${index + 2}`)];
  const name = names.find((one) => !taken.has(one)) ?? wanted;
  taken.add(name);
  return name;
}

function keywordEdits({ source, root }: Document, values: ReadonlyMap<string, Json>): OtherEdit[] {
  if (values.size === 0) return [];
  const keywords = fieldOf(root, 'keywords');
  if (keywords?.type !== 'map' || keywords.entries.length === 0)
    return [{ source, edit: { do: 'set', path: ['keywords'], value: Object.fromEntries(values) } }];
  return [...values].map(([name, value]) => ({ source, edit: { do: 'set', path: ['keywords', name], value } }));
}
