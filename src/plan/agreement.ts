import { createHash } from 'node:crypto';
import { groupBy } from '../model/group.ts';
import type { Address } from '../model/address.ts';
import type { Action, Change, FieldChange } from '../model/change.ts';
import { compareText, isSame, stableText } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import type { Plan, SecretPlace } from '../model/plan.ts';

/** How a change differs from what was agreed to. */
export interface Disagreement {
  /** Nobody agreed to `more`; `other` was agreed to with other values; `less` was agreed to and is not to be done any more. */
  type: 'more' | 'other' | 'less';
  action: Action;
  address: Address;
  /** The fields that are not as agreed; none when it is the change as a whole. */
  fields: string[];
}

/**
 * The digest of what a plan asks for, in hexadecimal: two plans with one digest ask for the same. Of secrets it has the places and
 * no values; the order of the steps, what is withheld, and where the files declare what is changed are no part of it.
 */
export function planDigest({ tenant, environment, domain, changes, secrets = [] }: Plan): string {
  const asked = {
    tenant,
    environment,
    domain,
    changes: inOrder(changes.filter(isCarried).map(digested)),
    secrets: inOrder(secrets.map(({ address, path, from }: SecretPlace): Body => ({ address, path, from }))),
  };
  return createHash('sha256').update(stableText(asked)).digest('hex');
}

/** What of a change a digest has. */
function digested(change: Change): Body {
  const { address, action, fields } = change;
  return {
    address,
    action,
    fields: inOrder(fields.map(digestedField)),
    ...(change.action === 'update' && change.moved !== undefined ? { moved: change.moved } : {}),
    ...(change.action === 'replace' ? { makes: inOrder((change.makes ?? []).map(digestedField)) } : {}),
  };
}

function digestedField({ path, before, after, isSecret }: FieldChange): Body {
  if (isSecret === true) return { path, isSecret };
  return { path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}

/** The same values in the order of their texts. */
function inOrder(values: readonly Json[]): Json[] {
  return values.toSorted((a, b) => compareText(stableText(a), stableText(b)));
}

/**
 * How a plan differs from the plans that were agreed to: a plan is made anew before it is carried out, and those only say to
 * what was agreed to. Changes that are withheld count on neither side.
 */
export function disagreements(agreed: readonly Change[], now: readonly Change[]): Disagreement[] {
  const agreedAt = groupBy(agreed.filter(isCarried), ({ address }) => address);
  const nowAt = new Map(now.filter(isCarried).map((change) => [change.address, change]));
  const gone = [...agreedAt].flatMap(([address, [change]]): Disagreement[] =>
    change === undefined || nowAt.has(address) ? [] : [{ type: 'less', action: change.action, address, fields: [] }],
  );
  return [...[...nowAt.values()].flatMap((change) => differences(change, agreedAt.get(change.address) ?? [])), ...gone];
}

function differences(change: Change, agreed: readonly Change[]): Disagreement[] {
  const { action, address } = change;
  const candidates = agreed.filter((one) => one.action === action || isRest(change, one));
  if (candidates.length === 0) return [{ type: 'more', action, address, fields: [] }];
  const isAgreed = (field: FieldChange): boolean =>
    candidates.some((one) =>
      one.fields.some((other) => isSame(seen(field, isRest(change, one)), seen(other, isRest(change, one)))),
    );
  const others = change.fields.filter((field) => !isAgreed(field)).map(({ path }) => path);
  const paths = new Set(change.fields.map(({ path }) => path));
  const missing = [...new Set(candidates.flatMap(({ fields }) => fields.map(({ path }) => path)))].filter(
    (path) => !paths.has(path),
  );
  // What is made without some of its fields is another resource, and not less of the same.
  const isWhole = action === 'create' || action === 'replace';
  const changed = isWhole ? [...others, ...missing] : others;
  return [
    ...(changed.length > 0 ? [{ type: 'other', action, address, fields: changed } as const] : []),
    ...(!isWhole && missing.length > 0 ? [{ type: 'less', action, address, fields: missing } as const] : []),
  ];
}

/** Whether an update is what a create or a replacement that broke off has left. */
function isRest({ action }: Change, agreed: Change): boolean {
  return action === 'update' && (agreed.action === 'create' || agreed.action === 'replace');
}

/** What of a field is agreed to. Of a secret that is its place, as nobody has seen its value. */
function seen({ path, before, after, as, isSecret }: FieldChange, isAfterOnly: boolean): Body {
  if (isSecret === true) return { path, as, isSecret };
  return {
    path,
    as,
    before: isAfterOnly ? [] : [before ?? null, before === undefined],
    after: [after ?? null, after === undefined],
  };
}

function isCarried({ action, withheld }: Change): boolean {
  return action !== 'none' && withheld === undefined;
}
