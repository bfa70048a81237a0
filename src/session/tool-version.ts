import { basename, join } from 'node:path';
import { readText } from '../load/disk.ts';
import { isBody, parseJson } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import { foldersUpTo } from './git.ts';
import type { Earlier } from './git.ts';

/** The name by which packages and workflows name this tool. */
const tool = 'tenantry';

/** Files that say which version of a package is installed. */
const manifests = [
  'package.json',
  'package-lock.json',
  'npm-shrinkwrap.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'bun.lock',
];

/**
 * Whether a project had another version of tenantry, by its packages or by the action in its workflows: that one may have
 * understood the same files otherwise. In the repository of tenantry itself its own code counts.
 */
export function hasOtherTool(earlier: Earlier, project: string): boolean {
  const folders = foldersUpTo(project, earlier.top);
  const named = folders.flatMap((folder) => manifests.map((name) => join(folder, name)));
  const workflows = earlier.changedIn(join(earlier.top, '.github')).filter((path) => /\.ya?ml$/.test(path));
  const isOther = (path: string): boolean => said(path, earlier.textOf(path)) !== said(path, textOf(path));
  if ([...named.filter(earlier.hasChanged), ...workflows].some(isOther)) return true;
  const own = folders.filter((folder) => nameOf(textOf(join(folder, 'package.json'))) === tool);
  return own.some((folder) =>
    ['src', 'schemas', 'package-lock.json'].some((name) => earlier.hasChanged(join(folder, name))),
  );
}

function textOf(path: string): string | undefined {
  const text = readText(path);
  return typeof text === 'string' ? text : undefined;
}

/** What a file says of the version of the tool; the same text for the same version. */
function said(path: string, text: string | undefined): string {
  if (text === undefined) return '';
  const name = basename(path);
  const value = name.endsWith('.json') ? parseJson(text) : undefined;
  if (isBody(value)) return JSON.stringify(name === 'package.json' ? inPackage(value) : inLock(value));
  return linesAbout(text, manifests.includes(name) ? 4 : 0).join('\n');
}

/** The version that a package asks for, and its own when it is the tool. */
function inPackage(value: Body): Json {
  const fields = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies', 'overrides'];
  const asked = fields.map((field) => {
    const found = value[field];
    return isBody(found) ? (found[tool] ?? null) : null;
  });
  return [value['name'] === tool ? (value['version'] ?? null) : null, ...asked];
}

/** The version that a lock of npm has. */
function inLock({ packages }: Body): Json {
  const all = isBody(packages) ? Object.entries(packages) : [];
  return all.filter(([path]) => path.endsWith(`node_modules/${tool}`)).map(([path, entry]) => [path, entry]);
}

/** The lines that name the tool by a version, and some behind each, where other locks have it. */
function linesAbout(text: string, more: number): string[] {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.flatMap((line, index) =>
    new RegExp(String.raw`\b${tool}\b.*@|"${tool}"|\b${tool}:`).test(line) ? lines.slice(index, index + 1 + more) : [],
  );
}

function nameOf(text: string | undefined): Json {
  const value = text === undefined ? null : parseJson(text);
  return isBody(value) ? (value['name'] ?? null) : null;
}
