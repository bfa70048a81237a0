import { byDependency } from '../canonical/names.ts';
import { keyReferences } from '../canonical/references.ts';
import { targetTypeNames } from '../catalog/catalog.ts';
import type { Catalog, Type } from '../catalog/catalog.ts';
import { addressOf } from '../model/address.ts';
import type { Address } from '../model/address.ts';
import { groupBy } from '../model/group.ts';
import { compareText, isSame, keyText, own, stableText } from '../model/json.ts';
import type { FileResource } from './file-form.ts';
import { withoutWords } from './words.ts';

/** What one environment has. */
export interface EnvironmentForm {
  name: string;
  /** The tenant's host, which stands in the identifiers of Auth0's own APIs. */
  domain: string;
  words: ReadonlySet<string>;
  resources: readonly FileResource[];
}

/** Resources of several environments that are taken for the same. */
export interface Group {
  type: Type;
  /** By the place of the environment in the list; not all have it. */
  members: Map<number, FileResource>;
  /** Why they are taken for the same, where that is not their key. */
  because?: 'name' | 'said';
}

/** What the user says of what is the same. */
export interface Said {
  /** Pairs of addresses. */
  same: readonly (readonly [Address, Address])[];
  notSame: readonly (readonly [Address, Address])[];
}

/** By environment the group in which an address is. */
type Known = Map<Address, Group>[];

/** By what the resources of a type are compared; nothing for one that has no such thing. */
type Token = (resource: FileResource, environment: EnvironmentForm, index: number) => string | undefined;

/**
 * Groups the resources of several environments: those of a type behind those that its keys refer to, so that a reference is compared
 * by what it leads to and not by its text.
 *
 * What is unique by its key in each environment goes together; then, without the words for the environment, what is unique by key or
 * name; first what all have, then what some have.
 */
export function align(environments: readonly EnvironmentForm[], catalog: Catalog, said: Said): Group[] {
  const known: Known = environments.map(() => new Map());
  const lists = environments.map(({ resources }) => groupBy(resources, ({ type }) => type.name));
  const groups: Group[] = [];
  for (const type of byDependency(catalog)) {
    const left = lists.map((list) => new Set(list.get(type.name) ?? []));
    const take = (members: Map<number, FileResource>, because?: Group['because']): void => {
      const group: Group = { type, members, ...(because === undefined ? {} : { because }) };
      groups.push(group);
      for (const [index, member] of members) {
        left[index]?.delete(member);
        known[index]?.set(member.address, group);
      }
    };
    for (const members of saidGroups(left, said.same)) take(members, 'said');
    const passes = passesFor(type, known, groups);
    for (const isInAll of [true, false]) {
      for (const { token, because } of passes) {
        for (const members of matched(left, token, environments, isInAll)) {
          if (!isSeparate(members, said.notSame)) take(members, because);
        }
      }
    }
    for (const members of lone(left, environments)) if (!isSeparate(members, said.notSame)) take(members, 'name');
    for (const [index, rest] of left.entries()) for (const one of rest) take(new Map([[index, one]]));
  }
  return inOrder(groups, catalog);
}

/** Groups in the order of the catalog, then by their keys in the first environment that has them. */
function inOrder(groups: readonly Group[], catalog: Catalog): Group[] {
  const order = new Map([...catalog.keys()].map((name, index) => [name, index]));
  const keyOf = ({ members }: Group): string => [...members].sort(([a], [b]) => a - b)[0]?.[1].key ?? '';
  return groups.toSorted(
    (a, b) => (order.get(a.type.name) ?? 0) - (order.get(b.type.name) ?? 0) || compareText(keyOf(a), keyOf(b)),
  );
}

