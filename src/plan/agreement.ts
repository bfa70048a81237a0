import { createHash } from 'node:crypto';
import { groupBy } from '../model/group.ts';
import type { Catalog, Type } from '../catalog/catalog.ts';
import type { Disagreement, FieldDisagreement } from '../model/agreement.ts';
import type { Change, FieldChange } from '../model/change.ts';
import { compareText, isSame, stableText } from '../model/json.ts';
import { formatPath } from '../model/path.ts';
import type { Body, Json } from '../model/json.ts';
import type { Plan, SecretPlace } from '../model/plan.ts';
import { inside, restOf } from './path-text.ts';

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

/** What is agreed to, or asked for: changes, and where the files put secrets. */
export type Asked = Pick<Plan, 'changes' | 'secrets'>;

/** What decides whether one change was agreed to. */
interface Agreement {
  /** The changes of its resource that were agreed to and may lead to it. */
  candidates: readonly Change[];
  /** The places of secrets that were agreed to, by `nameOf`. */
  places: ReadonlyMap<string, SecretPlace>;
  /** The places that it has secrets in. */
  own: readonly SecretPlace[];
  catalog: Catalog;
}

/**
 * How a plan differs from the plans that were agreed to, all together: a plan is made anew before it is carried out, and those
 * only say to what was agreed. Changes that are withheld count on neither side.
 *
 * What of a change is done already is less of the same: an update may be what a create or a replacement has left, and a create
 * what a replacement has. Of arrays without order each item counts. Of secrets it counts where they are and which they are:
 * those who set their values in the environment decide about these, and whether a value has changed is not known everywhere.
 */
export function disagreements(agreed: readonly Asked[], now: Asked, catalog: Catalog): Disagreement[] {
  const agreedAt = groupBy(
    agreed.flatMap(({ changes }) => changes.filter(isCarried)),
    ({ address }) => address,
  );
  const places = new Map(agreed.flatMap(({ secrets = [] }) => secrets.map((place) => [nameOf(place), place])));
  const own = groupBy(now.secrets ?? [], ({ address }) => address);
  const nowAt = new Map(now.changes.filter(isCarried).map((change) => [change.address, change]));
  const gone = [...agreedAt].flatMap(([address, [change]]): Disagreement[] =>
    change === undefined || nowAt.has(address) ? [] : [{ type: 'less', action: change.action, address, fields: [] }],
  );
  const found = [...nowAt.values()].flatMap((change) => {
    const candidates = (agreedAt.get(change.address) ?? []).filter((one) => canLeadTo(one, change));
    return differences(change, { candidates, places, own: own.get(change.address) ?? [], catalog });
  });
  return [...found, ...gone];
}

/** Whether a change is one that was agreed to, or can be what that has left. */
function canLeadTo(agreed: Change, change: Change): boolean {
  const moved = change.action === 'update' ? change.moved : undefined;
  if (agreed.action === change.action)
    return moved === undefined || (agreed.action === 'update' && agreed.moved === moved);
  if (agreed.action === 'replace' && change.action === 'create') return agreed.makes !== undefined;
  return isRest(change, agreed) && moved === undefined;
}

/** Whether an update is what a create or a replacement that broke off has left. */
function isRest({ action }: Change, agreed: Change): boolean {
  return action === 'update' && (agreed.action === 'create' || agreed.action === 'replace');
}

/** Whether a change makes a resource: without some of its fields it makes another one. */
function isWhole({ action }: Change): boolean {
  return action === 'create' || action === 'replace';
}

/** The fields that a change gives to its resource. */
function fieldsOf(change: Change): FieldChange[] {
  return change.action === 'replace' ? (change.makes ?? change.fields) : change.fields;
}

function differences(change: Change, agreement: Agreement): Disagreement[] {
  const { action, address } = change;
  const { candidates } = agreement;
  const fields = fieldsOf(change).filter((field) => !isAgreed(field, change, agreement));
  const strange = strangeSecrets(change, agreement);
  const others = [...fields.map((field) => told(field, agreement)), ...strange];
  // A change of nothing but secrets where they may be is agreed to by whoever sets them.
  const isOfSecrets =
    action === 'update' && change.fields.every(({ isSecret }) => isSecret === true) && others.length === 0;
  if (candidates.length === 0) return isOfSecrets ? [] : [{ type: 'more', action, address, fields: others }];
  const paths = new Set(fieldsOf(change).map(({ path }) => path));
  const lacking = candidates.map((one) => fieldsOf(one).filter(({ path }) => !paths.has(path)));
  const least = lacking.toSorted((a, b) => a.length - b.length)[0] ?? [];
  const changed = isWhole(change) ? [...others, ...least.map((field) => gone(field, candidates))] : others;
  const missing = isWhole(change) ? [] : missingIn(change, lacking.flat());
  return [
    ...(changed.length > 0 ? [{ type: 'other', action, address, fields: changed } as const] : []),
    ...(missing.length > 0 ? [{ type: 'less', action, address, fields: missing } as const] : []),
  ];
}

/** The fields that were agreed to, and of which nothing is left to do. */
function missingIn({ fields }: Change, lacking: readonly FieldChange[]): FieldDisagreement[] {
  const open = lacking.filter(({ path }) => !fields.some((field) => restOf(field.path, path) !== undefined));
  return [...new Map(open.map((field) => [field.path, gone(field, [])])).values()];
}

/** A field as it is told: what was agreed to beside what there is to do now. */
function told(field: FieldChange, { candidates, places, own }: Agreement): FieldDisagreement {
  const { path, before, after, isSecret } = field;
  const [place] = own.filter((one) => one.path === path);
  if (isSecret === true && place !== undefined) return toldSecret(place, places, before);
  const approved = candidates.flatMap((one) => fieldsOf(one).filter((other) => other.path === path));
  return {
    path,
    approved: approved.map((other) => other.after),
    ...(after === undefined ? {} : { now: after }),
    ...(before === undefined ? {} : { live: before }),
    ...(isSecret === true ? { isSecret } : {}),
  };
}

