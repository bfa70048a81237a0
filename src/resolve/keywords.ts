import type { Diagnostic } from '../model/diagnostic.ts';
import type { Json } from '../model/json.ts';
import { parseJson } from '../model/json.ts';
import type { Keyword, Keywords } from '../model/keyword.ts';
import { isKeywordName } from '../model/keyword.ts';
import { markerOf, markerText, normalizeMarkers } from '../model/marker.ts';
import { messages } from './messages.ts';
import { nearest } from '../model/suggest.ts';
import { fieldOf, isUnresolved, secretsIn, sourceOf, toJson, toWritten, traced } from '../model/tree.ts';
import type { Entry, Node, Origin, Scalar } from '../model/tree.ts';
import type { Unread } from '../model/unread.ts';
import type { MarkerProblems } from './problems.ts';
import { renderNode, textOf, whyNoText } from './render.ts';
import type { LookUp } from './render.ts';
import { limited } from './renderer.ts';

/** Where values come from beside the files. */
export interface Sources {
  /** `KEY=VALUE` pairs of the command line. */
  set: Record<string, string>;
  /** The process environment. */
  env: Record<string, string | undefined>;
  /**
   * Whether a secret without a value is an error, as before writing, or a warning. Offline it is not needed; where it is
   * `absent`, it has none whatever the process environment says.
   */
  secrets: 'needed' | 'wanted' | 'ignored' | 'absent';
  /** Reads a file that a secret names; the path starts at the folder of the file `from`, which says so. */
  readSecret: (path: string, from: string) => string | Unread | undefined;
}

const fields = ['keywords', 'secrets'];
const prefix = 'TENANTRY_KEYWORD_';

/** A keyword as it is written, before the markers in its value are replaced. */
interface Definition {
  name: string;
  node: Node;
  isSecret: boolean;
  /** The value as it was given, where that was a text. */
  given?: string;
  origin?: Origin;
}

/** The names that the command line and the process environment give values to. */
export function givenNames({ set, env }: Pick<Sources, 'set' | 'env'>): string[] {
  const variables = Object.keys(env).filter((variable) => variable.startsWith(prefix));
  return [...Object.keys(set), ...variables.map((variable) => variable.slice(prefix.length))];
}

/**
 * The keywords of one environment, strongest source first: the command line, `TENANTRY_KEYWORD_<KEY>` of the process
 * environment, the environment file, the tenant's defaults. Nothing else may define those that are built in. In their values the markers of other keywords are replaced.
 */
export function keywordsOf(
  files: (Node | undefined)[],
  sources: Sources,
  names: ReadonlySet<string>,
  problems: MarkerProblems,
  builtIn: Readonly<Record<string, string>> = {},
): { keywords: Keywords; used: Set<string>; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const definitions = new Map<string, Definition>();
  for (const file of files.toReversed()) {
    const plain = entriesOf(file, 'keywords');
    for (const { key, keyOrigin, value } of plain)
      definitions.set(key, { name: key, node: value, isSecret: false, origin: keyOrigin });
    for (const entry of entriesOf(file, 'secrets')) {
      const existing = plain.find(({ key }) => key === entry.key);
      if (existing !== undefined)
        diagnostics.push(messages.keywordAndSecret(entry.key, entry.keyOrigin, existing.keyOrigin));
      definitions.set(entry.key, secretDefinition(entry, sources, diagnostics));
    }
  }
  for (const [variable, text] of Object.entries(sources.env)) {
    if (!variable.startsWith(prefix) || text === undefined) continue;
    const key = variable.slice(prefix.length);
    if (isKeywordName(key)) override(definitions, key, text, variable);
    else diagnostics.push(messages.keywordVariable(variable));
  }
  for (const [key, text] of Object.entries(sources.set)) override(definitions, key, text, `--set ${key}`);
  for (const [name, text] of Object.entries(builtIn)) {
    const existing = definitions.get(name);
    if (existing !== undefined) diagnostics.push(messages.keywordBuiltIn(name, existing.origin));
    const origin = { source: sourceOf('the environment', text), start: 0, end: text.length };
    definitions.set(name, { name, node: nodeOf(text, origin), isSecret: false, given: text });
  }
  const { keywords, used } = composed(definitions, names, problems, diagnostics);
  return { keywords, used: new Set([...used, ...Object.keys(builtIn)]), diagnostics };
}

