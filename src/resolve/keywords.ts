import type { Diagnostic } from '../model/diagnostic.ts';
import type { Json } from '../model/json.ts';
import { parseJson } from '../model/json.ts';
import type { Keyword, Keywords } from '../model/keyword.ts';
import { hasMarker, shield } from '../model/marker.ts';
import { messages } from './messages.ts';
import { nearest } from '../model/suggest.ts';
import { fieldOf, toJson } from '../model/tree.ts';
import type { Entry, Node } from '../model/tree.ts';

/** Where values come from beside the files. */
export interface Sources {
  /** `KEY=VALUE` pairs of the command line. */
  set: Record<string, string>;
  /** The process environment. */
  env: Record<string, string | undefined>;
  /** Whether a secret without a value is an error, as before writing, or a warning. Offline it is not needed. */
  secrets: 'needed' | 'wanted' | 'ignored';
  /** Reads a file that a secret names; the path starts at the folder of the file `from`, which says so. */
  readSecret: (path: string, from: string) => string | undefined;
}

const name = /^[A-Z][A-Z0-9_]*$/;
const fields = ['keywords', 'secrets'];
const prefix = 'TENANTRY_KEYWORD_';

/**
 * The keywords of one environment, strongest source first: the command line, `TENANTRY_KEYWORD_<KEY>` of the process
 * environment, the environment file, the tenant's defaults.
 */
export function keywordsOf(
  files: (Node | undefined)[],
  sources: Sources,
): { keywords: Keywords; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const keywords = new Map<string, Keyword>();
  for (const file of files.toReversed()) {
    const plain = entriesOf(file, 'keywords');
    for (const entry of plain) keywords.set(entry.key, plainKeyword(entry, diagnostics));
    for (const entry of entriesOf(file, 'secrets')) {
      const existing = plain.find(({ key }) => key === entry.key);
      if (existing !== undefined)
        diagnostics.push(messages.keywordAndSecret(entry.key, entry.keyOrigin, existing.keyOrigin));
      keywords.set(entry.key, secretKeyword(entry, sources, diagnostics));
    }
  }
  for (const [variable, text] of Object.entries(sources.env)) {
    if (!variable.startsWith(prefix) || text === undefined) continue;
    const key = variable.slice(prefix.length);
    if (name.test(key)) override(keywords, key, text);
    else diagnostics.push(messages.keywordVariable(variable));
  }
  for (const [key, text] of Object.entries(sources.set)) override(keywords, key, text);
  return { keywords, diagnostics };
}

/** Whether a file's keywords are known: not when it is broken, or when a misspelt field may hold them. */
export function hasKnownKeywords(file: Node | undefined): boolean {
  if (file?.type !== 'map') return false;
  return file.entries.every(({ key, value }) => {
    if (fields.includes(key)) return value.type === 'map' || (value.type === 'scalar' && value.value === null);
    return nearest(key, fields) === undefined;
  });
}

/** A value as it stands inside a string: arrays joined by commas, as Deploy CLI does it, and objects as JSON. */
export function textOf(value: Json): string {
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? value.map(textOf).join(',') : JSON.stringify(value);
}

/** The entries that are well named; of the others the schema speaks. */
function entriesOf(file: Node | undefined, field: string): Entry[] {
  const node = fieldOf(file, field);
  return node?.type === 'map' ? node.entries.filter(({ key }) => name.test(key)) : [];
}

function plainKeyword({ key, keyOrigin, value: node }: Entry, diagnostics: Diagnostic[]): Keyword {
  const value = toJson(node);
  const text = textOf(value);
  if (hasMarker(shield(text))) diagnostics.push(messages.markerInValue(key, node.origin));
  return { name: key, value, text, isSecret: false, isKnown: true, origin: keyOrigin };
}

function secretKeyword({ key, keyOrigin, value: node }: Entry, sources: Sources, diagnostics: Diagnostic[]): Keyword {
  const [variable, file] = ['env', 'file'].map((field) => {
    const source = fieldOf(node, field);
    return source?.type === 'scalar' && typeof source.value === 'string' ? source.value : undefined;
  });
  // The line end that an editor puts behind the last line is no part of a password.
  const read = (path: string): string | undefined =>
    sources.readSecret(path, keyOrigin.source.path)?.replace(/\r?\n$/, '');
  const text = (variable === undefined ? read(file ?? '') : sources.env[variable]) ?? '';
  const isKnown = text !== '';
  const hasSource = variable !== undefined || file !== undefined;
  if (!isKnown && hasSource && sources.secrets !== 'ignored') {
    const from = variable === undefined ? `the file ${file ?? ''}` : `the environment variable ${variable}`;
    diagnostics.push(messages.secretMissing(key, from, keyOrigin, sources.secrets === 'needed'));
  }
  return { name: key, value: isKnown ? text : null, text, isSecret: true, isKnown, origin: keyOrigin };
}

/** A value given as a string: JSON when it reads as JSON, else the string itself. A secret stays one, and a string. */
function override(keywords: Map<string, Keyword>, key: string, text: string): void {
  const known = keywords.get(key);
  const isSecret = known?.isSecret === true;
  keywords.set(key, {
    name: key,
    value: isSecret ? text : (parseJson(text) ?? text),
    text,
    isSecret,
    isKnown: true,
    ...(known?.origin === undefined ? {} : { origin: known.origin }),
  });
}
