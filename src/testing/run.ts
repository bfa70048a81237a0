import type { Case } from '../model/case.ts';
import type { DesiredState } from '../model/resource.ts';
import { runTrigger } from '../runtime/trigger-run.ts';
import type { Happened, Runner } from '../runtime/types.ts';
import { placeInCode } from './code.ts';
import { compare } from './compare.ts';
import type { Finding } from './compare.ts';
import { effectsOf } from './effects.ts';
import { messages } from './messages.ts';
import type { Test, TestFile } from './read.ts';
import type { Subject } from './tenant.ts';
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

/** What happens when the code of a subject is run: all of a trigger's in order, as one execution. */
export async function tryOut(
  test: Test,
  subject: Subject,
  runners: readonly Runner[],
  tenant: TestedTenant,
): Promise<Finding> {
  const done = await executed(test, subject, runners);
  const happened = joined(done);
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
      const index = done.findIndex((one) => isOf(one, of));
      const tested = subject.all[index < 0 ? done.length - 1 : index];
      return tested && placeInCode(tested.code, of.line, of.column);
    },
  };
}

async function executed(
  { executions }: Test,
  subject: Subject,
  runners: readonly Runner[],
): Promise<readonly Happened[]> {
  const [first] = executions;
  if (first === undefined) return [];
  if (!subject.isWhole) return Promise.all(runners.map((runner) => runner.execute(first)));
  const actions = runners.map((runner, index) => ({ runner, secrets: executions[index]?.secrets ?? {} }));
  const { actions: done } = await runTrigger(actions, first);
  return done;
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
