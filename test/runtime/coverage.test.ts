import convert from 'v8-to-istanbul';
import { expect, it } from 'vitest';
import { startRunner } from '../../src/runtime/runner.ts';
import { execution } from './support.ts';

const text = `'use strict';
const known = new Set(['a']);
exports.onExecuteCredentialsExchange = async (event, api) => {
  const name = event.client?.name ?? 'nobody';
  if (known.has(name)) {
    console.log('known');
    return;
  }
  if (name === 'b') return api.access.deny('invalid_request', 'b'); // at once
  else console.log(name === 'c' ? 'is c' : 'other');
  for (const one of [1, 2]) helper(one);
  if (name === 'throws') throw new Error(helper(3) || helper(4));
};
function helper(one) {
  'use strict';
  return (() => one)();
}
function never() {
  return 1;
}
`;

it('counts the lines that are run, and says places as if nothing was counted', async () => {
  const code = { path: 'code.js', text };
  await using runner = await startRunner(
    { type: 'action', trigger: 'credentials-exchange', code },
    { isCounted: true },
  );
  await using plain = await startRunner({ type: 'action', trigger: 'credentials-exchange', code });
  for (const name of ['b', 'throws']) {
    const [counted, other] = await Promise.all(
      [runner, plain].map((each) => each.execute(execution({ event: { client: { name } } }))),
    );
    expect({ ...counted, milliseconds: 0 }).toEqual({ ...other, milliseconds: 0 });
  }
  const [covered] = await runner.coverage();
  const converter = convert('code.js', 0, { source: text });
  await converter.load();
  converter.applyCoverage(covered?.functions ?? []);
  const lines = Object.values(Object.values(converter.toIstanbul())[0]?.s ?? {});
  expect(lines.flatMap((count, at) => (count === 0 ? [at + 1] : []))).toEqual([6, 7, 8, 18, 19, 20]);
});
