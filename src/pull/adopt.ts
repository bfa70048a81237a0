import type { Catalog } from '../catalog/catalog.ts';
import type { Address } from '../model/address.ts';
import { compareText, omit, stableText } from '../model/json.ts';
import type { Json } from '../model/json.ts';
import { isKeywordName } from '../model/keyword.ts';
import { select } from '../model/path.ts';
import { align } from './align.ts';
import type { EnvironmentForm, Group, Said } from './align.ts';
import { withoutBaseline } from './file-form.ts';
import type { Baseline, FileResource } from './file-form.ts';
import { messages } from './messages.ts';
import { namesOfRows } from './keyword-names.ts';
import { merged } from './merge.ts';
import { renamed, rowsAfter } from './rows.ts';
import type { Row, Rows } from './rows.ts';
import { parted, suffixOf } from './texts.ts';
import { hasWord } from './words.ts';

/** A keyword for a value that is not the same in all environments. */
export interface AdoptedKeyword {
  name: string;
  /** By the place of the environment in the list. */
  values: readonly Json[];
  uses: Row['uses'];
}

/** Several tenants as one set of files. */
export interface Adopted {
  /** In the order of their names: in which they were given does not matter. */
  environments: readonly EnvironmentForm[];
  shared: FileResource[];
  /** What only one environment has, by its name. */
  own: Map<string, FileResource[]>;
  keywords: AdoptedKeyword[];
  /** Those that are taken for the same although their keys are not. */
  alike: Group[];
}

/** What an adoption goes by beside what the tenants have. */
export interface AdoptOptions {
  catalog: Catalog;
  baseline: Baseline;
  said: Said;
  /** Better names for keywords than those that are chosen. */
  names?: ReadonlyMap<string, string>;
}

/** How often keywords of several environments are looked for: those that are found late are known from the start in the next round. */
const mostRounds = 3;

/** What all tenants have as one set of resources, keywords for what differs, and what only one has. */
export function adopt(
  given: readonly EnvironmentForm[],
  { catalog, baseline, said, names: wanted = new Map() }: AdoptOptions,
): Adopted {
  const environments = given.toSorted((a, b) => compareText(a.name, b.name));
  const aligned = align(environments, catalog, said);
  checkSaid(said, environments, aligned);
  const groups = aligned.map((group) => withoutUsual(group, baseline));
  const whole = groups.filter(({ members }) => members.size === environments.length);
  const suffixes = suffixesIn(whole, environments);
  const neutral = neutralNames(groups, environments);
  const seed = builtIn(environments);
  let rows = rowsAfter(seed);
  let shared: FileResource[] = [];
  let split: Group[] = [];
  const rounds = environments.length > 1 ? mostRounds : 1;
  for (let round = 0; round < rounds; round += 1) {
    rows = rowsAfter(rows.all());
    const found = mergeAll(whole, environments, { rows, suffixes, neutral });
    shared = found.shared;
    split = found.split;
  }
  const used = rows.all().filter(({ uses }) => uses.length > 0);
  const known = new Map(seed.flatMap(({ id, name }) => [[id, name] as const]));
  const own = used.filter(({ id }) => !known.has(id));
  const names = new Map([...betterNames(namesOfRows(own, environments), wanted), ...known]);
  const apart = [...groups.filter(({ members }) => members.size < environments.length), ...split];
  return {
    environments,
    shared: shared.flatMap((one) => {
      const body = renamed(one.body, names);
      const kept = typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...one, body } : one;
      return kept;
    }),
    own: new Map(environments.map(({ name }, index) => [name, membersOf(apart, index)])),
    keywords: own.map(({ id, values, uses }) => ({ name: names.get(id) ?? id, values, uses })),
    alike: whole.filter(({ because, members }) => because !== undefined && isRenamed(members)),
  };
}

/** Throws a `UsageError` when the user speaks of what no environment has, or calls the same what cannot be. */
function checkSaid({ same, notSame }: Said, environments: readonly EnvironmentForm[], groups: readonly Group[]): void {
  const known = new Set(environments.flatMap(({ resources }) => resources.map(({ address }) => address)));
  const unknown = [...same, ...notSame].flat().find((address) => !known.has(address));
  if (unknown !== undefined) throw messages.addressUnknown(unknown, [...known]);
  const isTogether = ({ members }: Group, pair: readonly Address[]): boolean => {
    const addresses = [...members.values()].map(({ address }) => address);
    return pair.every((address) => addresses.includes(address));
  };
  const apart = same.find((pair) => !groups.some((group) => isTogether(group, pair)));
  if (apart !== undefined) throw messages.notTheSame(apart);
}

/** A row for each keyword that every environment has without being told. */
function builtIn(environments: readonly EnvironmentForm[]): (Row & { name: string })[] {
  if (environments.length < 2) return [];
  const rows = [
    { name: 'TENANTRY_ENVIRONMENT', form: 'suffix', values: environments.map(({ name }) => name) },
    { name: 'TENANTRY_DOMAIN', form: 'host', values: environments.map(({ domain }) => domain) },
  ] as const;
  return rows.map((row, index) => ({ ...row, id: `K${index + 1}`, uses: [] }));
}

