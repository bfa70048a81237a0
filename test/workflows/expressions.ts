import { data, Evaluator, Lexer, Parser } from '@actions/expressions';

/** A value as JSON has it. */
export type Value = string | number | boolean | null | undefined | Value[] | { [name: string]: Value };

/** The values that expressions see, by the names of their contexts: `github`, `needs`, `steps` and the others. */
export type Contexts = Readonly<Record<string, Value>>;

/** What has become of what came before, for `success()` and its like. */
export interface Status {
  isSuccess: boolean;
  isFailure: boolean;
  isCancelled: boolean;
}

const statusFunctions = ['success', 'failure', 'cancelled', 'always'];
const contextNames = 'github env vars secrets needs strategy matrix job steps inputs runner'.split(' ');
const fine: Status = { isSuccess: true, isFailure: false, isCancelled: false };

/** What an expression comes to, by GitHub's own evaluator. */
export function evaluate(expression: string, contexts: Contexts, status: Status = fine): Value {
  const functions = new Map(
    [status.isSuccess, status.isFailure, status.isCancelled, true].map((is, at) => {
      const name = statusFunctions[at] ?? '';
      return [name, { name, minArgs: 0, maxArgs: 0, call: () => new data.BooleanData(is) }];
    }),
  );
  try {
    const { tokens } = new Lexer(expression).lex();
    const parsed = new Parser(tokens, contextNames, [...functions.values()]).parse();
    const known = Object.fromEntries(contextNames.map((name) => [name, contexts[name] ?? {}]));
    const result = new Evaluator(parsed, asData(known) as data.Dictionary, functions).evaluate();
    return JSON.parse(JSON.stringify(result, data.replacer)) as Value;
  } catch (error) {
    throw new Error(`\${{ ${expression} }}: ${String(error)}`, { cause: error });
  }
}

/** A text with its `${{ }}` replaced; one that is nothing else keeps the type of its value. */
export function filled(text: string, contexts: Contexts, status?: Status): Value {
  const [, only] = /^\s*\$\{\{((?:(?!\}\}).)*)\}\}\s*$/s.exec(text) ?? [];
  if (only !== undefined) return evaluate(only.trim(), contexts, status);
  return text.replaceAll(/\$\{\{(.*?)\}\}/gs, (_all, expression: string) =>
    asText(evaluate(expression.trim(), contexts, status)),
  );
}

/** The same in all of a value. */
export function filledValue(value: Value, contexts: Contexts): Value {
  if (typeof value === 'string') return filled(value, contexts);
  if (Array.isArray(value)) return value.map((item) => filledValue(item, contexts));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, filledValue(item, contexts)]));
}

/** Whether an `if:` holds. One that asks for no status asks for success, as at GitHub. */
export function holds(condition: Value, contexts: Contexts, status: Status): boolean {
  const text = asText(condition ?? 'success()').trim();
  const [, inner] = /^\$\{\{(.*)\}\}$/s.exec(text) ?? [];
  const expression = (inner ?? text).trim();
  const asks = new RegExp(`\\b(?:${statusFunctions.join('|')})\\s*\\(`).test(expression);
  if (!asks && !status.isSuccess) return false;
  const value = evaluate(expression, contexts, status);
  return value !== false && value !== null && value !== 0 && value !== '';
}

/** A value as it stands in a text or a variable. */
export function asText(value: Value): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value);
}

function asData(value: Value): data.ExpressionData {
  return JSON.parse(JSON.stringify(value ?? null), data.reviver) as data.ExpressionData;
}
