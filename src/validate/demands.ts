import type { Type } from '../catalog/catalog.ts';
import type { Body } from '../model/json.ts';
import type { Path } from '../model/path.ts';
import type { CompileSchema } from './schema.ts';

/** The places of a body that the schema of its type demands and that are not there; of children it tells nothing. */
export function demands(schemas: CompileSchema): (type: Type, body: Body) => Path[] {
  return ({ root, child }, body) => {
    if (child !== undefined || root.value !== undefined) return [];
    const { node: check } = schemas(root.name);
    if (check(body)) return [];
    // What files may lack until it is sent is demanded as well: who makes the resource anew has to have it.
    return (check.errors ?? []).flatMap(({ keyword, instancePath, params }) => {
      const missing: unknown = params['missingProperty'];
      return keyword === 'required' && typeof missing === 'string' ? [[...stepsOf(instancePath), missing]] : [];
    });
  };
}

/** The steps of a JSON pointer. */
function stepsOf(pointer: string): Path {
  const steps = pointer.split('/').slice(1);
  return steps.map((step) => (/^\d+$/.test(step) ? Number(step) : step.replaceAll('~1', '/').replaceAll('~0', '~')));
}
