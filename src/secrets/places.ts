import { arrangedPath } from '../canonical/comparable.ts';
import { typeOf } from '../catalog/catalog.ts';
import type { Catalog, Type } from '../catalog/catalog.ts';
import { digest } from '../model/inputs.ts';
import { compareText, isBody, isEmpty, own } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import { formatPath, isInside, select, valueAt } from '../model/path.ts';
import type { Path } from '../model/path.ts';
import type { Plan, SecretPlace } from '../model/plan.ts';
import type { DesiredResource, DesiredState, ResourceSource } from '../model/resource.ts';
import { fits } from './placeholders.ts';
import { isSecretPlace, secretPatterns } from './secrets.ts';

/** Longer texts around secrets, such as code, are told by their digests. */
const longest = 200;

/** What stands for a secret that the files write as it is. */
const literal = '(secret)';

/**
 * Where the files put secrets in these resources, whether their values are known here or not: the same files give the same
 * places, in the order of their addresses.
 */
export function secretsIn(
  { resources }: DesiredState,
  isAbout: (resource: DesiredResource) => boolean,
  catalog: Catalog,
): Pick<Plan, 'secrets'> {
  const wanted = [...resources.values()].filter(isAbout);
  const found = wanted.flatMap((resource) => placesIn(typeOf(catalog, resource.type), resource));
  const secrets = found.sort(
    (a, b) => compareText(a.address, b.address) || compareText(a.path, b.path) || compareText(a.from, b.from),
  );
  return secrets.length === 0 ? {} : { secrets };
}

function placesIn(type: Type, { address, body, marked = body, source }: DesiredResource): SecretPlace[] {
  const traced = (source?.traces ?? []).flatMap(({ path, trace: { written } }) =>
    written === undefined ? [] : [{ path, from: isSecretPlace(type, path) ? markersIn(written) : shortened(written) }],
  );
  const plain = secretPatterns(type)
    .flatMap((pattern) => select(marked, pattern))
    .filter(
      ({ path, value }) =>
        !isEmpty(value) && isSecretPlace(type, path) && !traced.some((one) => isNear(one.path, path)),
    )
    .map(({ path }) => ({ path, from: literal }));
  const places = [...traced, ...plain].map(({ path, from }) => {
    return { address, path: formatPath(arrangedPath(type, marked, path)), from };
  });
  return [...new Map(places.map((place) => [JSON.stringify(place), place])).values()];
}

/** Of a text in a place of a secret only what is certainly none. */
function markersIn(written: string): string {
  return (written.match(/##[A-Za-z_]\w*##/g) ?? []).join(' ') || literal;
}

/** A text as it is, or what tells it from others. */
function shortened(written: string): string {
  if (written.length <= longest) return written;
  return `${markersIn(written)} in a text of the digest ${digest(written)}`;
}

function isNear(a: Path, b: Path): boolean {
  return isInside(a, b) || isInside(b, a);
}

/** A body without secrets with what the files write where the tenant has texts with secrets in them, so that the words around these can be compared. */
export function withWritten(type: Type, body: Body, live: Body, traces: ResourceSource['traces']): Body {
  return traces.reduce((rest, { path, trace: { written } }) => {
    const isInList = path.some((segment) => typeof segment === 'number');
    const value = valueAt(live, path);
    if (written === undefined || isInList || typeof value !== 'string' || isSecretPlace(type, path)) return rest;
    return put(rest, path, fits(written, value) ? written : literal);
  }, body);
}

function put(body: Body, [segment, ...below]: Path, value: Json): Body {
  if (typeof segment !== 'string') return body;
  const inner = own(body, segment);
  return { ...body, [segment]: below.length === 0 ? value : put(isBody(inner) ? inner : {}, below, value) };
}