function passesFor(type: Type, known: Known, groups: readonly Group[]): { token: Token; because?: Group['because'] }[] {
  const numbers = new Map(groups.map((group, index) => [group, index]));
  const references = keyReferences(type);
  /** The fields of a key, each reference as the group that it leads to. */
  const parts = ({ body, key }: FileResource, { domain }: EnvironmentForm, index: number): string[] => {
    if (type.identity.keys.length === 0) return [];
    const values = type.identity.keys.map((field) => {
      const value = keyText(own(body, field) ?? type.defaults?.[field] ?? null);
      const reference = references.find(([name]) => name === field)?.[1];
      const targets = reference === undefined ? [] : targetTypeNames(type, reference);
      const group = targets.map((name) => known[index]?.get(addressOf(name, value))).find((one) => one !== undefined);
      return group === undefined ? withoutDomain(value, domain) : `\n${numbers.get(group)}`;
    });
    return values.every((value) => value === 'null') ? [key] : values;
  };
  const byKey: Token = (resource, environment, index) => stableText(parts(resource, environment, index));
  const byWords: Token = (resource, environment, index) => {
    const plain = parts(resource, environment, index).map((part) =>
      part.startsWith('\n') ? part : withoutWords(part, environment.words),
    );
    return plain.every((part) => part === '') ? undefined : stableText(plain);
  };
  const byName: Token = ({ body }, { words }) => {
    const name = own(body, 'name') ?? own(body, 'display_name');
    const plain = typeof name === 'string' ? withoutWords(name, words) : '';
    return plain === '' ? undefined : plain;
  };
  return [{ token: byKey }, { token: byWords, because: 'name' }, { token: byName, because: 'name' }];
}

/** An identifier of one of Auth0's own APIs has the tenant's domain in it, which is another one everywhere. */
function withoutDomain(text: string, domain: string): string {
  return domain === '' ? text : text.replaceAll(domain, '\t');
}

/** The rows of those that have a token alone in their environment: that all have, or that several have. */
function matched(
  left: readonly ReadonlySet<FileResource>[],
  token: Token,
  environments: readonly EnvironmentForm[],
  isInAll: boolean,
): Map<number, FileResource>[] {
  const tables = left.map((rest, index) => {
    const environment = environments[index];
    const named = [...rest].flatMap((one): [string, FileResource][] => {
      const text = environment === undefined ? undefined : token(one, environment, index);
      return text === undefined ? [] : [[text, one]];
    });
    return groupBy(named, ([text]) => text);
  });
  const tokens = new Set(tables.flatMap((table) => [...table.keys()]));
  return [...tokens].sort(compareText).flatMap((text) => {
    const rows = tables.map((table) => table.get(text) ?? []);
    const members = rows.flatMap((row, index): [number, FileResource][] =>
      row.length === 1 && row[0] !== undefined ? [[index, row[0][1]]] : [],
    );
    const isUnique = rows.every((row) => row.length < 2);
    const isEnough = isInAll ? members.length === left.length : members.length > 1;
    return isUnique && isEnough ? [new Map(members)] : [];
  });
}

/**
 * The one resource that is left in each environment, when it is known by a host and at least half of what they say is the same: a
 * host says nothing of what it is for, while other names were given to other things.
 */
function lone(
  left: readonly ReadonlySet<FileResource>[],
  environments: readonly EnvironmentForm[],
): Map<number, FileResource>[] {
  if (left.some((rest) => rest.size !== 1) || environments.length < 2) return [];
  const members = left.flatMap((rest) => [...rest]);
  const [first, ...others] = members;
  if (first === undefined || !members.every(({ key }) => isHost(key))) return [];
  const fields = [...new Set(members.flatMap(({ body }) => Object.keys(body)))];
  const equal = fields.filter((field) => others.every(({ body }) => isSame(own(body, field), own(first.body, field))));
  return equal.length * 2 >= fields.length ? [new Map(members.entries())] : [];
}

function isHost(text: string): boolean {
  return /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i.test(text);
}

function saidGroups(left: readonly ReadonlySet<FileResource>[], same: Said['same']): Map<number, FileResource>[] {
  const sets: Set<Address>[] = [];
  for (const [a, b] of same) {
    const found = sets.find((set) => set.has(a) || set.has(b));
    if (found === undefined) sets.push(new Set([a, b]));
    else found.add(a).add(b);
  }
  return sets.flatMap((set) => {
    const members = left.flatMap((rest, index): [number, FileResource][] => {
      const found = [...rest].find(({ address }) => set.has(address));
      return found === undefined ? [] : [[index, found]];
    });
    return members.length > 1 ? [new Map(members)] : [];
  });
}

function isSeparate(members: ReadonlyMap<number, FileResource>, notSame: Said['notSame']): boolean {
  const addresses = new Set([...members.values()].map(({ address }) => address));
  return notSame.some(([a, b]) =>
    a === b ? addresses.has(a) && addresses.size > 1 : addresses.has(a) && addresses.has(b),
  );
}
