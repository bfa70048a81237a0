import { catalogOf } from '../../src/catalog/catalog.ts';
import type { Type } from '../../src/catalog/catalog.ts';
import { sectionOf } from '../../src/catalog/resource-type.ts';
import type { ResourceType } from '../../src/catalog/resource-type.ts';
import { scopesOf } from '../../src/scopes/scopes.ts';
import { schemasOf } from '../coverage/sample.ts';
import type { Section } from '../schemas/tenant-file.ts';
import { viewOf } from '../schemas/view.ts';
import { exampleOf } from './example.ts';
import { fieldsOf, linkTo, typeOf } from './fields.ts';
import type { Field } from './fields.ts';
import { typeSchemas } from '../schemas/type-schemas.ts';

/** The page of a resource type. */
export function pageOf(section: Section): string {
  const { type: root, description } = section;
  const [type, ...children] = catalogOf([root]).values();
  if (type === undefined) throw new Error(`${root.name} is not in the catalog`);
  const known = typeSchemas.get(type.name)?.notes ?? [];
  const example = exampleOf(root);
  return [
    `# ${type.name}`,
    description,
    factsOf(type),
    ...(known.length === 0 ? [] : [known.map((note) => `- ${note}`).join('\n')]),
    ...(example === undefined ? [] : ['## Example', `\`\`\`yaml\n${example}\n\`\`\``]),
    '## Fields',
    ...fieldsText(type, section),
    ...(children.length === 0
      ? []
      : ['## Children', CHILDREN, ...children.flatMap((child) => childText(child, section))]),
    `The schema is \`schemas/resources/${type.name}.schema.json\`. [All resource types](../resources.md)`,
  ].join('\n\n');
}

const CHILDREN =
  'They stand inside the resource in the files, but have endpoints of their own: each is a change of its own. A list is complete ' +
  'when it is there: what it leaves out is removed. Without the list nothing is touched.';

/** How a person would say where the resources of a type stand. */
export function placeOf(type: ResourceType): string {
  return sectionOf(type)
    .replace(/\[\]$/, '')
    .replaceAll(/:(\w+)/g, '<$1>');
}

/** What a type is: one resource, an array of them, or a map. */
export function shapeOf(type: ResourceType): string {
  const section = sectionOf(type);
  if (type.identity.keys.length === 0) return 'singleton';
  if (section.endsWith('[]')) return 'array';
  return section.includes('[]') ? 'array of maps' : 'map';
}

/** The fields that make up the key. */
export function keysOf({ identity }: Pick<Type, 'identity'>): string {
  return identity.keys.map((key) => `\`${key}\``).join(', ');
}

function factsOf(type: Type): string {
  const { root } = type;
  const verbs = (['create', 'update', 'delete'] as const).filter((verb) => type.endpoints[verb] !== undefined);
  const after = type.after.map((name) => linkTo(type, name));
  const rows: [string, string][] = [
    ['Stands at', `\`${placeOf(root)}\` (${shapeOf(root)})`],
    ['Known by', keysOf(type) || 'being the only one'],
    ['Can be', verbs.map((verb) => `${verb}d`).join(', ')],
    ...(after.length === 0 ? [] : [['Written after', after.join(', ')] as [string, string]]),
    ...traitRows(type),
    ...scopeRows(type),
  ];
  return rows.map(([name, text]) => `- **${name}**: ${text}`).join('\n');
}

/** What holds for several fields at once. */
function traitRows(type: Type): [string, string][] {
  const { defaults, exclusive = [], sentTogether = [], replacesWhole } = type;
  const list = (paths: readonly string[]): string => paths.map((path) => `\`${path}\``).join(', ');
  const children = type.child === undefined ? (type.root.children ?? []).map(({ path }) => path) : [];
  const readOnly = (type.readOnly ?? []).filter((path) => !children.includes(path));
  return [
    ...(readOnly.length === 0
      ? []
      : [['Set by Auth0', `${list(readOnly)}; files may have them, and they mean nothing`] as [string, string]]),
    ...(defaults === undefined
      ? []
      : [
          [
            'When left out',
            Object.entries(defaults)
              .map(([name, value]) => `\`${name}\` is \`${JSON.stringify(value)}\``)
              .join(', '),
          ] as [string, string],
        ]),
    ...exclusive.map(({ sides }): [string, string] => ['One of', sides.map((side) => list(side)).join(' or ')]),
    ...sentTogether.map((fields): [string, string] => ['Sent together', list(fields)]),
    ...(replacesWhole ? [['Written as a whole', 'what the files leave out keeps its value'] as [string, string]] : []),
  ];
}

