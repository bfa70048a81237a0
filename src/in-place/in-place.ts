import type { FilesGoal, Project } from '../goals.ts';
import { goalOfFiles, goalOfPull } from '../goals.ts';
import type { Address } from '../model/address.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Edit } from '../edit/change.ts';
import { isSame } from '../model/json.ts';
import type { Json } from '../model/json.ts';
import { escapedText, markerOf } from '../model/marker.ts';
import type { IsMarker } from '../model/marker.ts';
import type { DesiredResource, DesiredState } from '../model/resource.ts';
import { secretsIn } from '../model/tree.ts';
import type { Source } from '../model/tree.ts';
import { validate } from '../pipeline.ts';
import { applied, isWhole } from './apply.ts';
import type { OtherEdit } from './apply.ts';
import { left } from './place.ts';
import { declarer } from './declare.ts';
import type { Declared } from './declare.ts';
import { mismatchesOf, nameOfMismatch, namesOfMismatch } from './mismatches.ts';
import type { Mismatches } from './mismatches.ts';
import { keptFolders } from './folder-files.ts';
import { foundIn } from './items.ts';
import { asKeywords } from './keep-here.ts';
import { messages } from './messages.ts';
import type { Found } from './proposal.ts';
import { withRenames } from './rename-edits.ts';
import type { LiveRenames } from './renames.ts';
import { keywordChanges, withoutWritten } from './readings.ts';
import type { InPlaceInput, InPlaceOptions } from './options.ts';
import type { KeywordChanges, KeywordReading } from './readings.ts';
import { exactNode, sheetReader } from './sheets.ts';
import { withSharedFiles } from './shared-files.ts';
import type { Sheet } from './sheets.ts';

/** What a pull into files comes to. Nothing has been written. */
export interface InPlace {
  found: Found[];
  keywords: KeywordReading[];
  /** New texts of files, by the path that messages name them by; `undefined` for files that go. */
  texts: Map<string, string | undefined>;
  /** Of each address the other environments that the change is for, too. */
  others: Map<Address, string[]>;
  /** How many differences are left in the environment. */
  left: number;
}

/** How often proposals are taken back that turn out not to bring in what they should. */
const rounds = 12;

/**
 * Brings what is live into the files of an environment.
 *
 * Every difference has its proposals; the files are resolved again with all of them, in memory, and what then still differs has to
 * be exactly what is reported as left. Throws when it is not.
 */
export function inPlace(input: InPlaceInput, options: InPlaceOptions): InPlace {
  const { project, environment, snapshot, known } = input;
  const goal = goalOf(project, environment, options);
  const before = mismatchesOf(goal, snapshot, known);
  const isMarker = markerOf(project.loaded.keywordNames);
  const sheetOf = sheetReader(isMarker);
  const files = {
    keywords: goal.keywords,
    isMarker,
    sheetOf,
    templates: templatesIn(before.desired, sheetOf, isMarker),
  };
  const declared = declarer(input, goal, before, options);
  const possible = foundIn(before.mismatches, files, {
    gone: options.gone,
    isSkipping: options.new === 'skip',
    catalog: goal.target.catalog,
    desired: before.desired,
    unclear: before.renames.unclear,
    moved: before.moved,
    ambiguous: before.live.ambiguous,
    unread: before.unread,
    ...declared,
  });
  const proposed = withSharedFiles(possible, before.desired);
  let found = withRenames(proposed, input, goal, before, { files, as: options.as });
  for (let round = 0; round < rounds; round += 1) {
    const step = attempt(input, goal, before, { found, options, declared });
    const changed = input.reload(step.texts);
    const after = goalOf(changed, environment, options);
    const [wrong] = step.texts.size === 0 ? [] : errorsIn(changed);
    if (wrong !== undefined) {
      const blamed = blame(step.found, wrong);
      if (blamed.length === 0) throw new Error(`the files would be wrong afterwards: ${wrong.message}`);
      found = takenBack(found, new Set(blamed), messages.refused(wrong.message));
      continue;
    }
    const open = mismatchesOf(after, snapshot, known).mismatches.flatMap(namesOfMismatch);
    const remaining = new Set(open.map((name) => byOldName(name, before.renames)));
    const expected = new Set(
      step.found.filter((one) => !isWhole(one)).map(({ address, path }) => nameOfMismatch(address, path)),
    );
    const surprising = [...remaining].filter((name) => !expected.has(name));
    if (surprising.length === 0) return result(input, withoutDone(step, remaining), before, remaining.size, options);
    const blamed = surprising.filter((name) => found.some((one) => nameOf(one) === name));
    // What is called by its parts may have changed its name with them.
    const names = blamed.length > 0 ? blamed : step.found.filter((one) => isRenamed(one, before)).map(nameOf);
    if (names.length === 0)
      throw new Error(`after the pull these would differ: ${surprising.join(', ').replaceAll('\n', ' ')}`);
    found = takenBack(found, new Set(names), messages.unproven());
  }
  throw new Error('the files would not say what the tenant has');
}

