import { expect, it } from 'vitest';
import { refusal, startTenant } from './tenant.ts';

it.each([
  ['application/json', '{"grant_type":', '400 The body of the request is not a JSON object, as its content type says'],
  ['application/json', '[1]', '400 The body of the request is not a JSON object, as its content type says'],
  ['application/json', '{"grant_type":{"a":1}}', '400 Missing required parameter: grant_type'],
  ['application/x-www-form-urlencoded', `a=${'a'.repeat(1_000_000)}`, '413 The body of the request is too large'],
  ['application/json; charset=utf-8', '', '400 Missing required parameter: grant_type'],
])('the token endpoint refuses a body of %s that is none', async (type, body, text) => {
  const reply = await startTenant().raw('POST', '/oauth/token', body, { 'content-type': type });
  expect(refusal(reply)).toBe(text);
});
