import type { Address } from '../model/address.ts';
import { error, warning } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { didYouMean } from '../model/suggest.ts';
import type { Origin } from '../model/tree.ts';

/** Where something is wrong. */
export interface At {
  origin: Origin | undefined;
  address: Address;
  severity?: 'warning' | undefined;
}

/** What is said of fields that are right one by one and wrong together. */
export const ruleMessages = {
  rule: (says: string, hint: string, { origin, address, severity }: At): Diagnostic =>
    told(severity)('rule', says, { origin, address, hint }),
  variantMissing: (path: string, by: string, { origin, address }: At): Diagnostic =>
    error('rule', `${path} has to be declared when ${by} changes`, {
      origin,
      address,
      hint: `add ${path}: what the tenant has belongs to the former ${by}`,
    }),
  exclusive: (
    path: string,
    other: string,
    related: Origin | undefined,
    { origin, address, severity }: At,
  ): Diagnostic =>
    told(severity)('exclusive', `${path} and ${other} exclude each other`, {
      origin,
      address,
      related: related === undefined ? undefined : [related],
      hint: 'keep one of the two',
    }),
  duplicateItem: (list: string, key: string, related: Origin | undefined, { origin, address }: At): Diagnostic =>
    error('duplicate-item', `duplicate item ${key} in ${list}`, {
      origin,
      address,
      related: related === undefined ? undefined : [related],
      hint: 'keep one of the two',
    }),
  keylessItem: (list: string, field: string, { origin, address }: At): Diagnostic =>
    error('item-key', `an item of ${list} has no ${field}`, { origin, address, hint: `add ${field}` }),
  tooMany: (what: string, most: number, count: number, { origin, address }: At): Diagnostic =>
    error('limit', `${what}: Auth0 takes at most ${most}, and these are ${count}`, {
      origin,
      address,
      hint: 'take some out',
    }),
  tooManyThere: (
    what: string,
    { most, count, leaving }: { most: number; count: number; leaving: number },
    { origin, address }: At,
  ): Diagnostic =>
    error('limit', `${what}: Auth0 takes at most ${most}, and with those of the tenant these are ${count}`, {
      origin,
      address,
      hint:
        count - leaving > most
          ? 'take some out'
          : `deletes come last: apply the deletes (${leaving}) first, then what is new`,
    }),
  requirement: (says: string, hint: string, { origin, address }: At): Diagnostic =>
    error('requirement', says, { origin, address, hint }),
  taken: (value: string, other: Address, { origin, address }: At): Diagnostic =>
    error('taken', `${value} is taken by ${other}`, { origin, address, hint: 'choose another value' }),
  inUse: (address: Address, user: Address, origin: Origin | undefined): Diagnostic =>
    error('in-use', `${address} cannot be deleted, because ${user} uses it`, {
      origin,
      address,
      hint: `declare ${address}, or take it out of ${user} first`,
    }),
  tooLong: (path: string, most: number, count: number, { origin, address }: At): Diagnostic =>
    error('limit', `${path} can have at most ${most} characters, and has ${count}`, {
      origin,
      address,
      hint: 'shorten it',
    }),
  notDefined: (
    value: string,
    list: string,
    known: string[],
    target: { type: string; origin: Origin | undefined },
    { origin, address, severity }: At,
  ): Diagnostic =>
    told(severity)('not-defined', `${value} is not among the ${list} of its ${target.type}`, {
      origin,
      address,
      related: target.origin === undefined ? undefined : [target.origin],
      hint: didYouMean(value, known) ?? 'add it there, or take it out here',
    }),
  order: (low: string, high: string, values: [number, number], { origin, address, severity }: At): Diagnostic =>
    told(severity)('order', `${low} is ${values[0]}, which is more than ${high}, ${values[1]}`, {
      origin,
      address,
      hint: `make it ${values[1]} or less`,
    }),
};

function told(severity: 'warning' | undefined): typeof error {
  return severity === 'warning' ? warning : error;
}
