// What a method of `api` takes, as data.

/** What a value has to be. */
export type Shape =
  | { type: 'anything' }
  | { type: 'string'; values?: readonly string[]; max?: number; isFilled?: true; isName?: true }
  | { type: 'number' }
  | { type: 'boolean' }
  | { type: 'array'; items: Shape; max?: number }
  /** `optional` are the fields that may be absent; others than these and `required` are refused. */
  | { type: 'object'; required: Fields; optional: Fields };

type Fields = { readonly [name: string]: Shape };

/** One argument of a method. */
export interface Parameter {
  readonly name: string;
  readonly shape: Shape;
  readonly isOptional?: true;
}

/** Anything that JSON can say. */
export const anything = (name: string): Parameter => ({ name, shape: { type: 'anything' } });

/** A string, at most so long. */
export const text = (name: string, max?: number): Parameter => ({
  name,
  shape: max === undefined ? { type: 'string' } : { type: 'string', max },
});

/** One of a few strings. */
export const oneOf = (name: string, ...values: string[]): Parameter => ({ name, shape: { type: 'string', values } });

/** A number. */
export const number = (name: string): Parameter => ({ name, shape: { type: 'number' } });

/** `true` or `false`. */
export const boolean = (name: string): Parameter => ({ name, shape: { type: 'boolean' } });

/** An array of strings. */
export const texts = (name: string): Parameter => ({ name, shape: { type: 'array', items: { type: 'string' } } });

const scopeName: Shape = { type: 'string', isFilled: true, isName: true, max: 280 };

/** A scope: no white space, at most 280 characters. */
export const scope = (name: string): Parameter => ({ name, shape: scopeName });

/** At most 1,000 scopes. */
export const scopes = (name: string): Parameter => ({ name, shape: { type: 'array', items: scopeName, max: 1000 } });

/** An array of objects of one shape. */
export const objects = (name: string, required: readonly Parameter[], more: readonly Parameter[] = []): Parameter => ({
  name,
  shape: { type: 'array', items: objectOf(required, more) },
});

/** An object: what it has to have, and what it may. */
export const object = (name: string, required: readonly Parameter[], more: readonly Parameter[] = []): Parameter => ({
  name,
  shape: objectOf(required, more),
});

/** An argument that may be left out. */
export const optional = (parameter: Parameter): Parameter => ({ ...parameter, isOptional: true });

const objectOf = (required: readonly Parameter[], more: readonly Parameter[]): Shape => ({
  type: 'object',
  required: fieldsOf(required),
  optional: fieldsOf(more),
});

const fieldsOf = (parameters: readonly Parameter[]): Fields =>
  Object.fromEntries(parameters.map(({ name, shape }) => [name, shape]));

/** What is wrong with the arguments of a call, in words that begin with a name; `undefined` when nothing is. */
export function argumentProblem(parameters: readonly Parameter[], given: readonly unknown[]): string | undefined {
  for (const [index, { name, shape, isOptional }] of parameters.entries()) {
    const value = given[index];
    if (value === undefined && (isOptional || shape.type === 'anything')) continue;
    const problem = value === undefined ? 'is required' : problemOf(shape, value);
    if (problem !== undefined) return `the argument "${name}"${problem.startsWith(',') ? '' : ' '}${problem}`;
  }
  const extra = given.length - parameters.length;
  if (extra <= 0) return undefined;
  const most = parameters.length;
  return `it takes ${most === 0 ? 'no arguments' : most === 1 ? 'one argument' : `${most} arguments`}, and got ${given.length}`;
}

function problemOf(shape: Shape, value: unknown): string | undefined {
  switch (shape.type) {
    case 'anything':
      return undefined;
    case 'string':
      return typeof value === 'string' ? stringProblem(shape, value) : wrongType('a string', value);
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? undefined : wrongType('a number', value);
    case 'boolean':
      return typeof value === 'boolean' ? undefined : wrongType('a boolean', value);
    case 'array':
      return Array.isArray(value) ? arrayProblem(shape, value) : wrongType('an array', value);
    case 'object':
      return isObject(value) ? fieldsProblem(shape, value) : wrongType('an object', value);
  }
}

function stringProblem(shape: Shape & { type: 'string' }, value: string): string | undefined {
  if (shape.values !== undefined && !shape.values.includes(value)) {
    return `must be one of ${shape.values.join(', ')}, not ${JSON.stringify(value)}`;
  }
  if (shape.isFilled && value === '') return 'must not be empty';
  if (shape.isName && /\s/.test(value)) return `must not contain white space: ${JSON.stringify(value)}`;
  if (shape.max === undefined || value.length <= shape.max) return undefined;
  return `must have at most ${shape.max} characters, not ${value.length}`;
}

function arrayProblem(shape: Shape & { type: 'array' }, value: readonly unknown[]): string | undefined {
  if (shape.max !== undefined && value.length > shape.max) {
    return `must have at most ${shape.max} items, not ${value.length}`;
  }
  for (const [index, item] of value.entries()) {
    const problem = problemOf(shape.items, item);
    if (problem !== undefined) return within(`item ${index}`, problem);
  }
  return undefined;
}

/** A problem of a part, which is named before it. */
const within = (part: string, problem: string): string =>
  `, ${part}${problem.startsWith(',') ? problem : `, ${problem}`}`;

function fieldsProblem(shape: Shape & { type: 'object' }, value: object): string | undefined {
  const known = { ...shape.required, ...shape.optional };
  const unknown = Object.keys(value).find((key) => !Object.hasOwn(known, key));
  if (unknown !== undefined) {
    return `must not have "${unknown}", only ${Object.keys(known).join(', ') || 'nothing'}`;
  }
  for (const [key, field] of Object.entries(known)) {
    const inner: unknown = Reflect.get(value, key);
    if (inner === undefined && !Object.hasOwn(shape.required, key)) continue;
    const problem = inner === undefined ? 'is required' : problemOf(field, inner);
    if (problem !== undefined) return within(`field "${key}"`, problem);
  }
  return undefined;
}

/** Whether something is an object that is no array. */
export const isObject = (value: unknown): value is { [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function wrongType(wanted: string, value: unknown): string {
  const found =
    value === null
      ? 'null'
      : Array.isArray(value)
        ? 'an array'
        : `${/^[aeiou]/.test(typeof value) ? 'an' : 'a'} ${typeof value}`;
  return `must be ${wanted}, not ${found}`;
}
