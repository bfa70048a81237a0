import type { Variants } from './row.ts';
import { isOneOf, isSame, lookUp, mapValues, resolve, when, without } from './schema.ts';
import type { Defs, Schema } from './schema.ts';
import { withoutPlainNames } from './unions.ts';

interface Case {
  value: unknown;
  schema: Schema;
}

/** An object in which the shape of one field depends on another field: one branch for every shape. */
export function vary(root: Schema, variants: Variants, sdk: Defs): Schema {
  const { by, field } = variants;
  const general = root.properties?.[field] ?? {};
  const cases =
    'types' in variants ? ofTypes(variants.types, by, field, sdk) : ofMembers(variants.members, general, sdk);
  const usual = 'types' in variants ? usualFields(cases.map(({ schema }) => schema)) : {};
  const branches = grouped(cases).map(({ values, schema }) =>
    when(isOneOf(by, values), { properties: { [field]: withoutFields(schema, usual) } }),
  );
  return {
    ...root,
    properties: { ...root.properties, [field]: { type: 'object', properties: usual } },
    allOf: [...(root.allOf ?? []), ...branches],
  };
}

/** Fields that most variants have, and all alike: they stand once, before the branches. */
function usualFields(variants: Schema[]): Record<string, Schema> {
  const names = [...new Set(variants.flatMap(({ properties = {} }) => Object.keys(properties)))];
  return Object.fromEntries(
    names.flatMap((name): [string, Schema][] => {
      const [first, ...others] = variants.flatMap(({ properties = {} }) => properties[name] ?? []);
      const isUsual = others.length * 2 > variants.length && others.every((other) => isSame(first, other));
      return first && isUsual ? [[name, first]] : [];
    }),
  );
}

/** What a shape has beyond the usual; that it is an object is said before the branches. */
function withoutFields(schema: Schema, fields: Record<string, Schema>): Schema {
  const rest = Object.entries(schema.properties ?? {}).filter(([name]) => !fields[name]);
  return { ...without(schema, 'type'), properties: Object.fromEntries(rest) };
}

/**
 * The variants of the SDK's types for single values.
 *
 * What such a type requires depends on what the tenant has already; it may leave fields out, and the API answers `null` in any.
 */
function ofTypes(types: readonly string[], by: string, field: string, sdk: Defs): Case[] {
  return types.flatMap((name) => {
    const { properties = {} } = lookUp(name, sdk);
    const values = (properties[by] && resolve(properties[by], sdk).enum) ?? [];
    const shape = without(resolve(properties[field] ?? {}, sdk), 'required', 'additionalProperties');
    const fields = mapValues(shape.properties ?? {}, (schema): Schema => ({
      ...withoutPlainNames(schema, sdk),
      nullable: true,
    }));
    return values.map((value) => ({ value, schema: { ...shape, properties: fields } }));
  });
}

/** The members of the field's union, found by the names of their fields; those with a `*` go with every request and are in no answer. */
function ofMembers(members: Record<string, string>, union: Schema, sdk: Defs): Case[] {
  const options = resolve(union, sdk).anyOf ?? [];
  return Object.entries(members).map(([value, fields]) => {
    const names = fields.replaceAll('*', '').split(' ').filter(Boolean).toSorted();
    const unseen = fields.split(' ').flatMap((name) => (name.endsWith('*') ? [name.slice(0, -1)] : []));
    const schema = options.find((option) =>
      isSame(Object.keys(resolve(option, sdk).properties ?? {}).toSorted(), names),
    );
    if (!schema) throw new Error(`no variant has the fields ${fields}`);
    const found = resolve(schema, sdk);
    const required = [...new Set([...(found.required ?? []), ...unseen])];
    return { value, schema: unseen.length === 0 ? found : { ...found, required, mayBeMissing: unseen } };
  });
}

function grouped(cases: Case[]): { values: unknown[]; schema: Schema }[] {
  const groups: { values: unknown[]; schema: Schema }[] = [];
  for (const { value, schema } of cases) {
    const same = groups.find((group) => isSame(group.schema, schema));
    if (same) same.values.push(value);
    else groups.push({ values: [value], schema });
  }
  return groups;
}