interface Step {
  found: Found[];
  keywords: KeywordChanges;
  texts: Map<string, string | undefined>;
}

function attempt(
  { project, environment }: InPlaceInput,
  goal: FilesGoal,
  before: Mismatches,
  { found, options, declared }: { found: Found[]; options: InPlaceOptions; declared: Declared },
): Step {
  const isMarker = markerOf(project.loaded.keywordNames);
  const file = project.loaded.environments.get(environment);
  const keywords: KeywordChanges =
    file === undefined
      ? { readings: [], edits: [] }
      : keywordChanges(found, goal, before, { environment: file, updates: options.keywords === 'update', isMarker });
  const rest = withoutWritten(found, keywords);
  const kept =
    options.as === 'keyword'
      ? asKeywords(rest, project, goal, isMarker)
      : { found: rest, edits: [] satisfies OtherEdit[] };
  const made = applied(kept.found, [...keywords.edits, ...kept.edits], isMarker);
  const texts = new Map([...made.texts, ...declared.texts(made.found)]);
  return { found: made.found, keywords, texts: new Map([...texts, ...keptFolders(texts, project)]) };
}

/** Without what has come in by another change, as a part of an object that is gone. */
function withoutDone(step: Step, remaining: ReadonlySet<string>): Step {
  return { ...step, found: step.found.filter((one) => isWhole(one) || remaining.has(nameOf(one))) };
}

function goalOf(project: Project, environment: string, { only }: InPlaceOptions): FilesGoal {
  return goalOfPull(goalOfFiles(project, environment), only);
}

/** What is wrong with the files for any environment. */
function errorsIn(project: Project): Diagnostic[] {
  const { diagnostics } = validate(project, [...project.loaded.environments.keys()]);
  return diagnostics.filter(({ severity }) => severity === 'error');
}

/** The differences that make something wrong: of its resource; or in its file, of these first the ones that the message names. */
function blame(found: readonly Found[], { origin, address, message }: Diagnostic): string[] {
  const written = found.filter((one) => isWhole(one) && one.proposals.length > 0);
  const own = written.filter((one) => one.address === address);
  const near = written.filter(({ proposals }) =>
    proposals.some((one) => one.type !== 'left' && one.source.path === origin?.source.path),
  );
  const named = near.filter(({ proposals }) =>
    proposals.some(
      (one) => one.type === 'edit' && textsOf(one.edit).some((text) => text.length > 2 && message.includes(text)),
    ),
  );
  const [first = []] = [own, named, near, written].filter(({ length }) => length > 0);
  return first.map((one) => nameOfMismatch(one.address, one.path));
}

function textsOf(edit: Edit): string[] {
  const texts = (value: Json): string[] => {
    if (typeof value === 'string') return [value];
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [];
  };
  if (edit.do === 'set') return texts(edit.value);
  return edit.do === 'insert' ? edit.values.flatMap(texts) : [];
}

