import { milliseconds } from '../expect/duration.ts';
import { mismatches, partsOf } from '../expect/match.ts';
import type { Mismatch } from '../expect/match.ts';
import { isBody, keyText, parseJson } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import type { Call, Happened } from '../runtime/types.ts';
import type { Effect, EffectKey, Effects } from './effects.ts';
import { messages } from './messages.ts';

/** What a test found out, to be held against what it expects. */
export interface Finding {
  happened: Happened;
  effects: Effects;
  /** The scopes that a token has without a call. */
  scopes: readonly string[];
  /** The claims of the access token that comes of a whole trigger. */
  token?: Body;
  /** Whether the code is a script, and has a callback. */
  isScript: boolean;
  /** Where something of the code is in the files. */
  placeOf: (of: { line?: number; column?: number }) => string | undefined;
}

/** What of a finding is not as expected, as lines, and what to do about it. */
export interface Verdict {
  lines: string[];
  hints: string[];
}

const effectKeys: readonly EffectKey[] = [
  'claims',
  'idTokenClaims',
  'scope',
  'denied',
  'redirect',
  'mfa',
  'userMetadata',
  'appMetadata',
  'cache',
  'notification',
  'saml',
];

/** Keys of which an expectation may name a part, and the part that a text alone stands for. */
const partial: Partial<Record<string, readonly string[]>> = {
  denied: ['code', 'reason'],
  redirect: ['url'],
  mfa: ['provider', 'challenge', 'enroll'],
  notification: ['drop', 'retry'],
};

/** Holds what happened against what is expected: all of it, and nothing else. */
export function compare(expected: Body, finding: Finding): Verdict {
  const verdict: Verdict = { lines: [], hints: [] };
  checkFailure(expected, finding, verdict);
  checkRequests(expected, finding, verdict);
  for (const key of effectKeys) checkEffect(key, expected, finding, verdict);
  checkCalls(expected, finding, verdict);
  checkDropped(expected, finding, verdict);
  if (finding.isScript) checkCallback(expected, finding, verdict);
  checkRest(expected, finding, verdict);
  return verdict;
}

function checkFailure(expected: Body, { happened, isScript, placeOf }: Finding, verdict: Verdict): void {
  const { throws } = expected;
  // A script that is not to call its callback is one that does not end by itself.
  const isSilent = isScript && ['never', 0].some((never) => expected['called'] === never);
  const failure = isSilent && happened.failure?.type === 'timeout' ? undefined : happened.failure;
  if (failure === undefined) {
    if (throws !== undefined && throws !== false && throws !== null)
      differ(verdict, { path: 'throws', expected: throws });
    return;
  }
  const said = { name: failure.name, message: failure.message };
  const isExpected = throws !== undefined && throws !== false && throws !== null;
  const parts = isExpected ? partsOf(throws, said, ['message', 'name'], 'throws') : [];
  if (isExpected && parts.length === 0) return;
  if (isExpected) verdict.lines.push(messages.expected(messages.is('throws', shown(throws))));
  verdict.lines.push(messages.happened(messages.threw(failure.name, failure.message), placeOf(failure)));
}

function checkRequests(expected: Body, { happened, placeOf }: Finding, verdict: Verdict): void {
  const missing = happened.requests.filter(({ isAnswered }) => !isAnswered);
  for (const request of missing)
    verdict.lines.push(messages.unanswered(`${request.method} ${request.url}`, placeOf(request)));
  if (missing.length > 0)
    verdict.hints.push(messages.stub([...new Set(missing.map(({ method, url }) => `${method} ${url}`))]));
  const { requests } = expected;
  if (!Array.isArray(requests)) return;
  const sent = happened.requests.map(({ method, url, body }, index): Json => {
    const wanted = requests[index];
    const name = `${method} ${url}`;
    return isBody(wanted) ? { [name]: bodyAs(Object.values(wanted)[0], body) } : name;
  });
  differAll(verdict, mismatches(requests, sent, 'requests'), () => undefined);
}

/** A body as JSON where JSON is expected. */
function bodyAs(wanted: Json | undefined, body: string): Json {
  if (typeof wanted === 'string') return body;
  return parseJson(body) ?? body;
}

function checkEffect(key: EffectKey, expected: Body, finding: Finding, verdict: Verdict): void {
  const { effects, scopes } = finding;
  const wanted = expected[key];
  const found = effects.of[key];
  if (wanted === undefined) {
    // Where calls are expected, all of them are held against these that no other key is about.
    if (found === undefined || expected['also'] === 'any' || Array.isArray(expected['calls'])) return;
    for (const call of found.calls) unexpected(call, finding, verdict);
    return;
  }
  if (key === 'scope') {
    const happened = found?.value ?? [...scopes].sort();
    const list = typeof wanted === 'string' ? wanted.split(/[ ,]+/).filter((one) => one !== '') : wanted;
    const sorted = Array.isArray(list) ? list.map(String).sort() : list;
    differAll(verdict, mismatches(sorted, happened, key), placeAt(found, finding));
    return;
  }
  const names = partial[key];
  const differences =
    names === undefined
      ? mismatches(wanted, found?.value ?? (isBody(wanted) ? {} : undefined), key)
      : partsOf(wanted, found?.value, names, key);
  differAll(verdict, differences, placeAt(found, finding));
}

/** Finds the call that a difference comes of: the last one that speaks of its key. */
function placeAt(found: Effect | undefined, { placeOf }: Finding): (path: string) => string | undefined {
  return (path) => {
    const calls = found?.calls ?? [];
    const [call] = [...calls.filter((one) => path.includes(`.${keyText(one.arguments[0] ?? null)}`)), ...calls].slice(
      0,
      1,
    );
    const last = calls.findLast((one) => one.arguments[0] === call?.arguments[0]) ?? call;
    return last === undefined ? undefined : placeOf(last);
  };
}

