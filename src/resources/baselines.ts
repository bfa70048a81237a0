import type { Type } from '../catalog/catalog.ts';
import type { Body } from '../model/json.ts';

/** What of a body goes without saying. */
export function baseline(_type: Type, _body: Body): Body {
  return {};
}
