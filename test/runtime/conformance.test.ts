import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleEvents } from '../../src/runtime/events.ts';
import { triggers } from '../../src/runtime/triggers.ts';
import type { Happened, Runner, Value } from '../../src/runtime/types.ts';
import { someRows } from '../support/long.ts';
import { action, execution } from './support.ts';
import { rows, type Row } from './rows.ts';

/** Calls a method as often as the event says, and prints what each call returned. */
const driver = (handler: string): string => `exports.${handler} = async (event, api) => {
  const [group, name] = event.method.split('.');
  for (const given of event.calls) {
    const result = api[group][name](...given);
    const isPromise = result instanceof Promise;
    const value = await result;
    console.log(result === api ? 'api' : value === undefined ? 'nothing' : (isPromise ? 'promise ' : '') + JSON.stringify(value));
  }
};`;

const signed = (token: string): string => {
  const content = token.replace(/\.@signature$/, '');
  return `${content}.${createHmac('sha256', 's').update(content).digest('base64url')}`;
};

/** A string has to be all of it. */
const wholly = (expected: string | RegExp): RegExp =>
  typeof expected === 'string' ? new RegExp(`^${expected.replaceAll(/[[\]{}()]/g, '\\$&')}$`) : expected;

it('there is a row for every method of every trigger', () => {
  const named = (of: { [trigger: string]: readonly string[] }): string[] =>
    Object.entries(of)
      .flatMap(([trigger, names]) => names.map((name) => `${trigger} ${name}`))
      .sort();
  const ofRows = Object.fromEntries(Object.entries(rows).map(([trigger, of]) => [trigger, Object.keys(of)]));
  const ofTriggers = Object.fromEntries(
    Object.entries(triggers).map(([id, { methods }]) => [id, Object.keys(methods)]),
  );
  expect(named(ofRows)).toEqual(named(ofTriggers));
});

describe.each(someRows(Object.keys(rows)))('%s', (trigger) => {
  let runner: Runner;
  beforeAll(async () => {
    runner = await action(trigger, driver(triggers[trigger]?.handlers[0] ?? ''));
  });
  afterAll(() => runner[Symbol.asyncDispose]());

  async function said(method: string, row: Row, calls: readonly unknown[]): Promise<Happened> {
    const event = JSON.parse(
      JSON.stringify({ ...sampleEvents[trigger], authorization: { roles: ['courier'] }, ...row.event, method, calls }),
      (_, value: unknown) => (typeof value === 'string' && value.endsWith('.@signature') ? signed(value) : value),
    ) as { [key: string]: Value };
    return runner.execute(execution({ event, cache: {}, grantedScopes: ['read:things'] }));
  }

  it.each(Object.entries(rows[trigger] ?? {}))('api.%s', async (method, row) => {
    const right = await said(method, row, [row.right]);
    expect(right.failure).toBeUndefined();
    expect(right.console[0]?.text).toMatch(wholly(row.returns));
    expect(right.calls).toMatchObject([{ method, line: 4, column: 36 }]);
    expect(right.calls[0]).not.toHaveProperty('dropped');

    const wrong = await said(method, row, [row.wrong[0]]);
    expect(wrong.failure).toMatchObject({ type: 'usage', line: 4, column: 36 });
    expect(wrong.failure?.message).toMatch(row.wrong[1]);
    expect(wrong.calls).toEqual([]);

    for (const [calls, expected] of row.limit === undefined ? [] : [row.limit]) {
      const beyond = await said(method, row, calls);
      const last = beyond.failure?.message ?? beyond.calls.at(-1)?.dropped ?? beyond.console.at(-1)?.text;
      expect(last).toMatch(expected);
    }
    for (const [given, reason] of row.dropped === undefined ? [] : [row.dropped]) {
      const dropped = await said(method, row, [given]);
      expect(dropped.failure).toBeUndefined();
      expect(dropped.calls[0]?.dropped).toMatch(reason);
    }
  });
});
