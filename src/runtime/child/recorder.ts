import { messages } from '../messages.ts';
import { argumentProblem } from '../shapes.ts';
import type { Source } from '../source.ts';
import type { Method, Trigger } from '../triggers.ts';
import type { Call } from '../types.ts';
import { behaviours, type State } from './behaviours.ts';
import { near } from '../known.ts';
import { placeOf, Usage } from './failure.ts';
import { toValue } from './value.ts';

/** What one execution records. */
export interface Recording {
  readonly calls: Call[];
  /** What the code looked for in `api` and is not there, in words. */
  readonly missed: string[];
  /** The first wrong call: the code may catch what it throws, and it is wrong all the same. */
  wrong?: Usage;
  /** What is called later belongs to no execution. */
  isOver: boolean;
}

type Node = { [name: string]: unknown };

/** The `api` of a trigger, which records what is called. */
export function apiOf(trigger: Trigger, state: State, recording: Recording, source: Source): object {
  const root: Node = {};
  const api = watched(root, '', trigger, state, recording);
  const groups: { [name: string]: Node } = {};
  for (const [name, method] of Object.entries(trigger.methods)) {
    const [group = '', own = ''] = name.split('.');
    const node = (groups[group] ??= {});
    node[own] = (...given: unknown[]): unknown => call({ name, method, state, recording, source, api }, given);
  }
  for (const [name, node] of Object.entries(groups)) root[name] = watched(node, name, trigger, state, recording);
  return api;
}

/** A part of `api` that notes what it is asked for and has not: code may ask, and calling it is the mistake. */
function watched(node: Node, prefix: string, trigger: Trigger, state: State, { missed }: Recording): object {
  const names = Object.keys(trigger.methods);
  return new Proxy(node, {
    get(target, key) {
      const found: unknown = Reflect.get(target, key);
      if (found !== undefined || typeof key === 'symbol' || key === 'then' || key === 'toJSON') return found;
      const name = prefix === '' ? key : `${prefix}.${key}`;
      missed.push(messages.noMethod(name, state.trigger, suggestion(name, names)));
      return undefined;
    },
  });
}

function suggestion(name: string, names: readonly string[]): string | undefined {
  if (name.includes('.')) {
    const own = name.split('.')[1];
    return near(name, names) ?? names.find((known) => known.endsWith(`.${own}`));
  }
  return near(name, [...new Set(names.map((known) => known.split('.')[0] ?? ''))]);
}

interface Called {
  readonly name: string;
  readonly method: Method;
  readonly state: State;
  readonly recording: Recording;
  readonly source: Source;
  readonly api: object;
}

function call(called: Called, given: readonly unknown[]): unknown {
  try {
    return carriedOut(called, given);
  } catch (error) {
    if (error instanceof Usage) called.recording.wrong ??= error;
    throw error;
  }
}

function carriedOut({ name, method, state, recording, source, api }: Called, given: readonly unknown[]): unknown {
  const problem = argumentProblem(method.parameters, given);
  if (problem !== undefined) throw new Usage(messages.wrongCall(name, problem));
  const effect = behaviours[name]?.(state, given) ?? {};
  state.called.add(name);
  if (!recording.isOver) {
    recording.calls.push({
      method: name,
      arguments: given.map(toValue),
      ...placeOf(source),
      ...(effect.dropped === undefined ? {} : { dropped: effect.dropped }),
    });
  }
  switch (method.returns) {
    case 'api':
      return api;
    case 'nothing':
      return undefined;
    case 'value':
      return effect.value;
    case 'promise':
      return Promise.resolve(effect.value);
  }
}
