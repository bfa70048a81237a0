import { parse } from 'acorn';
import type { AnyNode, CallExpression, Expression, Function, Pattern, Program, Property, SpreadElement } from 'acorn';
import { full, simple } from 'acorn-walk';

/** A range of a text, in UTF-16 code units. */
export interface Span {
  start: number;
  end: number;
}

/** A call, by the dotted name of what is called: `api.access.deny`. */
export interface NamedCall extends Span {
  name: string;
  arguments: (Expression | SpreadElement)[];
}

/** A name in dots that is read: `event.request.body.client_secret`. */
export interface Named extends Span {
  name: string;
}

/** What of a piece of JavaScript rules look at. The first two parameters of its handlers are called `event` and `api`. */
export interface Code {
  program: Program;
  /** What it exports, by name: functions, and whether they are asynchronous. */
  handlers: (Named & { function?: Function })[];
  calls: NamedCall[];
  members: Named[];
  /** Strings and templates without values in them. */
  strings: (Span & { value: string })[];
}

const parsed = new Map<string, Code | undefined>();

/** A piece of JavaScript, or nothing where it cannot be parsed: that is said elsewhere. Each text is parsed once. */
export function codeOf(text: string): Code | undefined {
  if (!parsed.has(text)) parsed.set(text, read(text));
  return parsed.get(text);
}

function read(text: string): Code | undefined {
  const program = programOf(text);
  if (program === undefined) return undefined;
  const handlers = handlersOf(program);
  const names = new Map([...required(program), ...aliases(handlers)]);
  const called = (node: AnyNode): string | undefined => nameOf(node, names);
  const code: Code = { program, handlers, calls: [], members: [], strings: [] };
  simple(program, {
    CallExpression: (node) => {
      const name = called(node.callee);
      if (name !== undefined) code.calls.push({ name, arguments: node.arguments, start: node.start, end: node.end });
    },
    MemberExpression: (node) => {
      const name = called(node);
      if (name !== undefined) code.members.push({ name, start: node.start, end: node.end });
    },
    Literal: ({ value, start, end }) => {
      if (typeof value === 'string') code.strings.push({ value, start, end });
    },
    TemplateLiteral: ({ quasis, start, end }) => {
      code.strings.push({ value: quasis.map(({ value: { cooked } }) => cooked ?? '').join('…'), start, end });
    },
    VariableDeclarator: (node) => {
      const name = node.init ? called(node.init) : undefined;
      if (name !== undefined) code.members.push(...taken(node.id, name));
    },
  });
  return code;
}

function programOf(text: string): Program | undefined {
  try {
    return parse(text, {
      ecmaVersion: 'latest',
      sourceType: 'script',
      allowReturnOutsideFunction: true,
      allowHashBang: true,
    });
  } catch {
    return undefined;
  }
}

/** What is assigned to `exports.NAME` or `module.exports`, at the top. */
function handlersOf(program: Program): Code['handlers'] {
  const functions = new Map<string, Function>();
  for (const node of program.body) {
    if (node.type === 'FunctionDeclaration') functions.set(node.id.name, node);
    if (node.type !== 'VariableDeclaration') continue;
    for (const { id, init } of node.declarations) {
      const found = init ? functionIn(init, functions) : undefined;
      if (id.type === 'Identifier' && found !== undefined) functions.set(id.name, found);
    }
  }
  const exported = (name: string, value: AnyNode, span: Span): Code['handlers'][number] => {
    const found = functionIn(value, functions);
    return { name, start: span.start, end: span.end, ...(found === undefined ? {} : { function: found }) };
  };
  return program.body.flatMap((node) => {
    if (node.type !== 'ExpressionStatement' || node.expression.type !== 'AssignmentExpression') return [];
    const { left, right } = node.expression;
    const [, name] = /^(?:module\.)?exports\.([^.]+)$/.exec(nameOf(left, new Map()) ?? '') ?? [];
    if (name !== undefined) return [exported(name, right, left)];
    if (nameOf(left, new Map()) !== 'module.exports' || right.type !== 'ObjectExpression') return [];
    return right.properties.flatMap((property) => {
      const key = keyOf(property);
      return property.type === 'Property' && key !== undefined ? [exported(key, property.value, property)] : [];
    });
  });
}

