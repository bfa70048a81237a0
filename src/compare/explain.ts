import type { Catalog, Type } from '../catalog/catalog.ts';
import { typeOf } from '../catalog/catalog.ts';
import { arrange, comparable, itemField } from '../canonical/comparable.ts';
import { originAt } from '../canonical/origin.ts';
import type { Address } from '../model/address.ts';
import type { Change } from '../model/change.ts';
import type { Config } from '../model/config.ts';
import { placeOf } from '../model/diagnostic.ts';
import type { Explanation, SaidElsewhere } from '../model/explanation.ts';
import { isSame } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import type { Keywords } from '../model/keyword.ts';
import { formatPath, isInside, isMatch, itemSegment, valueAt } from '../model/path.ts';
import type { Path } from '../model/path.ts';
import type { DesiredResource } from '../model/resource.ts';
import { withoutMark } from '../model/selector.ts';
import type { Selectable } from '../model/selector.ts';
import { noMemory } from '../secrets/secret-memory.ts';
import { hiddenSecrets, isSecretPlace } from '../secrets/secrets.ts';
import { choiceOf } from '../selection.ts';
import type { EnvironmentSide } from './environments.ts';
import { alignDeclared } from './alignment.ts';
import { childrenAt, explainList } from './explain-list.ts';
import { markersAt } from './environments.ts';
import { fieldChange, secretsOf } from './fields.ts';

/** What an explanation is made of. */
export interface Explained {
  config: Config;
  catalog: Catalog;
  keywords: Keywords;
  side: EnvironmentSide;
  /** What the files of the other environments declare. */
  others: readonly { environment: string; side: EnvironmentSide }[];
}

/** The longest of some addresses that a text begins with, and the field that stands behind it. */
export function addressIn(text: string, known: Iterable<Address>): { address: Address; field: string } | undefined {
  const fitting = [...known].filter(
    (address) => text.startsWith(address) && /^(?:$|[.[])/.test(text.slice(address.length)),
  );
  const address = fitting.reduce<string | undefined>(
    (best, one) => (best === undefined || one.length > best.length ? one : best),
    undefined,
  );
  return address === undefined ? undefined : { address, field: text.slice(address.length) };
}

/** Why a resource, or one of its fields, is what it is. */
export function explain(address: Address, field: string, given: Explained): Explanation {
  const { config, catalog, side } = given;
  const { tenant } = side;
  const desired = side.desired.resources.get(address);
  const live = tenant?.live.resources.get(address);
  const known = config.excluded.find((one) => one.address === address);
  const resource: Selectable = desired ?? live ?? known ?? { type: address.split('/')[0] ?? '', address };
  const type = typeOf(catalog, resource.type);
  const path = pathIn(type, field);
  const isSecret = (at: Path): boolean =>
    isSecretPlace(type, at) ||
    (desired !== undefined && secretsOf(type, desired.body, desired.source?.traces ?? [])(at));
  const list = childrenAt(type, path);
  const children = list === undefined ? undefined : explainList(address, { ...given, name: list, path, desired });
  const own = desired === undefined ? undefined : filesOf(type, path, desired, given);
  const isSaid = children === undefined ? own !== undefined : children.files !== undefined;
  const policy = policyOf(type, path, resource, given);
  const shown = shownBy(type, path, isSecret);
  return {
    tenant: config.tenant,
    environment: config.environment.name,
    address,
    type: type.name,
    path: formatPath(path),
    ...(children ?? {
      ...(own === undefined ? {} : { files: { ...shown(own.body), ...own.said } }),
      others: elsewhere(type, path, desired, given),
      live: tenant === undefined ? { state: 'not read' } : liveOf(type, path, desired?.body, live?.body, shown),
    }),
    isManaged: isSaid && !policy.some(({ rule }) => rule === 'excluded' || rule === 'ignored'),
    policy,
    ...secretOf(type, path, desired, given),
    ...(type.defaults?.[String(path[0])] === undefined || path.length !== 1
      ? {}
      : { default: type.defaults[String(path[0])] ?? null }),
  };
}

/** The place that a text behind an address names, as in `.callbacks`, `.scopes[read]` or `.client_metadata["a b"]`. */
function pathIn(type: Type, text: string): Path {
  const found: (string | number)[] = [];
  for (const [, name, quoted, item] of text.matchAll(/\.?([^.[\]]+)|\["((?:[^"\\]|\\.)*)"\]|\[([^\]]*)\]/g)) {
    if (name !== undefined) found.push(found.length === 0 ? (type.aliases?.[name] ?? name) : name);
    else if (quoted !== undefined) found.push(quoted);
    else if (itemField(type, found) !== undefined) found.push(itemSegment(item ?? ''));
    else found.push(/^\d+$/.test(item ?? '') ? Number(item) : (item ?? ''));
  }
  return found;
}

