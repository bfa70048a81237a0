import { groupBy } from '../model/group.ts';
import { compareText } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import { escapedText, looseName, markerOf } from '../model/marker.ts';
import type { FileResource } from './file-form.ts';
import { fileNames } from './file-names.ts';
import { inOwnFiles, isFilePlace, labelOf } from './own-files.ts';
import { inSections, topKeyOf } from './sections.ts';
import { namedSecrets } from './secret-names.ts';
import type { NamedSecret } from './secret-names.ts';
import { yamlText } from '../yaml/new-file.ts';

/** How resources are spread over files. */
export type Split = 'auto' | 'type' | 'resource' | 'none';

/** How a folder of a tenant looks. */
export interface Layout {
  split: Split;
  /** Files of sections that are too long for the tenant's own, by the key at the top. */
  sections: Readonly<Record<string, string>>;
  /** Folders of the files that fields name, by type. */
  folders: Readonly<Record<string, string>>;
}

/** A folder of a tenant as it has to be written. */
export interface TenantFiles {
  /** The texts by their paths from the folder. */
  files: Map<string, string>;
  secrets: NamedSecret[];
  /** Files that are named and whose content only the user has. */
  toProvide: string[];
}

/** More than this of one section gets a file of its own. */
const most = { resources: 10, lines: 200 };

/** What the files of a tenant stand beside. */
export interface Beside {
  /** The names of the keywords that the environments have. */
  keywords?: readonly string[];
  /** The names of secrets that are taken. */
  taken?: ReadonlySet<string>;
  /** The one environment that the resources are for. */
  environment?: string;
}

/** The files that declare these resources, which stand in the order of the catalog. */
export function tenantFiles(
  resources: readonly FileResource[],
  layout: Layout,
  { keywords = [], taken, environment }: Beside = {},
): TenantFiles {
  const apart = inOwnFiles(resources, layout.folders, environment);
  const named = namedSecrets(apart.resources, isFilePlace, new Set([...keywords, ...(taken ?? [])]));
  const names = [...keywords, ...(taken ?? []), ...named.secrets.map(({ name }) => name)];
  const isMarker = markerOf(new Set(names.map(looseName)));
  const texts = [...apart.files].map(([path, text]): [string, string] => [path, escapedText(text, isMarker)]);
  const groups = grouped(named.resources, layout, (value) => yamlText(value, isMarker));
  const folder = environment === undefined ? '' : `environments/${environment}/`;
  const head = schemaLine('tenant', environment === undefined ? 0 : 2);
  const yaml = [...groups].map(([name, own]): [string, string] => {
    return [`${folder}${name}.yaml`, yamlText(inSections(own), isMarker, [head])];
  });
  return {
    files: new Map([...yaml, ...texts].sort(([a], [b]) => compareText(a, b))),
    secrets: named.secrets,
    toProvide: apart.toProvide,
  };
}

/** The line that tells editors the schema of a file so deep below the tenant's folder. */
export function schemaLine(name: string, depth: number): string {
  return `yaml-language-server: $schema=${'../'.repeat(depth + 2)}node_modules/tenantry/schemas/${name}.schema.json`;
}

/** The resources by the name of the file in which they stand. */
function grouped(
  resources: readonly FileResource[],
  { split, sections }: Layout,
  textOf: (value: Json) => string,
): Map<string, FileResource[]> {
  const bySection = groupBy(resources, topKeyOf);
  const fileOf = (section: string): string => sections[section] ?? section;
  const byFile = groupBy([...bySection.keys()], fileOf);
  const isLong = (section: string): boolean => {
    const own = bySection.get(section) ?? [];
    const body: Body = inSections(own);
    return own.length > most.resources || textOf(body).split('\n').length > most.lines;
  };
  const chosen = [...byFile].flatMap(([file, own]): [string, FileResource[]][] => {
    const all = own.flatMap((section) => bySection.get(section) ?? []);
    if (split === 'type' || (split === 'auto' && own.some(isLong))) return [[file, all]];
    if (split !== 'resource') return [['tenant', all]];
    return own.flatMap((section) => eachAlone(section, bySection.get(section) ?? []));
  });
  const files = new Map<string, FileResource[]>();
  for (const [file, all] of chosen) files.set(file, [...(files.get(file) ?? []), ...all]);
  return files;
}

/** A file for each resource of a list; what a tenant has once stays together. */
function eachAlone(section: string, resources: readonly FileResource[]): [string, FileResource[]][] {
  const isList = ({ type }: FileResource): boolean => type.root.section === undefined;
  const names = fileNames(resources.filter(isList).map(labelOf));
  const single = resources.filter((resource) => !isList(resource));
  const each = resources
    .filter(isList)
    .map((one): [string, FileResource[]] => [`${section}.${names.get(labelOf(one)) ?? ''}`, [one]]);
  return [...(single.length > 0 ? [['tenant', single] satisfies [string, FileResource[]]] : []), ...each];
}
