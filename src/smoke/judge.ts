import type { Case } from '../model/case.ts';
import { mismatches, patternOf } from '../expect/match.ts';
import { summaryOf, textsIn } from './assertions.ts';
import { messages } from './messages.ts';
import { tightest } from './quota.ts';
import type { Ask, Called, Expected, Outcome, Trial } from './trial.ts';

/** A trial with what came of it: a case for each assertion, and in short. */
export interface Judged {
  trial: Trial;
  cases: Case[];
  /** The same with all that passed as one case, for people. */
  short: Case[];
  isFailed: boolean;
}

/** What came of the requests of all trials. */
export interface Results {
  of: (ask: Ask) => Outcome | undefined;
  called: (trial: Trial) => Called | undefined;
}

/** What becomes of a trial. */
export function judge(trial: Trial, results: Results): Judged {
  const outcome = results.of(trial.ask) ?? { type: 'skipped', reason: '' };
  const cases = casesOf(trial, outcome, results);
  return {
    trial,
    cases,
    short: shortened(trial, cases, outcome),
    isFailed: cases.some(({ state }) => state === 'failed'),
  };
}

type Part = Pick<Case, 'state' | 'lines'> & Partial<Case>;

function casesOf(trial: Trial, outcome: Outcome, results: Results): Case[] {
  const { expected } = trial;
  const one = (part: Part): Case => {
    const place = part.place ?? trial.place;
    return {
      suite: trial.suite,
      name: trial.name,
      ...part,
      ...(place === undefined ? {} : { place }),
      ...timeOf(outcome),
    };
  };
  if (outcome.type === 'skipped') return [one({ code: codeOf(expected), state: 'skipped', lines: [outcome.reason] })];
  if (outcome.type === 'broken')
    return [one({ code: 'token/answer', state: 'failed', lines: [messages.broken(outcome.reason)] })];
  switch (expected.type) {
    case 'refusal':
      return [one(refusal(expected, outcome, results))];
    case 'denied':
      return [one(denied(expected, outcome))];
    case 'token': {
      if (outcome.type === 'refused') return [one(refused(outcome))];
      const asserted = expected.assertions.map(({ code, name, place, judge: look }) => {
        const { state, says } = look(outcome.token);
        const lines = says === undefined ? [] : [says];
        return one({ code, name: `${trial.name}: ${name}`, state, lines, ...(place === undefined ? {} : { place }) });
      });
      const called = expected.call === undefined ? [] : [one(callOf(expected.call, results.called(trial)))];
      return [...asserted, ...called];
    }
  }
}

function codeOf(expected: Expected): string {
  return expected.type === 'refusal' ? `refused/${expected.refused}` : expected.type === 'denied' ? 'denied' : 'token';
}

function timeOf(outcome: Outcome): { milliseconds?: number } {
  return outcome.type === 'token' || outcome.type === 'refused' ? { milliseconds: outcome.milliseconds } : {};
}

type Refused = Outcome & { type: 'refused' };
type Answered = Outcome & { type: 'token' | 'refused' };

/** A token that should have been given: what keeps it back has the name of what the files declare. */
function refused({ status, code, reason }: Refused): Part {
  return {
    code: `token/${subjectOf(status, code, reason)}`,
    state: 'failed',
    lines: [messages.refusedWith(status, code, reason)],
  };
}

/** What a refusal is about, by what Auth0 says: the same code stands for several things. */
function subjectOf(status: number, code: string, reason: string): string {
  if (status >= 500 || code === 'server_error') return 'answer';
  if (isUnproven(status, code)) return 'authentication';
  if (code === 'unauthorized_client') return 'grant-type';
  if (/^(an )?organization.* required/i.test(reason)) return 'organization';
  if (/^service not /i.test(reason)) return 'api';
  if (/client-grant|not authorized to access/i.test(reason)) return 'grant';
  if (/not been granted scopes/i.test(reason)) return 'scope';
  return 'denied';
}

function isUnproven(status: number, code: string): boolean {
  return status === 401 || code === 'invalid_client';
}