function unexpected(call: Call, { placeOf }: Finding, verdict: Verdict): void {
  verdict.lines.push(messages.happened(callText(call), placeOf(call)));
}

function callText({ method, arguments: given }: Call): string {
  return `${method}(${given.map(shown).join(', ')})`;
}

function checkCalls(expected: Body, finding: Finding, verdict: Verdict): void {
  const { effects, happened } = finding;
  const { calls } = expected;
  if (!Array.isArray(calls)) {
    if (expected['also'] !== 'any') for (const call of effects.others) unexpected(call, finding, verdict);
    return;
  }
  const covered = new Set<Call>(
    effectKeys.flatMap((key) => (expected[key] === undefined ? [] : (effects.of[key]?.calls ?? []))),
  );
  const own = new Set<Call>([...effects.others, ...effectKeys.flatMap((key) => effects.of[key]?.calls ?? [])]);
  const made = happened.calls.filter((call) => !covered.has(call) && (own.has(call) || call.dropped !== undefined));
  const said = made.map(({ method, arguments: given }, index): Json =>
    isBody(calls[index]) ? { [method]: given } : method,
  );
  const wanted = calls.map((call): Json => {
    if (!isBody(call)) return call;
    return Object.fromEntries(
      Object.entries(call).map(([method, given]) => [method, Array.isArray(given) ? given : [given]]),
    );
  });
  const differences = mismatches(wanted, said, 'calls');
  if (differences.length === 0) return;
  if (expected['also'] === 'any' && isAmong(wanted, made)) return;
  verdict.lines.push(messages.expected(messages.is('calls', shown(wanted))));
  if (made.length === 0) verdict.lines.push(messages.happened(messages.nothing(), undefined));
  for (const call of made) unexpected(call, finding, verdict);
}

/** Whether all of these calls were made, in this order, among others. */
function isAmong(wanted: readonly Json[], made: readonly Call[]): boolean {
  let next = 0;
  for (const { method, arguments: given } of made) {
    const call = wanted[next];
    if (call === undefined) break;
    if (mismatches(call, isBody(call) ? { [method]: given } : method).length === 0) next += 1;
  }
  return next === wanted.length;
}

function checkDropped(expected: Body, finding: Finding, verdict: Verdict): void {
  // What is expected in so many words is no surprise.
  if (expected['also'] === 'any' || Array.isArray(expected['calls'])) return;
  for (const call of finding.effects.dropped) {
    unexpected(call, finding, verdict);
    verdict.hints.push(call.dropped ?? '');
  }
}

function checkCallback(expected: Body, { happened }: Finding, verdict: Verdict): void {
  const { result, error, called = 'once' } = expected;
  const { times = 0, values = [], error: given } = happened.result ?? {};
  const wanted = called === 'once' ? 1 : called === 'never' ? 0 : Number(called);
  // Code that fails never gets as far as its callback.
  if (times !== wanted && (happened.failure === undefined || expected['called'] !== undefined)) {
    verdict.lines.push(messages.expected(messages.calledTimes(wanted)));
    verdict.lines.push(messages.happened(messages.calledTimes(times), undefined));
  }
  if (error !== undefined) {
    const parts = partsOf(error, given && { ...given }, ['message', 'name', 'code'], 'error');
    differAll(verdict, parts, () => undefined);
  } else if (given !== undefined && expected['also'] !== 'any')
    verdict.lines.push(messages.happened(messages.is('error', messages.threw(given.name, given.message)), undefined));
  const value: Json = values.length > 1 ? values : (values[0] ?? null);
  if (result !== undefined) differAll(verdict, mismatches(result, value, 'result'), () => undefined);
  else if (value !== null && expected['also'] !== 'any')
    verdict.lines.push(messages.happened(messages.is('result', shown(value)), undefined));
}

function checkRest(expected: Body, { happened, token }: Finding, verdict: Verdict): void {
  const { logs, within, token: claims } = expected;
  if (Array.isArray(logs)) {
    const said = happened.console.map(({ text }) => text.replace(/\n$/, ''));
    differAll(verdict, mismatches(logs, said, 'logs'), () => undefined);
  }
  const most = typeof within === 'string' || typeof within === 'number' ? milliseconds(within) : undefined;
  if (most !== undefined && happened.milliseconds > most) {
    verdict.lines.push(messages.expected(messages.atMost(most)));
    verdict.lines.push(messages.happened(messages.took(happened.milliseconds), undefined));
  }
  if (isBody(claims)) {
    const named = Object.fromEntries(
      Object.keys(claims).flatMap((key) => (token?.[key] === undefined ? [] : [[key, token[key]]])),
    );
    differAll(verdict, mismatches(claims, named, 'token'), () => undefined);
  }
}

function differAll(
  verdict: Verdict,
  differences: readonly Mismatch[],
  placeOf: (path: string) => string | undefined,
): void {
  for (const difference of differences) differ(verdict, difference, placeOf(difference.path));
}

function differ(verdict: Verdict, { path, expected, happened }: Mismatch, place?: string): void {
  if (expected !== undefined) verdict.lines.push(messages.expected(messages.is(path, shown(expected))));
  const said = happened === undefined ? messages.nothing() : messages.is(path, shown(happened));
  verdict.lines.push(messages.happened(said, place));
}

function shown(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 300 ? `${text.slice(0, 299)}…` : text;
}
