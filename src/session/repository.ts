import { dirname, join, relative, resolve } from 'node:path';
import { environmentOfDomain, environmentOfFile, hasKeywords, isSample } from '../init/names.ts';
import { withIncludes } from '../init/includes.ts';
import type { Note } from '../init/messages.ts';
import { messages as words } from '../init/messages.ts';
import { isSettings } from '../init/settings.ts';
import type { SettingsFile } from '../init/settings.ts';
import { isFile, isFolder, namesIn, readText, yamlFiles } from '../load/disk.ts';
import { layoutOf } from '../load/layout.ts';
import { bareDomain } from '../model/domain.ts';
import { isBody, parseJson } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import { toJson, sourceOf } from '../model/tree.ts';
import { parse } from '../yaml/parse.ts';
import { messages } from './messages.ts';

/** The settings of one environment. */
export interface EnvironmentSettings {
  environment: string;
  files: SettingsFile[];
  /** Values of markers that stand in files of their own. */
  keywords: { path: string; values: Body }[];
}

/** A Deploy CLI repository: where its configuration is, and what its settings files say. */
export interface Repository {
  /** The folder of the configuration. */
  root: string;
  /** The YAML file in it that the Deploy CLI is given; without one it is a folder of JSON files. */
  yaml: string | undefined;
  settings: EnvironmentSettings[];
  notes: Note[];
}

/** Folders in which settings files are kept. */
const places = ['', 'config', 'configs', 'environments', 'env', 'envs', 'keywords'];

/** Finds what a Deploy CLI repository has. Throws a `UsageError` when there is nothing of the kind. */
export function openRepository(given: string, cwd: string, fallback: string): Repository {
  const path = resolve(cwd, given);
  const isYaml = isFile(path) && /\.ya?ml$/.test(path);
  const start = isYaml ? dirname(path) : path;
  if (!isFolder(start)) throw messages.noRepository(given, 'does not exist');
  const root = isYaml
    ? start
    : [start, ...below(start)].find((folder) => yamlOf(folder) ?? layoutOf(folder).length > 0);
  if (root === undefined) throw messages.noRepository(given, 'has neither a tenant.yaml nor folders of JSON files');
  const yaml = isYaml ? relative(start, path) : yamlOf(root);
  const display = (file: string): string => relative(cwd, file) || '.';
  const near = settingsIn([...new Set([start, root])], display);
  const found = near.files.length > 0 ? near : { ...settingsIn([dirname(start)], display, ['']), notes: near.notes };
  const others = yaml === undefined ? [] : yamlFiles(root).filter((name) => name !== yaml && !hasKeywords(name));
  const notes = others.map((name): Note => ({ about: name, file: display(root), ...words.otherFile(yaml ?? '') }));
  return { root, yaml, settings: byEnvironment(found.files, fallback), notes: [...found.notes, ...notes] };
}

/** The text of the YAML file, includes written out; the files that it includes. */
export function yamlText(
  { root, yaml = '' }: Repository,
  display: (path: string) => string,
): { text: string; notes: Note[] } {
  const text = readText(join(root, yaml));
  if (typeof text !== 'string') throw messages.noRepository(display(join(root, yaml)), text.why);
  const read = (path: string, from: string): { path: string; text: string } | undefined => {
    const at = [join(dirname(from), path), join(root, path)].find((one) => isFile(one));
    const inner = at === undefined ? undefined : readText(at);
    return at === undefined || typeof inner !== 'string' ? undefined : { path: at, text: inner };
  };
  const included = withIncludes(text, join(root, yaml), read);
  const file = display(join(root, yaml));
  const notes = included.missing.map((path): Note => ({
    about: `!include ${path}`,
    file,
    ...words.unreadable('cannot be read'),
  }));
  return { text: included.text, notes };
}

function below(folder: string): string[] {
  return namesIn(folder)
    .filter((name) => name !== 'node_modules')
    .map((name) => join(folder, name))
    .filter(isFolder);
}

