import type { ErrorObject } from 'ajv/dist/2020.js';
import type { Json } from './body.ts';
import { invalidBody } from './errors.ts';
import { validatorOf } from './validators.ts';

/** Refuses a body that is not of the SDK's request type and what the API is known to check beyond it. */
export function checkBody(type: string, payload: Json): void {
  const validate = validatorOf(type);
  if (!validate(payload)) throw described(validate.errors ?? []);
}

/** One error in the API's words: the deepest one, as the others mostly say that a union did not match. */
function described(errors: readonly ErrorObject[]): Error {
  const depth = ({ instancePath, keyword }: ErrorObject): number =>
    instancePath.split('/').length + (keyword === 'additionalProperties' ? 0.5 : 0);
  const specific = errors.filter(({ keyword }) => !['anyOf', 'oneOf', 'if', '$ref'].includes(keyword));
  const [error] = (specific.length > 0 ? specific : errors).toSorted((a, b) => depth(b) - depth(a));
  if (error === undefined) return invalidBody('Invalid body');
  const path = error.instancePath.split('/').slice(1);
  return invalidBody(reason(error), (error.keyword === 'false schema' ? path.slice(0, -1) : path).join('.'));
}

function reason({ keyword, params, instancePath, message = '' }: ErrorObject): string {
  const details: Record<string, unknown> = params;
  switch (keyword) {
    case 'additionalProperties':
      return `Additional properties not allowed: ${String(details['additionalProperty'])}`;
    case 'false schema':
      return `Additional properties not allowed: ${instancePath.split('/').at(-1)}`;
    case 'required':
      return `Missing required property: ${String(details['missingProperty'])}`;
    case 'type':
      return `Expected type ${String(details['type'])}`;
    case 'enum':
      return 'No enum match';
    case 'minProperties':
      return 'Too few properties defined, minimum 1';
    default:
      return message;
  }
}
