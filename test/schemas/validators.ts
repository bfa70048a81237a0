import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ErrorObject, Options, ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { segments } from '../../src/model/path.ts';
import { resourceTypes } from '../../src/resources/index.ts';

const root = new URL('../../', import.meta.url);

/** The content of a file of the repository. */
export function read(path: string): string {
  return readFileSync(new URL(path, root), 'utf8');
}

/** Compiles a schema file of the repository. */
export function compile(path: string, options: Options = {}): ValidateFunction {
  const ajv = new Ajv2020({ allErrors: true, strict: false, validateSchema: false, ...options });
  // Two keywords of editors and one of the checker.
  ajv.addVocabulary(['deprecationMessage', 'doNotSuggest', 'mayBeMissing']);
  (addFormats as unknown as typeof addFormats.default)(ajv);
  return ajv.compile(JSON.parse(read(path)) as object);
}

const compiled = new Map<string, ValidateFunction>();

/** What a schema finds: one line for each error, without those that only say that a branch did. */
export function findings(path: string, value: unknown): string[] {
  const validate = compiled.get(path) ?? compile(path);
  compiled.set(path, validate);
  validate(value);
  return (validate.errors ?? []).filter(({ keyword }) => keyword !== 'if').map(line);
}

function line({ instancePath, keyword, params, message }: ErrorObject): string {
  const details = params as { additionalProperty?: string; missingProperty?: string };
  const name = details.additionalProperty ?? details.missingProperty;
  return `${instancePath || '/'} ${keyword}${name === undefined ? '' : ` ${name}`}${keyword === 'type' ? `: ${message}` : ''}`;
}

/** The schema of one resource of a type, as the CLI checks it. */
export function schemaOf(type: string): string {
  return `schemas/resources/${type}.schema.json`;
}

/** A resource of a tenant file. */
interface Found {
  type: string;
  value: unknown;
  /** A tenant file with nothing but this resource. */
  alone: (value: unknown) => unknown;
}

/** Every resource of a tenant file. */
export function resources(file: unknown): Found[] {
  return resourceTypes.flatMap(({ name, section = `${name}[]` }) =>
    find(name, segments(section), file, (value) => value),
  );
}

function find(type: string, pattern: readonly string[], value: unknown, alone: Found['alone']): Found[] {
  const [segment, ...rest] = pattern;
  if (segment === undefined) return [{ type, value: type === 'prompts' ? settings(value) : value, alone }];
  if (segment === '[]') {
    const items = Array.isArray(value) ? (value as unknown[]) : [];
    return items.flatMap((item) => find(type, rest, item, (inner) => alone([inner])));
  }
  const fields = Object.entries((value ?? {}) as Record<string, unknown>);
  const here = fields.filter(([field]) => segment.startsWith(':') || field === segment);
  return here.flatMap(([field, inner]) => find(type, rest, inner, (changed) => alone({ [field]: changed })));
}

/** The settings of the prompts without the sections that stand inside them. */
function settings(value: unknown): unknown {
  const nested = ['customText', 'partials', 'screenRenderers'];
  return Object.fromEntries(Object.entries(value as object).filter(([field]) => !nested.includes(field)));
}
