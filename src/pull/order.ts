import type { Type } from '../catalog/catalog.ts';
import { compareText, isBody } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';

/** What people look for first. */
const first = [
  'name',
  'id',
  'template',
  'type',
  'strategy',
  'app_type',
  'display_name',
  'description',
  'enabled',
  'active',
];

/** A body with its fields in the order in which people read them: its key, what it is, single values, lists, objects, children. */
export function inReadingOrder(type: Type, body: Body): Body {
  const children = (type.root.children ?? []).map(({ path }) => path.split('.')[0] ?? '');
  return orderedBody(body, [...type.identity.keys, ...first], children);
}

function orderedBody(body: Body, early: readonly string[], late: readonly string[]): Body {
  const rank = (field: string, value: Json): number => {
    const at = early.indexOf(field);
    if (at >= 0 && !isBody(value)) return at;
    if (late.includes(field)) return 1003 + late.indexOf(field);
    return isBody(value) ? 1002 : Array.isArray(value) ? 1001 : 1000;
  };
  const fields = Object.entries(body).map(([field, value]) => ({ field, value, at: rank(field, value) }));
  return Object.fromEntries(
    fields
      .sort((a, b) => a.at - b.at || compareText(a.field, b.field))
      .map(({ field, value }) => [field, ordered(value)]),
  );
}

function ordered(value: Json): Json {
  if (Array.isArray(value)) return value.map(ordered);
  return isBody(value) ? orderedBody(value, first, []) : value;
}
