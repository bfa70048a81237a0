import { messages } from './messages.ts';

/** More than the largest page of any list, unpacked: what is longer is no answer, and would fill the memory. */
const mostBytes = 100 * 1024 * 1024;

/** The body of a response, as far as it may go. Throws a `Failure` for one that is too long. */
export async function bodyOf(response: { body: AsyncIterable<unknown> | null }): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body ?? []) {
    if (!(part instanceof Uint8Array)) continue;
    parts.push(part);
    length += part.length;
    // Leaving the loop cancels what is still to come.
    if (length > mostBytes) throw messages.tooLong(mostBytes);
  }
  return Buffer.concat(parts, length);
}