function scopeRows(type: Type): [string, string][] {
  const list = (scopes: readonly string[]): string => scopes.map((scope) => `\`${scope}\``).join(', ');
  const isEdit = type.child !== undefined && type.child.isGuarded !== true;
  const [read, write, remove] = [
    scopesOf(type, type.scopes, ['read']),
    scopesOf(type, type.scopes, isEdit ? ['create', 'update', 'delete'] : ['create', 'update']),
    isEdit ? [] : scopesOf(type, type.scopes, ['delete']),
  ];
  const fields = Object.entries(type.fieldScopes ?? {}).map(
    ([path, scopes]) => `\`${path}\`: ${list(scopesOf(type, scopes, ['read', 'update']))}`,
  );
  return [
    ...(read.length === 0 ? [] : [['Scopes to plan', list(read)] as [string, string]]),
    ...(write.length === 0
      ? []
      : [
          ['Scopes to apply', `${list(write)}${remove.length === 0 ? '' : `; to delete ${list(remove)}`}`] as [
            string,
            string,
          ],
        ]),
    ...(fields.length === 0 ? [] : [['Scopes of fields', fields.join('; ')] as [string, string]]),
  ];
}

function fieldsText(type: Type, { draft }: Section): string[] {
  const schemas = schemasOf(type, draft);
  const fields = fieldsOf(type, schemas, draft);
  if (fields.length > 0) return [tableOf(fields)];
  const items = viewOf(viewOf(schemas, draft).items, draft);
  const inner = items.fields.size > 0 ? fieldsOf(inValue(type), items.schemas, draft) : [];
  return [`${sentence(typeOf(schemas, draft))}.`, ...(inner.length === 0 ? [] : [tableOf(inner)])];
}

/** A type whose references begin inside the list that stands at its section. */
function inValue(type: Type): Type {
  const prefix = `${type.root.value}[].`;
  const references = Object.entries(type.references ?? {}).map(
    ([path, one]) => [path.replace(prefix, ''), one] as const,
  );
  return { ...type, references: Object.fromEntries(references) };
}

function childText(type: Type, section: Section): string[] {
  const { child } = type;
  if (child === undefined) return [];
  const shape = child.shape === 'list' ? 'array' : 'one value, or `null` for none';
  const rows: [string, string][] = [
    ['Stands at', `\`${child.path}\` (${shape})`],
    ...(child.shape === 'list' ? [['Known by', keysOf(type)] as [string, string]] : []),
    ...(child.isGuarded ? [['Removed', 'only where `policy.delete` allows it for the type'] as [string, string]] : []),
    ...traitRows(type),
    ...scopeRows(type),
  ];
  const links = Object.values(type.references ?? {})
    .flatMap(({ to }) => [to].flat())
    .map((name) => linkTo(type, name));
  const fields = fieldsOf(type, schemasOf(type, section.draft), section.draft);
  return [
    `### ${child.name}`,
    rows.map(([name, text]) => `- **${name}**: ${text}`).join('\n'),
    fields.length > 0
      ? tableOf(fields)
      : `Each is a string${links.length === 0 ? '' : `, the name of one of ${links.join(' or ')}`}.`,
  ];
}

function tableOf(fields: readonly Field[]): string {
  const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/</g, '\\<');
  const rows = fields.map(({ name, type, text }) => `| \`${name}\` | ${type.replaceAll('|', '\\|')} | ${cell(text)} |`);
  return ['| Field | Type | Means |', '| --- | --- | --- |', ...rows].join('\n');
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