/** A value in a body at a place, masked; nothing of a resource as a whole. */
function shownBy(type: Type, path: Path, isSecret: (path: Path) => boolean): (body: Body) => { value?: Json } {
  return (body) => {
    if (path.length === 0) return {};
    const { after } = fieldChange(type, { live: {}, desired: body }, path, isSecret);
    return after === undefined ? {} : { value: after };
  };
}

/** What the files say in a place; nothing when they do not speak of it. */
function filesOf(
  type: Type,
  path: Path,
  desired: DesiredResource,
  { keywords }: Explained,
): { body: Body; said: Omit<NonNullable<Explanation['files']>, 'value'> } | undefined {
  const body = arrange(type, desired.body);
  const markers = markersAt(type, path, desired);
  const isUnknown = (desired.source?.traces ?? []).some((one) => isInside(one.path, path) || isInside(path, one.path));
  if (valueAt(body, path) === undefined && !isUnknown) return undefined;
  const origin = originAt(desired, path);
  return {
    body,
    said: {
      ...(origin === undefined ? {} : { place: placeOf(origin) }),
      markers: (path.length === 0 ? [] : markers).map((marker) => {
        const at = keywords.get(marker.slice(2, -2))?.origin;
        return { marker, ...(at === undefined ? {} : { place: placeOf(at) }) };
      }),
    },
  };
}

function liveOf(
  type: Type,
  path: Path,
  desired: Body | undefined,
  live: Body | undefined,
  shown: (body: Body) => { value?: Json },
): Explanation['live'] {
  if (live === undefined) return { state: 'absent' };
  const pair = desired === undefined ? undefined : comparable(type, desired, live);
  const own = arrange(type, live);
  const isSpokenOf = pair !== undefined && valueAt(pair.desired, path) !== undefined;
  const isEqual = isSpokenOf && isSame(valueAt(pair.desired, path), valueAt(pair.live, path));
  if (isEqual) return { state: 'same', ...shown(own) };
  const { value } = shown(isSpokenOf ? pair.live : own);
  return path.length > 0 && value === undefined
    ? { state: 'absent' }
    : { state: 'differs', ...(value === undefined ? {} : { value }) };
}

/** What the files say in the same place for the other environments. */
function elsewhere(type: Type, path: Path, desired: DesiredResource | undefined, given: Explained): SaidElsewhere[] {
  return given.others.map(({ environment, side }) => {
    const own = desired === undefined ? [] : [desired];
    const pair = alignDeclared(own, side.desired.resources.values(), new Map(), given.catalog).find(
      ({ a }) => a === desired,
    );
    if (pair?.b === undefined || desired === undefined) return { environment };
    const isSecret = secretsOf(type, pair.b.body, pair.b.source?.traces ?? []);
    const { address, body } = pair.b;
    return { environment, address, ...shownBy(type, path, isSecret)(arrange(type, body)) };
  });
}

function policyOf(
  type: Type,
  path: Path,
  resource: Selectable,
  { config, catalog, side }: Explained,
): Explanation['policy'] {
  const { selection, tenant } = side;
  const named = config.environment.selectors.find(
    ({ text, setting }) => setting === 'exclude' && choiceOf([withoutMark(text)], catalog).names(resource),
  );
  const isExcluded =
    selection.isExcluded(resource) || config.excluded.some(({ address }) => address === resource.address);
  const ignored = selection.ignoredFields(type).find((pattern) => path.length > 0 && isMatch(pattern, path, true));
  const protector = selection.protectedBy(resource);
  const change: Change | undefined = tenant?.changes.find(({ address }) => address === resource.address);
  return [
    ...(isExcluded ? [{ rule: 'excluded' as const, by: named?.text ?? 'include' }] : []),
    ...(ignored === undefined ? [] : [{ rule: 'ignored' as const, by: ignored }]),
    ...(protector === undefined ? [] : [{ rule: 'protected' as const, by: protector }]),
    ...(change?.withheld === undefined ? [] : [{ rule: 'withheld' as const, by: change.withheld.reason }]),
  ];
}

/** Whether a secret is known to be the one that was applied last. */
function secretOf(
  type: Type,
  path: Path,
  desired: DesiredResource | undefined,
  { side }: Explained,
): Pick<Explanation, 'secret'> {
  if (desired === undefined || path.length === 0 || !isSecretPlace(type, path)) return {};
  const found = hiddenSecrets(type, desired.body, {}).find((one) => isInside(one.path, path));
  const memory = side.tenant?.memory ?? noMemory;
  return {
    secret: found === undefined ? 'unknown' : memory.compare(desired.address, formatPath(found.path), found.value),
  };
}