function refusal(
  { refused: what, scope = '', held }: Expected & { type: 'refusal' },
  outcome: Answered,
  results: Results,
): Part {
  const code = `refused/${what}`;
  if (outcome.type === 'refused') {
    const says = messages.refusedWith(outcome.status, outcome.code, outcome.status < 500 ? '' : outcome.reason);
    // Neither says anything of what was asked for.
    if (isUnproven(outcome.status, outcome.code) || outcome.status === 429)
      return { code, state: 'skipped', lines: [messages.refusedForAnother()] };
    return outcome.status < 500 ? { code, state: 'passed', lines: [says] } : { code, state: 'failed', lines: [says] };
  }
  // A tenant may leave out what it does not grant, in the place of a refusal.
  if (what === 'scope' && !textsIn(outcome.token.claims['scope']).includes(scope))
    return { code, state: 'passed', lines: [] };
  const above = results.of(held);
  if (what === 'scope' && above?.type === 'token' && textsIn(above.token.claims['scope']).includes(scope))
    return { code, state: 'skipped', lines: [messages.heldAlready(scope)] };
  return { code, state: 'failed', lines: [messages.givenAlthough(what, scope)] };
}

function denied(expected: Expected & { type: 'denied' }, outcome: Answered): Part {
  if (outcome.type === 'token') return { code: 'denied', state: 'failed', lines: [messages.notDenied()] };
  const { status, code, reason } = outcome;
  const happened = messages.refusedWith(status, code, reason);
  const isAs =
    (expected.code ?? code) === code && (expected.status ?? status) === status && isText(expected.reason, reason);
  if (isAs) return { code: 'denied', state: 'passed', lines: [happened] };
  const wanted = [expected.status, expected.code, expected.reason].filter((part) => part !== undefined).join(' ');
  return { code: 'denied', state: 'failed', lines: [messages.deniedOtherwise(happened, wanted)] };
}

/** Whether a text is as expected: the same, or what a regular expression matches. */
function isText(expected: string | undefined, happened: string): boolean {
  if (expected === undefined) return true;
  return patternOf(expected)?.test(happened) ?? happened === expected;
}

function callOf(call: NonNullable<(Expected & { type: 'token' })['call']>, called: Called | undefined): Part {
  const name = `${call.method} ${call.url}`;
  const place = call.place === undefined ? {} : { place: call.place };
  const code = 'call';
  if (called === undefined) return { code, name, state: 'skipped', lines: [], ...place };
  if (called.type === 'broken')
    return { code, name, state: 'failed', lines: [messages.broken(called.reason)], ...place };
  const wrong = [
    ...(called.status === call.status ? [] : [messages.answered(called.status, call.status)]),
    ...(call.json === undefined
      ? []
      : mismatches(call.json, called.body, 'json').map(({ path, happened, expected }) =>
          messages.claim(path, happened, expected),
        )),
  ];
  return { code, name, state: wrong.length === 0 ? 'passed' : 'failed', lines: wrong, ...place };
}

/** What failed, and else one case that says what the token is like; each as one line, as far as that goes. */
function shortened({ suite, name }: Trial, cases: readonly Case[], outcome: Outcome): Case[] {
  const failed = cases.filter(({ state }) => state === 'failed');
  if (failed.length > 0) return failed.map(inOneLine);
  const [first, ...others] = cases;
  if (first === undefined || others.length === 0) return cases.map(inOneLine);
  const open = cases.find(({ state }) => state === 'unknown') ?? cases.find(({ state }) => state === 'skipped');
  const isOpen = open !== undefined && !isReadable(outcome);
  if (isOpen) return [inOneLine({ ...open, name })];
  const { token, quotas } = outcome.type === 'token' ? outcome : { token: undefined, quotas: [] };
  const said = token === undefined ? [] : [messages.summary(summaryOf(token), tightest(quotas))];
  return [
    inOneLine({
      suite,
      name,
      state: open?.state === 'unknown' ? 'unknown' : 'passed',
      lines: said,
      ...timeOf(outcome),
    }),
  ];
}

function isReadable(outcome: Outcome): boolean {
  return outcome.type === 'token' && Object.keys(outcome.token.claims).length > 0;
}

function inOneLine(one: Case): Case {
  const [first, ...others] = one.lines;
  return first === undefined ? one : { ...one, name: `${one.name}  ${first}`, lines: others };
}
