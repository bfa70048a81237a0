import { isBody, parseJson } from '../model/json.ts';
import type { Body } from '../model/json.ts';
import { tokenMessages } from './token-messages.ts';

/** A token that an emulator has given to who owns it. */
export interface GivenToken {
  token: string;
  /** What else the emulator says of it. */
  answer: Body;
}

/** Reads the answer of an emulator that was asked for a token. Throws a `UsageError` for a name that there is not, and a `Failure` for a refusal. */
export async function givenToken(response: Response): Promise<GivenToken> {
  const read = parseJson(await response.text());
  const answer = isBody(read) ? read : {};
  const [token, noun, name] = ['access_token', 'noun', 'name'].map((field) => textIn(answer, field));
  if (response.ok && token !== undefined) return { token, answer };
  if (noun !== undefined && name !== undefined) throw tokenMessages.nameUnknown(noun, name, textsIn(answer['known']));
  const description = textIn(answer, 'error_description') ?? textIn(answer, 'message') ?? 'the answer says nothing';
  throw tokenMessages.tokenRefused(textIn(answer, 'error') ?? '', description, response.status);
}

function textIn(body: Body, field: string): string | undefined {
  const value = body[field];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}
