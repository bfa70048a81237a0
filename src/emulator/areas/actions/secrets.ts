import { type Body, type Json, bodiesOf, textOf } from '../../body.ts';
import { badRequest, invalidBody } from '../../errors.ts';

/**
 * The secrets of an action or a module: the list is replaced whole, values are kept and never shown. A name without
 * a value keeps the value it has, and known names keep their places before new ones.
 */
export function storedSecrets(sent: Json | undefined, before: Json | undefined, now: string): Body[] {
  const known = bodiesOf(before);
  const secrets = bodiesOf(sent);
  const names = secrets.map(({ name }) => textOf(name));
  if (names.includes('')) throw invalidBody('Missing required property: name');
  if (new Set(names).size < names.length) throw badRequest('The names of secrets must be unique.');
  const place = ({ name }: Body): number => known.findIndex((old) => old['name'] === name) >>> 0;
  return secrets
    .toSorted((a, b) => place(a) - place(b))
    .map((secret) => {
      const old = known.find(({ name }) => name === secret['name']);
      if (secret['value'] !== undefined) return { name: secret['name'] ?? '', value: secret['value'], updated_at: now };
      if (old === undefined) throw badRequest(`The secret ${textOf(secret['name'])} has no value.`);
      return old;
    });
}

/** What is seen of secrets. */
export const maskedSecrets = (secrets: Json | undefined): Body[] =>
  bodiesOf(secrets).map(({ name, updated_at }) => ({ name: name ?? '', updated_at: updated_at ?? '' }));
