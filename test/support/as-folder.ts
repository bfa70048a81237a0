import { basename } from 'node:path';
import { parse } from '../../src/yaml/parse.ts';
import { keyText } from '../../src/model/json.ts';
import { hasMarker, pieces, unshield } from '../../src/model/marker.ts';
import { fieldOf, sourceOf, toJson } from '../../src/model/tree.ts';
import type { Entry, Mapping, Node, Scalar } from '../../src/model/tree.ts';

type Files = Record<string, string>;

/** Where the Deploy CLI keeps a section that has no file or folder of its own name, written from its documentation. */
const places: Record<string, string> = {
  clientGrants: 'grants',
  guardianFactors: 'guardian/factors',
  guardianFactorProviders: 'guardian/providers',
  guardianFactorTemplates: 'guardian/templates',
  networkACLs: 'network-acls',
  customDomains: 'custom-domains/custom-domains.json',
  emailProvider: 'emails/provider.json',
  phoneProviders: 'phone-providers/provider.json',
  triggers: 'triggers/triggers.json',
  riskAssessment: 'risk-assessment/settings.json',
  guardianPolicies: 'guardian/policies.json',
  guardianPhoneFactorSelectedProvider: 'guardian/phoneFactorSelectedProvider.json',
  guardianEmailFactorSettings: 'guardian/emailFactorSettings.json',
  guardianPhoneFactorSettings: 'guardian/phoneFactorSettings.json',
  guardianSettings: 'guardian/settings.json',
  guardianPhoneFactorMessageTypes: 'guardian/phoneFactorMessageTypes.json',
};

/** A tenant of one YAML file as Auth0's Deploy CLI exports it into folders. Environments stay as they are. */
export function asFolder(files: Files): Files {
  const { 'tenant.yaml': yaml = '', ...kept } = files;
  const { root } = parse(sourceOf('tenant.yaml', yaml));
  const written = Object.fromEntries(Object.entries(kept).filter(([path]) => !path.endsWith('.json')));
  for (const { key, value } of entriesOf(root)) Object.assign(written, section(key, value, kept));
  return written;
}

function section(name: string, node: Node, files: Files): Files {
  switch (name) {
    case 'attackProtection':
      return Object.fromEntries(
        entriesOf(node).map(({ key, value }) => [
          `attack-protection/${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.json`,
          json(value),
        ]),
      );
    case 'branding':
      return {
        'branding/branding.json': json(without(node, 'templates')),
        ...beside(fieldOf(node, 'templates'), 'branding/templates', 'template', 'body', files, true),
      };
    case 'pages':
      return beside(node, 'pages', 'name', 'html', files, false);
    case 'emailTemplates':
      return beside(node, 'emails', 'template', 'body', files, false);
    case 'databases':
      return filled(
        'database-connections',
        Object.assign({}, ...itemsOf(node).map((item) => database(item, files))) as Files,
      );
    case 'flows':
    case 'forms':
      return filled(
        name,
        Object.fromEntries(itemsOf(node).map((item) => [`${name}/${textOf(item, 'name')}.json`, inlined(item, files)])),
      );
    case 'prompts':
      return prompts(node, files);
    default:
      return usual(places[name] ?? kebab(name), node);
  }
}

/** A file for each item of a list, in a folder; one file for anything else, and for a list that is kept in one. */
function usual(place: string, node: Node): Files {
  if (place.endsWith('.json')) return { [place]: json(node) };
  if (node.type !== 'list') return { [`${place}.json`]: json(node) };
  return filled(place, Object.fromEntries(node.items.map((item, index) => [`${place}/${index}.json`, json(item)])));
}

function kebab(name: string): string {
  const words = name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? [name];
  return words.join('-').toLowerCase();
}

/** A folder that has no files is a list that is empty; Git keeps it for a file that begins with a dot. */
function filled(folder: string, written: Files): Files {
  return Object.keys(written).length > 0 ? written : { [`${folder}/.gitkeep`]: '' };
}

/** Items with their text in a file of the same name; the field that would name it is left out, unless it is kept. */
function beside(
  list: Node | undefined,
  folder: string,
  key: string,
  field: string,
  files: Files,
  isKept: boolean,
): Files {
  const written: Files = {};
  for (const item of itemsOf(list)) {
    const name = textOf(item, key);
    if (fieldOf(item, field) === undefined || textOf(item, field) === '') {
      written[`${folder}/${name}.json`] = json(item);
      continue;
    }
    const path = textOf(item, field).replace('./', '');
    written[`${folder}/${name}.html`] = files[path] ?? '';
    const rest = entriesOf(without(item, field));
    const value = text(item, `./${name}.html`);
    const entry: Entry[] = isKept ? [{ key: field, keyOrigin: item.origin, value }] : [];
    written[`${folder}/${name}.json`] = json({ ...asMap(item), entries: [...rest, ...entry] });
  }
  return filled(folder, written);
}

