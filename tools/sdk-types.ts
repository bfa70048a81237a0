// Turns request types of the auth0 SDK into JSON Schema. Only shapes are taken over: every text of the SDK's
// documentation is left behind.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import {
  createFormatter,
  createParser,
  createProgram,
  DEFAULT_CONFIG,
  SchemaGenerator,
  type CompletedConfig,
} from 'ts-json-schema-generator';

/** One schema node, as plain JSON. */
export type SchemaNode = { [key: string]: unknown };

/** A JSON Schema document: `$defs` by type name, `$ref`s of the form `#/$defs/Name`. */
export type SchemaDocument = { $schema: string; $defs: Record<string, SchemaNode> };

const PROSE = new Set(['description', 'title', 'examples', 'default', 'deprecated', '$comment']);
const LITERAL = new Set(['enum', 'const', 'required']);
const NAMED = new Set(['properties', 'definitions', '$defs', 'patternProperties']);

/**
 * Fields whose value may be anything: the API has and, where it says so, requires them, but the SDK's types leave them out.
 */
const forgotten: Readonly<Record<string, Readonly<Record<string, 'required' | 'optional'>>>> = {
  FlowActionFlowBooleanConditionParams: { if: 'required' },
  FlowActionHubspotUpsertContactParamsProperty: { value: 'required' },
  FormFieldCardsConfig: { default_value: 'optional' },
  FormFieldChoiceConfig: { default_value: 'optional' },
  FormFieldDropdownConfig: { default_value: 'optional' },
  FormRouterRule: { condition: 'required' },
};

/** Values that the API has, and that the SDK's enums leave out. */
const forgottenValues: Readonly<Record<string, readonly string[]>> = {
  ActionTriggerTypeEnum: ['mcp-tool'],
  ClientSessionTransferDelegationDeviceBindingEnum: ['asn'],
};

const isNode = (value: unknown): value is SchemaNode =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Converts the named types of `auth0`'s management API, with everything they reach, in one deterministic document; of
 * `others` those that there are.
 */
export function sdkTypes(names: readonly string[], others: readonly string[] = []): SchemaDocument {
  const entry = createRequire(import.meta.url).resolve('auth0');
  const api = join(dirname(entry).replace(/dist\/(cjs|esm).*$/, 'dist/esm'), 'management/api');
  const config: CompletedConfig = {
    ...DEFAULT_CONFIG,
    path: join(api, '{requests,types,resources/*/types}/*.d.mts'),
    expose: 'export',
    jsDoc: 'none',
    skipTypeCheck: true,
    type: '*',
  };
  const program = createProgram(config);
  const wanted = new Set([...names, ...others]);
  const nodes = program
    .getSourceFiles()
    .filter((file) => file.fileName.startsWith(api.replaceAll('\\', '/')))
    .flatMap((file) => [...file.statements])
    .filter((statement) => wanted.has(typeName(statement) ?? ''));
  const found = new Set(nodes.map((node) => typeName(node)));
  const missing = names.filter((name) => !found.has(name));
  if (missing.length > 0) throw new Error(`the SDK has no type ${missing.join(', ')}`);
  const generator = new SchemaGenerator(program, createParser(program, config), createFormatter(config), config);
  const { definitions = {} } = generator.createSchemaFromNodes(nodes);
  const defs = Object.entries(definitions).map(([name, schema]) => [plainName(name), complete(name, schema)] as const);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $defs: Object.fromEntries(defs.toSorted(([a], [b]) => (a < b ? -1 : 1)) as [string, SchemaNode][]),
  };
}

/** A type without prose and with the fields that were forgotten; an SDK that has them by now makes that a mistake. */
function complete(name: string, schema: unknown): unknown {
  if (forgottenValues[name] !== undefined) return bare(withValues(name, schema, forgottenValues[name]));
  const fields = Object.entries(forgotten[name] ?? {});
  if (fields.length === 0 || !isNode(schema)) return bare(schema);
  const { properties = {}, required = [] } = schema as { properties?: SchemaNode; required?: string[] };
  const known = fields.filter(([field]) => field in properties).map(([field]) => field);
  if (known.length > 0) throw new Error(`the SDK's ${name} has ${known.join(', ')} now: it is no longer forgotten`);
  const needed = [...required, ...fields.flatMap(([field, need]) => (need === 'required' ? [field] : []))];
  return bare({
    ...schema,
    properties: { ...properties, ...Object.fromEntries(fields.map(([field]) => [field, {}])) },
    ...(needed.length > 0 && { required: needed }),
  });
}

/** An enum with the values that were forgotten; an SDK that has them by now makes that a mistake. */
function withValues(name: string, schema: unknown, values: readonly string[]): unknown {
  const { enum: known, const: only, ...rest } = isNode(schema) ? schema : {};
  const all: unknown[] = Array.isArray(known) ? known : [only];
  const there = values.filter((value) => all.includes(value));
  if (there.length > 0) throw new Error(`the SDK's ${name} has ${there.join(', ')} now: it is no longer forgotten`);
  return { ...rest, enum: [...all, ...values] };
}

/** The name of an interface or a type. The SDK's enums are a type and a constant of one name: only the type counts. */
function typeName(statement: object): string | undefined {
  const { name, members, type } = statement as { name?: { text?: string }; members?: unknown; type?: unknown };
  return members === undefined && type === undefined ? undefined : name?.text;
}

const plainName = (name: string): string => decodeURIComponent(name).replaceAll(/[^A-Za-z0-9_.-]/g, '_');

/** Copies a schema with its keys in order and without prose. In a map the keys are names, whatever they are. */
function bare(schema: unknown, isMap = false): unknown {
  if (Array.isArray(schema)) return schema.map((item) => bare(item));
  if (!isNode(schema)) return schema;
  const entries = Object.entries(schema)
    .filter(([key]) => isMap || !PROSE.has(key))
    .map(([key, value]): [string, unknown] => [key, isMap ? bare(value) : bareKeyword(key, value)]);
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function bareKeyword(keyword: string, value: unknown): unknown {
  if (keyword === '$ref') return `#/$defs/${plainName(String(value).replace('#/definitions/', ''))}`;
  return LITERAL.has(keyword) ? value : bare(value, NAMED.has(keyword));
}
