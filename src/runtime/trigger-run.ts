import { isObject } from './shapes.ts';
import { tokenAfter, type TokenPlace } from './token.ts';
import { limits } from './triggers.ts';
import type { Cache, Call, Execution, Failure, Happened, Runner, Value } from './types.ts';

/** An action that is bound to a trigger, with its own secrets. */
export interface BoundAction {
  readonly runner: Pick<Runner, 'execute'>;
  readonly secrets: Readonly<Record<string, string>>;
}

/** One execution of a trigger; the secrets are those of each action. */
export type TriggerExecution = Omit<Execution, 'secrets'>;

/** What all actions of a trigger did. */
export interface TriggerHappened {
  /** Of the actions that were executed, in order: after a denial, a redirect or a failure there are no more. */
  readonly actions: readonly Happened[];
  /** The calls of all of them. */
  readonly calls: readonly Call[];
  /** The call that denied access. */
  readonly denied?: Call;
  readonly failure?: Failure;
  readonly cache: Cache;
  /** The custom claims and the scopes that an access token has after it. */
  readonly token: { readonly claims: { readonly [name: string]: Value }; readonly scopes: readonly string[] };
}

/** The methods after which later actions are not executed. */
const denials = ['access.deny', 'access.rejectInvalidSubjectToken'];
const interruptions = ['redirect.sendUserTo', 'prompt.render'];

type Event = { [key: string]: Value };

/**
 * Executes the actions of a trigger in the order in which they are bound, as one execution: they share its time and its cache, and later ones
 * see the claims, scopes and transaction metadata that earlier ones set. A denial ends it after the action that denies.
 */
export async function runTrigger(
  actions: readonly BoundAction[],
  execution: TriggerExecution,
): Promise<TriggerHappened> {
  const limit = execution.limit ?? limits.milliseconds;
  const done: Happened[] = [];
  let event: Event = structuredClone(execution.event ?? {});
  let { cache } = execution;
  let left = limit;
  for (const { runner, secrets } of actions) {
    const isFirst = done.length === 0;
    const { handler, ...shared } = execution;
    const happened = await runner.execute({
      ...shared,
      ...(isFirst && handler !== undefined ? { handler } : {}),
      ...(cache === undefined ? {} : { cache }),
      event,
      secrets,
      limit: Math.max(1, left),
    });
    done.push(happened);
    ({ cache } = happened);
    left -= happened.milliseconds;
    if (happened.failure !== undefined || happened.calls.some(isEnd)) break;
    event = eventAfter(event, happened.calls, execution);
  }
  const calls = done.flatMap((happened) => happened.calls);
  const denied = calls.find(({ method }) => denials.includes(method));
  const failure = done.at(-1)?.failure;
  return {
    actions: done,
    calls,
    ...(denied === undefined ? {} : { denied }),
    ...(failure === undefined ? {} : { failure }),
    cache: cache ?? {},
    token: tokenAfter(calls, tokenOf(execution.event ?? {}), placeOf(execution)),
  };
}

const isEnd = ({ method }: Call): boolean => denials.includes(method) || interruptions.includes(method);

/** The event as the next action gets it. */
function eventAfter(event: Event, calls: readonly Call[], execution: TriggerExecution): Event {
  const token = tokenAfter(calls, tokenOf(event), placeOf(execution));
  const access = isObject(event['accessToken'])
    ? { accessToken: { ...valueOf(event, 'accessToken'), customClaims: { ...token.claims }, scope: [...token.scopes] } }
    : {};
  const set = calls.filter(({ method }) => method === 'transaction.setMetadata');
  if (set.length === 0) return { ...event, ...access };
  const transaction = valueOf(event, 'transaction');
  const metadata = { ...valueOf(transaction, 'metadata') };
  for (const { arguments: given } of set) {
    const [key, value = null] = given;
    if (typeof key !== 'string') continue;
    if (value === null) Reflect.deleteProperty(metadata, key);
    else metadata[key] = value;
  }
  return { ...event, ...access, transaction: { ...transaction, metadata } };
}

/** The custom claims and the scopes of the token that an event tells of. */
function tokenOf(event: Event): { claims: Event; scopes: string[] } {
  const token = valueOf(event, 'accessToken');
  const scopes = token['scope'];
  return {
    claims: valueOf(token, 'customClaims'),
    scopes: Array.isArray(scopes) ? scopes.filter((scope) => typeof scope === 'string') : [],
  };
}

function placeOf({ event = {}, grantedScopes }: TriggerExecution): TokenPlace {
  const audience = valueOf(event, 'resource_server')['identifier'];
  const hostname = valueOf(event, 'request')['hostname'];
  return {
    grantedScopes,
    audience: typeof audience === 'string' ? audience : undefined,
    hostname: typeof hostname === 'string' ? hostname : undefined,
  };
}

function valueOf(value: Event, key: string): Event {
  const found = value[key];
  return found === null || typeof found !== 'object' || Array.isArray(found) ? {} : found;
}