function database(item: Node, files: Files): Files {
  const folder = `database-connections/${textOf(item, 'name')}`;
  const scripts = entriesOf(fieldOf(need(item, 'options'), 'customScripts'));
  const written: Files = {};
  const moved = scripts.map((entry) => {
    const path = plain(entry.value).replace('./', '');
    written[`${folder}/${basename(path)}`] = files[path] ?? '';
    return { ...entry, value: text(entry.value, `./${basename(path)}`) };
  });
  const options = replaced(need(item, 'options'), 'customScripts', { ...asMap(item), entries: moved });
  written[`${folder}/database.json`] = json(replaced(item, 'options', options));
  return written;
}

function prompts(node: Node, files: Files): Files {
  const texts: Files = {};
  const partial = (name: string, value: Node): string => {
    const isFile = plain(value).startsWith('./');
    const path = isFile ? basename(plain(value)) : `${name}.liquid`;
    texts[`prompts/partials/${path}`] = isFile ? (files[plain(value).replace('./', '')] ?? '') : plain(value);
    return `partials/${path}`;
  };
  const partials = entriesOf(fieldOf(node, 'partials')).map(({ key: prompt, value: screens }) => [
    prompt,
    [
      Object.fromEntries(
        entriesOf(screens).map(({ key: screen, value: points }) => [
          screen,
          points.type === 'scalar'
            ? points.value
            : entriesOf(points).map(({ key, value }) => ({ name: key, template: partial(`${prompt}-${key}`, value) })),
        ]),
      ),
    ],
  ]);
  const renderers = itemsOf(fieldOf(node, 'screenRenderers')).flatMap((item) =>
    entriesOf(item).flatMap(({ key: prompt, value: screens }) =>
      entriesOf(screens).map(({ key: screen, value }) => {
        const kept = ['prompt', 'screen'].reduce<Node>(without, value);
        const body = value.type === 'map' ? json(kept) : (files[plain(value).replace('./', '')] ?? '{}');
        const named = body.replace('{', `{ "prompt": "${prompt}", "screen": "${screen}",`);
        return [`prompts/screenRenderSettings/${prompt}_${screen}.json`, named];
      }),
    ),
  );
  const settings = ['customText', 'partials', 'screenRenderers'].reduce<Node>(without, node);
  return {
    'prompts/prompts.json': json(settings),
    'prompts/custom-text.json': json(need(node, 'customText')),
    'prompts/partials.json': JSON.stringify(Object.fromEntries(partials)),
    ...texts,
    ...(Object.fromEntries(renderers) as Files),
  };
}

/** A flow or form with the content of its file in place. */
function inlined(item: Node, files: Files): string {
  if (fieldOf(item, 'body') === undefined) return json(item);
  const body = files[textOf(item, 'body').replace('./', '')] ?? '{}';
  return body.replace('{', `{ "name": ${JSON.stringify(textOf(item, 'name'))},`);
}

/** JSON text with the markers as they were written: bare ones stay bare. */
function json(node: Node): string {
  if (node.type === 'list') return `[${node.items.map(json).join(', ')}]`;
  if (node.type === 'map')
    return `{\n${node.entries.map(({ key, value }) => `${JSON.stringify(unshield(key))}: ${json(value)}`).join(',\n')}\n}`;
  return isBare(node) ? unshield(String(node.value)) : JSON.stringify(node.value, unshieldAll);
}

function isBare({ value, style }: Scalar): boolean {
  if (style !== 'plain' || typeof value !== 'string' || !hasMarker(value)) return false;
  return pieces(value).length === 1;
}

const unshieldAll = (_key: string, value: unknown): unknown => (typeof value === 'string' ? unshield(value) : value);

function entriesOf(node: Node | undefined): Entry[] {
  return node?.type === 'map' ? node.entries : [];
}

function itemsOf(node: Node | undefined): Node[] {
  return node?.type === 'list' ? node.items : [];
}

function textOf(node: Node, field: string): string {
  return plain(need(node, field));
}

function need(node: Node, field: string): Node {
  const found = fieldOf(node, field);
  if (found === undefined) throw new Error(`no ${field}`);
  return found;
}

function plain(node: Node): string {
  return keyText(toJson(node));
}

function without(node: Node, field: string): Node {
  return { ...asMap(node), entries: entriesOf(node).filter(({ key }) => key !== field) };
}

function replaced(node: Node, field: string, value: Node): Node {
  const entries = entriesOf(node).map((entry) => (entry.key === field ? { ...entry, value } : entry));
  return { ...asMap(node), entries };
}

function asMap(node: Node): Mapping {
  return node.type === 'map' ? node : { type: 'map', entries: [], origin: node.origin };
}

function text(at: Node, value: string): Scalar {
  return { type: 'scalar', value, style: 'quoted', origin: at.origin };
}