function yamlOf(folder: string): string | undefined {
  const names = yamlFiles(folder);
  const usual = names.find((name) => /^tenant\.ya?ml$/.test(name));
  if (usual !== undefined || layoutOf(folder).length > 0) return usual;
  return names.find((name) => {
    const text = readText(join(folder, name));
    return (
      typeof text === 'string' && /^(?:clients|tenant|resourceServers|roles|connections|databases|actions):/m.test(text)
    );
  });
}

interface FoundFile {
  path: string;
  value: Body;
  isSettings: boolean;
}

function settingsIn(
  starts: readonly string[],
  display: (path: string) => string,
  within: readonly string[] = places,
): { files: FoundFile[]; notes: Note[] } {
  const folders = starts.flatMap((start) => [
    ...within.map((place) => join(start, place)),
    ...(within.length > 1 ? ['config', 'configs', 'environments', 'env', 'envs'] : []).flatMap((place) =>
      below(join(start, place)),
    ),
  ]);
  const notes: Note[] = [];
  const files = [...new Set(folders)].flatMap((folder) =>
    namesIn(folder).flatMap((name): FoundFile[] => {
      const path = join(folder, name);
      if (!/\.(?:json|ya?ml)$/.test(name) || !isFile(path)) return [];
      const value = contentOf(path);
      if (value === undefined && /config.*\.json$/i.test(name))
        notes.push({ about: name, file: display(folder), ...words.unreadable('is not valid JSON') });
      const is = isSettings(value);
      if (!isBody(value) || !(is || (hasKeywords(`${folder.split('/').at(-1) ?? ''}/${name}`) && isFlat(value))))
        return [];
      if (!isSample(name)) return [{ path: display(path), value, isSettings: is }];
      notes.push({ about: name, file: display(folder), ...words.notRead() });
      return [];
    }),
  );
  return { files, notes };
}

function contentOf(path: string): Json | undefined {
  const text = readText(path);
  if (typeof text !== 'string') return undefined;
  if (path.endsWith('.json')) return parseJson(text);
  if (!hasKeywords(path.split('/').slice(-2).join('/'))) return undefined;
  const { root } = parse(sourceOf(path, text));
  return root === undefined ? undefined : toJson(root);
}

/** Whether an object may be one of the values of markers: its keys are in capitals. */
function isFlat(value: Body): boolean {
  const names = Object.keys(value);
  return (
    names.length > 0 && names.every((name) => /^[A-Za-z_]\w*$/.test(name)) && names.some((name) => /^[A-Z]/.test(name))
  );
}

function byEnvironment(files: readonly FoundFile[], fallback: string): EnvironmentSettings[] {
  const environments = new Map<string, EnvironmentSettings>();
  const shared: { path: string; values: Body }[] = [];
  for (const { path, value, isSettings: is } of files) {
    const domain = value['AUTH0_DOMAIN'];
    const byDomain = typeof domain === 'string' && domain !== '' ? environmentOfDomain(bareDomain(domain)) : undefined;
    const name = environmentOfFile(path.split('/').at(-1) ?? '') ?? folderName(path) ?? byDomain;
    if (!is && name === undefined) {
      shared.push({ path, values: value });
      continue;
    }
    const environment = name ?? fallback;
    const one = environments.get(environment) ?? { environment, files: [], keywords: [] };
    environments.set(environment, one);
    if (is) one.files.push({ path, settings: value });
    else one.keywords.push({ path, values: value });
  }
  if (environments.size === 0) environments.set(fallback, { environment: fallback, files: [], keywords: [] });
  return [...environments.values()].map((one) => ({ ...one, keywords: [...shared, ...one.keywords] }));
}

/** The environment that the folder of a settings file names, where that folder is one of several. */
function folderName(path: string): string | undefined {
  const names = path.split('/');
  const isOne = /^(?:configs?|environments?|envs?)$/.test(names.at(-3) ?? '');
  return isOne ? environmentOfFile(names.at(-2) ?? '') : undefined;
}