function mergeAll(
  groups: readonly Group[],
  environments: readonly EnvironmentForm[],
  known: { rows: Rows; suffixes: ReadonlySet<string>; neutral: (text: string, index: number) => string },
): { shared: FileResource[]; split: Group[] } {
  const shared: FileResource[] = [];
  const split: Group[] = [];
  for (const group of groups) {
    // Keywords for most of what a resource says would hide that there are several.
    const most = Math.max(3, leavesOf(group) / 2);
    const isSingle = group.type.identity.keys.length === 0;
    const found = known.rows.attempt(
      () => merged(group, environments, known),
      (added) => !isSingle && added > most,
    );
    if (found === undefined) split.push(group);
    else shared.push(found);
  }
  return { shared, split };
}

function leavesOf({ members }: Group): number {
  const counts = [...members.values()].map(
    ({ body }) => select(body, '**').filter(({ value }) => typeof value !== 'object').length,
  );
  return Math.max(...counts, 0);
}

/** The members without the fields that go without saying in all of them. */
function withoutUsual(group: Group, baseline: Baseline): Group {
  const kept = [...group.members].map(([index, member]) => ({
    index,
    member,
    said: withoutBaseline(member, baseline),
  }));
  if (kept.every(({ said }) => said === undefined)) return { ...group, members: new Map() };
  const fields = new Set(kept.flatMap(({ said }) => Object.keys(said?.body ?? {})));
  const members = kept.map(({ index, member }): [number, FileResource] => [
    index,
    {
      ...member,
      body: omit(
        member.body,
        Object.keys(member.body).filter((field) => !fields.has(field)),
      ),
    },
  ]);
  return { ...group, members: new Map(members) };
}

/** What several names have behind them: the rows of texts that at least two of them differ by. */
function suffixesIn(groups: readonly Group[], environments: readonly EnvironmentForm[]): Set<string> {
  const counts = new Map<string, { count: number; isOfEnvironment: boolean }>();
  for (const { members } of groups) {
    const bodies = [...members].toSorted(([a], [b]) => a - b).map(([, { body }]) => body);
    const fields = new Set(bodies.flatMap((body) => Object.keys(body)));
    for (const field of fields) {
      const texts = bodies.map((body) => body[field]).filter((value) => typeof value === 'string');
      if (texts.length < bodies.length || texts.every((text) => text === texts[0])) continue;
      const row = suffixOf(texts);
      if (row === undefined) continue;
      const { middles } = parted(texts);
      // Behind words that are the same, what only says the environment is a label wherever it stands.
      const isOfEnvironment =
        texts.every((text) => /\s/.test(text)) &&
        middles.every((middle, index) => middle === '' || hasWord(middle, environments[index]?.words ?? new Set()));
      counts.set(row, { count: (counts.get(row)?.count ?? 0) + 1, isOfEnvironment });
    }
  }
  const found = [...counts].flatMap(([row, { count, isOfEnvironment }]) => (count > 1 || isOfEnvironment ? [row] : []));
  return new Set([...found, stableText(environments.map(({ name }) => name))]);
}

/** The names of aligned resources as what they are in all environments, by which the items of lists are told apart. */
function neutralNames(
  groups: readonly Group[],
  environments: readonly EnvironmentForm[],
): (text: string, index: number) => string {
  const tables = environments.map(() => new Map<string, string>());
  for (const [number, { members }] of groups.entries()) {
    for (const [index, { key }] of members) {
      const table = tables[index];
      if (table?.has(key) === false) table.set(key, `\n${number}`);
    }
  }
  return (text, index) => tables[index]?.get(text) ?? text;
}

function membersOf(groups: readonly Group[], index: number): FileResource[] {
  return groups.flatMap(({ members }) => members.get(index) ?? []);
}

function isRenamed(members: ReadonlyMap<number, FileResource>): boolean {
  return new Set([...members.values()].map(({ key }) => key)).size > 1;
}

/** Names that environments have values for without being told. */
const reserved = /^TENANTRY_/i;

/** The names of keywords as the user wants them. Throws a `UsageError` for one that there is not, that is taken, or that cannot be. */
function betterNames(names: ReadonlyMap<string, string>, wanted: ReadonlyMap<string, string>): Map<string, string> {
  const chosen = [...names.values()];
  for (const [name, better] of wanted) {
    if (!chosen.includes(name)) throw messages.keywordUnknown(name, chosen);
    if (!isKeywordName(better) || reserved.test(better)) throw messages.keywordName(better);
  }
  const better = new Map([...names].map(([id, name]) => [id, wanted.get(name) ?? name]));
  const counts = [...better.values()];
  const twice = counts.find((name, index) => counts.indexOf(name) !== index);
  if (twice !== undefined) throw messages.keywordTaken(twice);
  return better;
}