/** How texts with markers are written, by what they come to; those that are written in two ways are not among them. */
function templatesIn(
  { resources }: DesiredState,
  sheetOf: (source: Source) => Sheet | undefined,
  isMarker: IsMarker,
): Map<string, string> {
  const found = new Map<string, string | undefined>();
  for (const { source } of resources.values()) {
    for (const { path } of source?.traces ?? []) {
      const node = source === undefined ? undefined : exactNode(source.node, path.slice(source.prefix.length));
      if (
        node?.type !== 'scalar' ||
        typeof node.value !== 'string' ||
        node.file !== undefined ||
        secretsIn(node.trace).length > 0
      )
        continue;
      const sheet = sheetOf(node.origin.source);
      const written = exactNode(sheet?.root, sheet?.pathOf(node.origin) ?? ['?']);
      if (written?.type !== 'scalar' || typeof written.value !== 'string') continue;
      const text = escapedText(written.value, isMarker);
      if (/^@@\w+@@$/.test(text)) continue;
      found.set(node.value, found.has(node.value) && found.get(node.value) !== text ? undefined : text);
    }
  }
  return new Map([...found].flatMap(([value, text]) => (text === undefined ? [] : [[value, text]])));
}

/** The name of a mismatch as it was before something got its new name in the files. */
function byOldName(name: string, { renamed }: LiveRenames): string {
  const found = [...renamed].find(
    ([, { address }]) => name.startsWith(`${address}\n`) || name.startsWith(`${address}/`),
  );
  return found === undefined ? name : found[0] + name.slice(found[1].address.length);
}

/** Whether a new name is written. */
function isRenamed(one: Found, { renames }: Mismatches): boolean {
  return renames.renamed.has(one.address) && isWhole(one);
}

function nameOf({ address, path }: Found): string {
  return nameOfMismatch(address, path);
}

function takenBack(found: readonly Found[], names: ReadonlySet<string>, why: string): Found[] {
  return found.map((one): Found => {
    if (!names.has(nameOfMismatch(one.address, one.path))) return one;
    const [first] = one.proposals;
    return { ...one, proposals: [left(why, first?.source, first?.offset)] };
  });
}

function result(
  input: InPlaceInput,
  { found, keywords, texts }: Step,
  before: Mismatches,
  remaining: number,
  options: InPlaceOptions,
): InPlace {
  const { project, environment, reload } = input;
  const others = new Map<Address, string[]>();
  const after = reload(texts);
  for (const name of project.loaded.environments.keys()) {
    if (name === environment || texts.size === 0) continue;
    const [old, now] = [project, after].map((one) => goalOf(one, name, options).desired.resources);
    for (const origin of changedOrigins(old ?? new Map(), now ?? new Map())) {
      const own =
        [...before.desired.resources.values()].find((one) => originOf(one) === origin) ??
        before.desired.resources.get(origin);
      if (own !== undefined) others.set(own.address, [...(others.get(own.address) ?? []), name]);
    }
  }
  return { found, keywords: keywords.readings, texts, others, left: remaining };
}

/** Where the resources are declared that another environment says something else of; new ones are not among them. */
function changedOrigins(
  old: ReadonlyMap<Address, DesiredResource>,
  now: ReadonlyMap<Address, DesiredResource>,
): Set<string> {
  const changed = new Set<string>();
  for (const [address, resource] of old)
    if (!isSame(now.get(address)?.body, resource.body)) {
      changed.add(originOf(resource));
      if (resource.parent !== undefined && !now.has(address))
        changed.add(originOf(old.get(resource.parent) ?? resource));
    }
  for (const [address, resource] of now) {
    const parent = old.get(resource.parent ?? '');
    if (!old.has(address) && parent !== undefined) changed.add(originOf(parent));
  }
  return changed;
}

function originOf({ source, address }: DesiredResource): string {
  return source === undefined ? address : `${source.node.origin.source.path}:${source.node.origin.start}`;
}
