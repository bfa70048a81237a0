import { Failure } from '../model/failure.ts';
import { messages } from './messages.ts';

/** Longer answers that are no JSON and no page are not shown. */
const longest = 200;

/**
 * What went wrong with a request, as a failure that can be shown.
 *
 * Errors of the SDK carry the whole answer in their message; of that only what the API says is kept.
 */
export function toFailure(error: unknown): Failure {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (cause instanceof Failure) return cause;
  const status = numberOf(error, 'statusCode');
  if (status !== undefined) {
    const body = field(error, 'body');
    const said =
      text(body, 'message') ??
      text(body, 'error_description') ??
      text(body, 'error') ??
      (typeof body === 'string' ? saidBy(body) : '');
    return messages.apiFailure(status, said, text(body, 'errorCode'), error);
  }
  const codes: string[] = [];
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    const code = text(cause, 'code');
    if (code !== undefined) codes.push(code);
  }
  return messages.networkFailure(codes, lastMessage(error), error);
}

/** An answer that counts as good, with a body that is none of the API's. It may be a part of one: only titles are shown. */
export function strangeAnswer(status: number, body: unknown): Failure {
  return messages.strangeAnswer(status, (typeof body === 'string' ? titleOf(body) : undefined) ?? '');
}

/**
 * What an answer says that is not the API's own, such as a page of a proxy. Nothing is cut: of a secret that is cut in the
 * middle, the beginning would not be masked.
 */
function saidBy(body: string): string {
  return titleOf(body) ?? (body.length <= longest ? body.trim() : '');
}

function titleOf(page: string): string | undefined {
  return /<title>([^<]*)<\/title>/i.exec(page)?.[1]?.trim();
}

function lastMessage(error: unknown): string {
  let message = '';
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause)
    message = cause.message.split('\n')[0] ?? '';
  return message;
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function text(value: unknown, name: string): string | undefined {
  const found = field(value, name);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

function numberOf(value: unknown, name: string): number | undefined {
  const found = field(value, name);
  return typeof found === 'number' ? found : undefined;
}