/** The name of a field that is written in an object, with quotes or without. */
export function keyOf(property: Property | SpreadElement): string | undefined {
  if (property.type === 'SpreadElement') return undefined;
  const { key, computed } = property;
  if (key.type === 'Literal') return String(key.value);
  return key.type === 'Identifier' && !computed ? key.name : undefined;
}

function functionIn(node: AnyNode, known: ReadonlyMap<string, Function>): Function | undefined {
  if (node.type === 'Identifier') return known.get(node.name);
  const isFunction = node.type === 'ArrowFunctionExpression' || node.type === 'FunctionExpression';
  return isFunction ? node : undefined;
}

/** What handlers call the event and the api, whatever names they give them. */
function aliases(handlers: Code['handlers']): [string, string][] {
  return handlers.flatMap(({ function: handler }) =>
    ['event', 'api'].flatMap((name, index): [string, string][] => {
      const parameter = handler?.params[index];
      return parameter?.type === 'Identifier' ? [[parameter.name, name]] : [];
    }),
  );
}

/** What variables call a package that they require. */
function required(program: Program): [string, string][] {
  return program.body.flatMap((node) => {
    if (node.type !== 'VariableDeclaration') return [];
    return node.declarations.flatMap(({ id, init }): [string, string][] => {
      const name = init?.type === 'CallExpression' ? nameOf(init, new Map()) : undefined;
      return id.type === 'Identifier' && name !== undefined ? [[id.name, name]] : [];
    });
  });
}

/** The dotted name of an expression: of identifiers and of what is read of them by a name. */
export function nameOf(node: AnyNode, names: ReadonlyMap<string, string>): string | undefined {
  if (node.type === 'Identifier') return names.get(node.name) ?? node.name;
  if (node.type === 'ChainExpression' || node.type === 'ParenthesizedExpression') return nameOf(node.expression, names);
  if (node.type === 'AwaitExpression') return nameOf(node.argument, names);
  if (node.type === 'CallExpression')
    return node.callee.type === 'Identifier' && node.callee.name === 'require' ? requiredName(node) : undefined;
  if (node.type !== 'MemberExpression') return undefined;
  const { object, property, computed } = node;
  const above = nameOf(object, names);
  if (above === undefined) return undefined;
  if (!computed) return property.type === 'Identifier' ? `${above}.${property.name}` : undefined;
  return property.type === 'Literal' ? `${above}.${String(property.value)}` : undefined;
}

/** `require("axios")` is `axios` itself. */
function requiredName({ arguments: [first] }: CallExpression): string | undefined {
  return first?.type === 'Literal' && typeof first.value === 'string' ? first.value : undefined;
}

/** The names that a pattern takes out of something with a name. */
function taken(pattern: Pattern, from: string): Named[] {
  if (pattern.type !== 'ObjectPattern') return [];
  return pattern.properties.flatMap((property): Named[] => {
    if (property.type !== 'Property' || property.key.type !== 'Identifier') return [];
    const name = `${from}.${property.key.name}`;
    return [{ name, start: property.start, end: property.end }, ...taken(property.value, name)];
  });
}

/** The text of an argument, where it is written as one; of a template what is in front of its first value. */
export function textOf(node: Expression | SpreadElement | undefined): { text: string; isWhole: boolean } | undefined {
  if (node?.type === 'Literal' && typeof node.value === 'string') return { text: node.value, isWhole: true };
  if (node?.type !== 'TemplateLiteral') return undefined;
  const [first] = node.quasis;
  return { text: first?.value.cooked ?? '', isWhole: node.quasis.length === 1 };
}

/** Whether a variable is read, or set, anywhere inside. */
export function usesName(node: AnyNode, name: string): boolean {
  let isUsed = false;
  full(node, (inner) => {
    if (inner.type === 'Identifier' && 'name' in inner && inner.name === name) isUsed = true;
  });
  return isUsed;
}
