// Names that are not declared, because there is a standard term that a reader from the field knows already.
import { parseSync } from '@swc/core';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Whole identifiers, and what is said instead. */
const words: Record<string, string> = {
  settle: 'canonicalize, normalizeMarkers, waitForConsistency or beforeStore',
  settled: 'canonicalize, waitForConsistency',
  kind: 'type',
  kinds: 'types or catalog',
  reach: 'readScope',
  echoes: 'followOn',
  gaps: 'followOn',
  wayBack: 'rollback',
  amendments: 'constraints',
  relink: 'idsToKeys',
  withIds: 'keysToIds',
  telling: 'wording',
  carryOut: 'execute',
  runIt: 'run',
  needs: 'requiredOnCreate, dependsOn or RequiredScopes',
  basis: 'preconditions',
  pins: 'matchedById',
  circle: 'cycle',
  circles: 'cycles',
  gauge: 'refill',
  sight: 'sample',
  hear: 'onResponse',
  lane: 'queue',
  pacer: 'rateLimiter',
  allowance: 'budget',
  twin: 'existing or duplicate',
  paint: 'style',
  tone: 'style',
  traps: 'regressions',
  together: 'sentTogether',
  shapes: 'variants',
  frame: 'codeFrame',
};

/**
 * Parsing takes its time: most files have none of the words where a name may be declared, which is behind a keyword, at the beginning of
 * type parameters or before a mark.
 */
const anyWord = `(?:${Object.keys(words).join('|')})\\b`;
const mayDeclare = new RegExp(
  `\\b(?:const|let|var|function|type|interface|class)\\s+${anyWord}|[<,]\\s*${anyWord}|\\b${anyWord}\\s*[^\\s\\w'".-]`,
);

const root = join(import.meta.dirname, '..');
const files = ['src', 'tools', 'test'].flatMap((folder) => filesBelow(folder)).sort();
const found = files.flatMap((file) => {
  const text = readFileSync(join(root, file), 'utf8');
  if (!mayDeclare.test(text)) return [];
  const names = new Set<string>();
  collect(parseSync(text, { syntax: 'typescript' }), names);
  return [...names]
    .filter((name) => Object.hasOwn(words, name))
    .map((name) => `${file}:${lineOf(text, name)} ${name}: say ${words[name] ?? ''}`);
});
for (const line of found) process.stdout.write(`${line}\n`);
process.stdout.write(`${found.length} names of ${files.length} files are house words\n`);
process.exitCode = found.length === 0 ? 0 : 1;

/** Adds every name that is declared in a syntax tree: of values, types, parameters, and the properties of types. */
function collect(node: unknown, names: Set<string>): void {
  if (Array.isArray(node)) for (const item of node) collect(item, names);
  if (!isNode(node)) return;
  switch (node['type']) {
    case 'VariableDeclarator':
    case 'CatchClause':
      bind(node['id'] ?? node['param'], names);
      break;
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ClassDeclaration':
    case 'TsInterfaceDeclaration':
    case 'TsTypeAliasDeclaration':
    case 'TsTypeParameter':
      bind(node['identifier'] ?? node['id'] ?? node['name'], names);
      break;
    case 'TsPropertySignature':
    case 'TsMethodSignature':
    case 'ClassProperty':
    case 'ClassMethod':
      bind(node['key'], names);
      break;
    case 'ImportSpecifier':
      // A name that is imported under another one is declared here.
      if (isNode(node['imported'])) bind(node['local'], names);
      break;
    case 'ArrowFunctionExpression':
      bind(node['params'], names);
      break;
    case 'Parameter':
      bind(node['pat'], names);
      break;
  }
  for (const inner of Object.values(node)) collect(inner, names);
}

/** Adds the names that a pattern binds. */
function bind(pattern: unknown, names: Set<string>): void {
  if (Array.isArray(pattern)) for (const item of pattern) bind(item, names);
  if (!isNode(pattern)) return;
  switch (pattern['type']) {
    case 'Identifier':
      names.add(String(pattern['value']));
      break;
    case 'ObjectPattern':
      bind(pattern['properties'], names);
      break;
    case 'AssignmentPatternProperty':
      bind(pattern['key'], names);
      break;
    case 'KeyValuePatternProperty':
      bind(pattern['value'], names);
      break;
    case 'ArrayPattern':
      bind(pattern['elements'], names);
      break;
    case 'AssignmentPattern':
      bind(pattern['left'], names);
      break;
    case 'RestElement':
      bind(pattern['argument'], names);
      break;
  }
}

function isNode(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function lineOf(text: string, name: string): number {
  const before = text.slice(0, text.search(new RegExp(`\\b${name}\\b`)));
  return before.split('\n').length;
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => join(folder, path));
}
