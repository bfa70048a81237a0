import type { Case } from '../model/case.ts';
import { isBody } from '../model/json.ts';
import type { Body } from '../model/json.ts';
import type { DesiredState } from '../model/resource.ts';
import type { Execution, Happened, Runner } from '../runtime/types.ts';
import { placeInCode } from './code.ts';
import { compare } from './compare.ts';
import type { Finding } from './compare.ts';
import { effectsOf } from './effects.ts';
import { messages } from './messages.ts';
import type { Test, TestFile } from './read.ts';
import type { Subject, Tested } from './tenant.ts';
import { scopesOf, tokenOf } from './token.ts';

/** The tenant as its files describe it for one environment. */
export interface TestedTenant {
  desired: DesiredState;
  domain: string;
}

/** What became of a test. */
export interface Tried {
  test: Test;
  case: Case;
  finding: Finding;
}

/** Runs a test with the runners of its subject's code, and holds what happened against what it expects. */
export async function runTest(
  test: Test,
  { subject }: Pick<TestFile, 'subject'>,
  runners: readonly Runner[],
  { suite, ...tenant }: TestedTenant & { suite: string },
): Promise<Tried> {
  const finding = await tryOut(test, subject, runners, tenant);
  const verdict =
    test.expected === undefined
      ? { lines: [messages.notExpected()], hints: [messages.writeExpected()] }
      : compare(test.expected, finding);
  const hasFailed = verdict.lines.length > 0;
  return {
    test,
    finding,
    case: {
      suite,
      name: test.name,
      state: hasFailed ? 'failed' : 'passed',
      lines: verdict.lines,
      ...(verdict.hints.length === 0 ? {} : { hint: [...new Set(verdict.hints)].join('\n') }),
      place: test.place,
      milliseconds: Math.round(finding.happened.milliseconds),
    },
  };
}

/** What happens when the code of a subject is run: all of a trigger's in order, until access is denied or code fails. */
async function tryOut(
  test: Test,
  subject: Subject,
  runners: readonly Runner[],
  tenant: TestedTenant,
): Promise<Finding> {
  const all: { tested: Tested; happened: Happened }[] = [];
  let { event } = test;
  for (const [index, tested] of subject.all.entries()) {
    const [runner, execution] = [runners[index], test.executions[index]];
    if (runner === undefined || execution === undefined) continue;
    const happened = await runner.execute(following(execution, event, all.at(-1)?.happened, subject));
    all.push({ tested, happened });
    const { of } = effectsOf(subject.trigger ?? '', happened.calls, []);
    if (of.denied !== undefined || happened.failure !== undefined) break;
    event = withClaims(event, of.claims?.value);
  }
  const happened = joined(all.map((one) => one.happened));
  const scopes = scopesOf(test.event);
  const effects = effectsOf(subject.trigger ?? '', happened.calls, scopes);
  const token = subject.isWhole && happened.failure === undefined ? tokenOf(test.event, effects, tenant) : undefined;
  return {
    happened,
    effects,
    scopes,
    isScript: subject.trigger === undefined,
    ...(token === undefined ? {} : { token }),
    placeOf: (of) => {
      const own = all.find((one) => isOf(one.happened, of)) ?? all.at(-1);
      return own && placeInCode(own.tested.code, of.line, of.column);
    },
  };
}

/** The cache is one for all actions of a trigger. */
function following(execution: Execution, event: Body, before: Happened | undefined, { trigger }: Subject): Execution {
  return {
    ...execution,
    ...(trigger === undefined ? {} : { event }),
    ...(before === undefined ? {} : { cache: before.cache }),
  };
}

/** Later actions see the claims that earlier ones have set. */
function withClaims(event: Body, claims: unknown): Body {
  const { accessToken } = event;
  if (!isBody(accessToken) || typeof claims !== 'object') return event;
  return { ...event, accessToken: { ...accessToken, customClaims: { ...bodyOf(accessToken), ...claims } } };
}

function bodyOf({ customClaims }: Body): Body {
  return isBody(customClaims) ? customClaims : {};
}

function isOf({ calls, requests, failure }: Happened, of: object): boolean {
  return [...calls, ...requests, failure].some((one) => one === of);
}

function joined(all: readonly Happened[]): Happened {
  const last = all.at(-1);
  return {
    calls: all.flatMap(({ calls }) => calls),
    console: all.flatMap(({ console }) => console),
    requests: all.flatMap(({ requests }) => requests),
    ...(last?.failure === undefined ? {} : { failure: last.failure }),
    ...(last?.result === undefined ? {} : { result: last.result }),
    cache: last?.cache ?? {},
    milliseconds: all.reduce((sum, { milliseconds }) => sum + milliseconds, 0),
  };
}
