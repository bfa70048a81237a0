import fc from 'fast-check';
import type { Body, Json } from '../../../src/model/json.ts';
import { isBody, keyText } from '../../../src/model/json.ts';
import { planted } from '../row.ts';

/** Public keys, as PEM. */
export const publicKeys = [
  'MCowBQYDK2VwAyEA9RQwsSrKupPT0PZpQECSm40OnMCed+5/EYOmGQSD1Hk=',
  'MCowBQYDK2VwAyEA13/Y/TI293/xEkG6R0R7X1h6u2CzJhLWVG5XNp6xt8k=',
  'MCowBQYDK2VwAyEAOV9QglZ8kmyJ0WJvD+X1CmiH3yzZHaSvQEzfNcSc9UI=',
].map((key) => `-----BEGIN PUBLIC KEY-----\n${key}\n-----END PUBLIC KEY-----\n`);

/** Certificates, as PEM. */
export const certificates = [
  `MIIBfDCCASOgAwIBAgIUIQyDSUPR1F37J+kpgyBHlHgwenEwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJcGFydG5lci0xMB4XDTI2MTEyMjE2NTYwNloXDTM2MTExOTE2
NTYwNlowFDESMBAGA1UEAwwJcGFydG5lci0xMFkwEwYHKoZIzj0CAQYIKoZIzj0D
AQcDQgAEBx9JXEp/QCwyZM2ZAChtdEqddXgIxi0h0rWyHkNsbM/26gMbY1umDOsj
8FYgLhK2j1wFYPr64MtwGdCDVPYJkaNTMFEwHQYDVR0OBBYEFMSUGh/NEeOpNO/Y
gdjhkrNf3y2dMB8GA1UdIwQYMBaAFMSUGh/NEeOpNO/YgdjhkrNf3y2dMA8GA1Ud
EwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDRwAwRAIgPjmxPXV2NS3xlgzw053zkIfU
GGdS+zIRBf7Ep3CUmdgCIBFz0/pYok/LtP/Sou7gNzlrONkYqIxviuNoUCzAgfoB`,
  `MIIBfjCCASOgAwIBAgIUCYklRGpyJt4JMWrMAPpujwNEui4wCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJcGFydG5lci0yMB4XDTI2MTEyMjE2NTYwNloXDTM2MTExOTE2
NTYwNlowFDESMBAGA1UEAwwJcGFydG5lci0yMFkwEwYHKoZIzj0CAQYIKoZIzj0D
AQcDQgAEljPYBnk5JjKjrQ1r53Pt2IIBYUPiXj8V8L65OLrsrOsbCxXNSFRe+Btr
8QppzU9QX/py702k7htPJivKMesDxqNTMFEwHQYDVR0OBBYEFIY3gMcCVN5FEZMw
i/DaJ4I62lOeMB8GA1UdIwQYMBaAFIY3gMcCVN5FEZMwi/DaJ4I62lOeMA8GA1Ud
EwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSQAwRgIhAMwFFmu7enDkdH6wZwFp9BoU
oqUO396PGBDBFmkk5gKCAiEAnfODV/Z/6zTeMrjg6C+pax+ySQP2hAOxwz9FkmSc
b3I=`,
].map((text) => `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----\n`);

/** One of some values. */
export const one = (...values: Json[]): fc.Arbitrary<Json> => fc.constantFrom(...values);

/** Some of some texts, at least one. */
export const some = (...values: string[]): fc.Arbitrary<Json> =>
  fc.shuffledSubarray(values, { minLength: 1 }).map((list) => [...list]);

/** True or false. */
export const flag: fc.Arbitrary<Json> = fc.boolean();

/** A whole number within bounds. */
export const whole = (min: number, max: number): fc.Arbitrary<Json> => fc.integer({ min, max });

/** An object with all of some fields, and any of some others. */
export const body = (
  fields: Record<string, fc.Arbitrary<Json>>,
  others: Record<string, fc.Arbitrary<Json>> = {},
): fc.Arbitrary<Json> =>
  fc
    .tuple(fc.record(fields), fc.record(others, { requiredKeys: [] }))
    .map(([given, more]): Body => ({ ...given, ...(more as Body) }));

/** Items that are told apart by a field, in any order, each field of an item one of its values. */
export const items = (
  field: string,
  names: Json[],
  fields: Record<string, fc.Arbitrary<Json>> = {},
  minLength = 1,
): fc.Arbitrary<Json> =>
  fc
    .shuffledSubarray(names, { minLength })
    .chain((chosen) => fc.tuple(...chosen.map((name) => fc.record({ [field]: fc.constant(name), ...fields }))))
    .map((list): Json => [...list]);

/** A secret; a planted text stands in every one. */
export const secret: fc.Arbitrary<Json> = fc.constantFrom(planted, `${planted}-2`, `3-${planted}`);

/** The text in a field of an item. */
export function textOf(item: Json, field: string): string {
  return isBody(item) ? keyText(item[field] ?? '') : '';
}