/** Keywords with the markers in their values replaced, each after those that it uses. */
function composed(
  definitions: ReadonlyMap<string, Definition>,
  names: ReadonlySet<string>,
  problems: MarkerProblems,
  diagnostics: Diagnostic[],
): { keywords: Keywords; used: Set<string> } {
  const isMarker = markerOf(names);
  const keywords = new Map<string, Keyword>();
  const used = new Set<string>();
  const open: string[] = [];
  const lookUp: LookUp = (form, name, place) => {
    used.add(name);
    const definition = definitions.get(name);
    if (definition === undefined && !isMarker(name, 0)) return 'text';
    if (definition === undefined) problems.undefined(form, name, place, [...open]);
    else if (open.includes(name)) {
      const chain = [...open.slice(open.indexOf(name)), name];
      diagnostics.push(messages.keywordCycle(chain, definition.origin ?? place('')));
    } else return keywordOf(definition);
    return undefined;
  };
  const rendering = { lookUp: limited(lookUp, diagnostics), problems, diagnostics };
  const keywordOf = (definition: Definition): Keyword => {
    const { name, origin } = definition;
    const known = keywords.get(name);
    if (known !== undefined) return known;
    open.push(name);
    const node = definition.isSecret ? definition.node : renderNode(definition.node, rendering);
    open.pop();
    const traces = traced(node);
    const value = toJson(node);
    // What was given as a string has that as its text, whatever it reads as.
    const noText = definition.given === undefined || value === null ? whyNoText(value) : undefined;
    const keyword: Keyword = {
      name,
      node,
      value,
      text: traces.length === 0 ? (definition.given ?? writtenOf(node)) : textOf(value),
      isSecret: traces.some(({ trace }) => secretsIn(trace).length > 0),
      written: toWritten(node),
      isKnown: !traces.some(({ trace }) => isUnresolved(trace)),
      ...(noText === undefined ? {} : { noText }),
      ...(origin === undefined ? {} : { origin }),
    };
    keywords.set(name, keyword);
    return keyword;
  };
  for (const definition of definitions.values()) keywordOf(definition);
  return { keywords, used };
}

/** Whether a file's keywords are known: not when it is broken, or when a misspelt field may hold them. */
export function hasKnownKeywords(file: Node | undefined): boolean {
  if (file?.type !== 'map') return false;
  return file.entries.every(({ key, value }) => {
    if (fields.includes(key)) return value.type === 'map' || (value.type === 'scalar' && value.value === null);
    return nearest(key, fields) === undefined;
  });
}

/** The entries that are well named; of the others the schema speaks. */
function entriesOf(file: Node | undefined, field: string): Entry[] {
  const node = fieldOf(file, field);
  return node?.type === 'map' ? node.entries.filter(({ key }) => isKeywordName(key)) : [];
}

function secretDefinition(
  { key, keyOrigin, value: node }: Entry,
  sources: Sources,
  diagnostics: Diagnostic[],
): Definition {
  const [variable, file] = ['env', 'file'].map((field) => {
    const source = fieldOf(node, field);
    return source?.type === 'scalar' && typeof source.value === 'string' ? source.value : undefined;
  });
  const from = variable === undefined ? `the file ${file ?? ''}` : `the environment variable ${variable}`;
  const given =
    variable === undefined ? sources.readSecret(file ?? '', keyOrigin.source.path) : fromVariable(variable, sources);
  const isRefused = typeof given === 'object';
  // The line end that an editor puts behind the last line is no part of a password.
  const text =
    isRefused || sources.secrets === 'absent'
      ? ''
      : (given ?? '').replace(variable === undefined ? /\r?\n$/ : /$^/, '');
  const hasSource = variable !== undefined || file !== undefined;
  if (hasSource && isRefused) diagnostics.push(messages.secretSource(key, from, given, keyOrigin));
  else if (text === '' && hasSource && sources.secrets !== 'ignored')
    diagnostics.push(messages.secretMissing(key, from, keyOrigin, sources.secrets === 'needed'));
  return { name: key, node: secretNode(key, text, keyOrigin), isSecret: true, origin: keyOrigin };
}

/** What a variable holds; those of the deployer and of the runner are nothing that a tenant may be given. */
function fromVariable(variable: string, { env }: Sources): string | Unread | undefined {
  if (!/^(?:AUTH0|GITHUB|ACTIONS|RUNNER)_/i.test(variable)) return env[variable];
  return {
    why: 'belongs to the deployer or to the runner',
    hint: 'give the value in a variable with a name of its own',
  };
}

/** The value of a secret; an empty one is a value that is not known here. */
function secretNode(name: string, text: string, origin: Origin): Scalar {
  const marker = { name, form: 'text', start: 0, end: text.length, isSecret: true } as const;
  const trace = { markers: [marker], unresolved: text === '' ? [name] : [], written: markerText('text', name) };
  return { type: 'scalar', value: text === '' ? null : text, style: 'quoted', origin, trace };
}

/** A value given as a string: JSON when it reads as JSON, else the string itself. A secret stays one, and a string. */
function override(definitions: Map<string, Definition>, name: string, text: string, from: string): void {
  const { isSecret = false, origin } = definitions.get(name) ?? {};
  const whole = { source: sourceOf(from, text), start: 0, end: text.length };
  const node = isSecret ? secretNode(name, text, whole) : nodeOf(parseJson(text) ?? text, whole);
  definitions.set(name, { name, node, isSecret, given: text, ...(origin === undefined ? {} : { origin }) });
}

/** The text of a value: a number as it is written, or `1.10` would lose its last digit. */
function writtenOf(node: Node): string {
  return node.type === 'scalar' && node.written !== undefined ? node.written : textOf(toJson(node));
}

/** A value as a node, all of it at one place. */
function nodeOf(value: Json, origin: Origin): Node {
  if (Array.isArray(value))
    return { type: 'list', items: value.map((item) => nodeOf(item, origin)), isFlow: true, origin };
  if (typeof value === 'string') return { type: 'scalar', value: normalizeMarkers(value), style: 'quoted', origin };
  if (typeof value !== 'object' || value === null) return { type: 'scalar', value, style: 'quoted', origin };
  const entries = Object.entries(value).map(([key, inner]) => ({
    key: normalizeMarkers(key),
    keyOrigin: origin,
    value: nodeOf(inner, origin),
  }));
  return { type: 'map', entries, origin };
}