/** A secret that is not at its place, as the files write it. */
function toldSecret({ address, path, from }: SecretPlace, places: Agreement['places'], live?: Json): FieldDisagreement {
  const agreed = [...places.values()].filter((one) => one.address === address && one.path === path);
  const approved = agreed.map((one) => one.from);
  return { path, approved, now: from, ...(live === undefined ? {} : { live }), isSecret: true };
}

/** A field that was agreed to and that the plan does not have. */
function gone({ path, after }: FieldChange, candidates: readonly Change[]): FieldDisagreement {
  const others = candidates.flatMap((one) => fieldsOf(one).filter((other) => other.path === path));
  const approved = others.length === 0 ? [after] : others.map((other) => other.after);
  return { path, approved };
}

/** Whether a field of a change was agreed to. */
function isAgreed(field: FieldChange, change: Change, agreement: Agreement): boolean {
  const { candidates, catalog } = agreement;
  if (field.isSecret === true && (field.after ?? null) !== null) return isSecretAgreed(field, agreement);
  const [rests, same] = [
    candidates.filter((one) => isRest(change, one)),
    candidates.filter((one) => !isRest(change, one)),
  ];
  const offers = same.flatMap((one) => fieldsOf(one).filter(({ path }) => path === field.path));
  const isWholeNow = isWhole(change);
  if (offers.some((offer) => isSameField(field, offer, isWholeNow))) return true;
  if (field.as === 'set' && (isWholeNow ? isMadeOf(field, offers) : areMembersOf(field, offers))) return true;
  // What is inside of what was to be new: its rest, or where somebody else was first.
  const made = [...rests.flatMap(fieldsOf), ...same.flatMap(fieldsOf).filter(({ before }) => before === undefined)];
  const parts = made.flatMap((offer) => partAt(field, offer, catalog.get(change.type)));
  return parts.some((offer) => isSameField(field, offer, true)) || (field.as === 'set' && isMadeOf(field, parts));
}

function isSameField(field: FieldChange, offer: FieldChange, isAfterOnly: boolean): boolean {
  const seen = ({ before, after, isSecret }: FieldChange): Body => ({
    before: isAfterOnly ? [] : [before ?? null, before === undefined],
    after: [after ?? null, after === undefined],
    isSecret: isSecret === true,
  });
  return isSame(seen(field), seen(offer));
}

/** Whether a secret is at a place that was agreed to. */
function isSecretAgreed({ path }: FieldChange, { own, places }: Agreement): boolean {
  const at = own.filter((place) => restOf(path, place.path) !== undefined);
  return at.length > 0 && at.every((place) => places.has(nameOf(place)));
}

/** The secrets that would be sent with a change, also beside what it is about, and that nobody agreed to at their places. */
function strangeSecrets(change: Change, { own, places }: Agreement): FieldDisagreement[] {
  const isSent = ({ path }: SecretPlace): boolean =>
    change.action !== 'update' || change.fieldsToSend.some((field) => restOf(path, formatPath([field])) !== undefined);
  const told = new Set(fieldsOf(change).flatMap(({ path, isSecret }) => (isSecret === true ? [path] : [])));
  return own
    .filter((place) => isSent(place) && !places.has(nameOf(place)) && !told.has(place.path))
    .map((place) => toldSecret(place, places));
}

function nameOf({ address, path, from }: SecretPlace): string {
  return JSON.stringify([address, path, from]);
}

/** Whether a set is what several plans make together: nothing that none has, and all that one has. */
function isMadeOf({ after }: FieldChange, offers: readonly FieldChange[]): boolean {
  const [own, sets] = [membersOf(after), offers.map((offer) => membersOf(offer.after))];
  const all = new Set(sets.flatMap((set) => [...set]));
  return sets.some((set) => isWithin(set, own)) && isWithin(own, all);
}

/** Whether all that comes to a set, and all that goes from it, is what some plan adds or takes away. */
function areMembersOf(field: FieldChange, offers: readonly FieldChange[]): boolean {
  const sets = offers.filter(({ as }) => as === 'set').map(changeOfSet);
  const { added, removed } = changeOfSet(field);
  return (
    isWithin(added, new Set(sets.flatMap((set) => [...set.added]))) &&
    isWithin(removed, new Set(sets.flatMap((set) => [...set.removed])))
  );
}

function changeOfSet({ before, after }: FieldChange): { added: Set<string>; removed: Set<string> } {
  const [old, own] = [membersOf(before), membersOf(after)];
  return {
    added: new Set([...own].filter((member) => !old.has(member))),
    removed: new Set([...old].filter((member) => !own.has(member))),
  };
}

function membersOf(value: Json | undefined): Set<string> {
  return new Set((Array.isArray(value) ? value : []).map(stableText));
}

function isWithin(part: ReadonlySet<string>, whole: ReadonlySet<string>): boolean {
  return [...part].every((member) => whole.has(member));
}

/** What a field was to have inside of what was to be made. */
function partAt({ path, as }: FieldChange, offer: FieldChange, type: Type | undefined): FieldChange[] {
  const rest = restOf(path, offer.path);
  if (rest === undefined || offer.isSecret === true || offer.after === undefined) return [];
  const after = inside(type, offer.after, rest, [offer.path]);
  return [{ path, as, ...(after === undefined ? {} : { after }) }];
}

function isCarried({ action, withheld }: Change): boolean {
  return action !== 'none' && withheld === undefined;
}
