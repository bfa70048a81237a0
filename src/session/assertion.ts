import { spawn } from 'node:child_process';
import { unsignedAssertion } from '../auth0/assertion.ts';
import type { Credentials } from '../auth0/connect.ts';
import { claimsOf } from '../auth0/token.ts';
import { assertionMessages as messages } from './assertion-messages.ts';
import type { Surroundings } from './surroundings.ts';

/** Proof by an assertion: a JWT that the client signs, for one request for a token. */
type Assertion = Extract<Credentials, { type: 'assertion' }>;

/** The longest time that Auth0 lets an assertion live, in seconds. */
const longestSeconds = 300;
/** How long a command may take to sign, in milliseconds. */
const commandMilliseconds = 20_000;
/** More than any signature has, in characters. */
const mostOutput = 20_000;

/** Assertions that a request was sent with: Auth0 takes none twice, whichever environment of a run asks. */
const used = new Set<string>();

const partsOfJwt = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/**
 * An assertion that was made elsewhere, from the variable or file `from`. It serves for one token: whoever asks for a second one is told.
 * Throws a `UsageError` when it is none, is over, or is another client's.
 */
export function givenAssertion(
  jwt: string,
  clientId: string,
  from: string,
  { clock }: Pick<Surroundings, 'clock'>,
): Assertion {
  const { iss, exp, iat } = claimsOf(jwt);
  const client = typeof iss === 'string' ? iss : '';
  if (!partsOfJwt.test(jwt) || client === '' || typeof exp !== 'number') throw messages.assertionUnreadable(from);
  if (clientId !== '' && clientId !== client) throw messages.assertionOfOther(from, client, clientId);
  const check = (): void => {
    const seconds = clock.now() / 1000;
    if (exp <= seconds) throw messages.assertionExpired(from, Math.ceil(seconds - exp));
  };
  check();
  if (typeof iat === 'number' && exp - iat > longestSeconds) throw messages.assertionTooLong(from, exp - iat);
  return {
    type: 'assertion',
    clientId: client,
    given: jwt,
    assertion: (_issuer, tried) => {
      if (used.has(jwt) && tried === 1) throw messages.assertionUsed(from);
      used.add(jwt);
      check();
      return Promise.resolve(jwt);
    },
  };
}

/**
 * Assertions that a command signs, a new one for each request for a token. The command gets `header.payload` on stdin, and
 * gives back the signature, or the whole JWT. No shell sees it. Throws a `UsageError` when the command cannot be told apart into
 * words.
 */
export function commandAssertion(
  command: string,
  { clientId, algorithm, from }: { clientId: string; algorithm: string; from: string },
  surroundings: Pick<Surroundings, 'clock' | 'cwd' | 'env' | 'signal'>,
): Assertion {
  const words = wordsOf(command);
  if (words === undefined || (words[0] ?? '') === '') throw messages.commandForm(from);
  return {
    type: 'assertion',
    clientId,
    assertion: async (issuer) => {
      const unsigned = unsignedAssertion({ clientId, issuer, algorithm, now: surroundings.clock.now() });
      const said = (await outputOf(words, unsigned, from, surroundings)).trim();
      if (partsOfJwt.test(said)) return said;
      const signature = said.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
      if (!/^[\w-]{40,}$/.test(signature)) throw messages.commandAnswer(from, words[0] ?? '', said === '');
      return `${unsigned}.${signature}`;
    },
  };
}

/** The words of a command: a JSON array of them, or words between blanks, with quotes around those that have blanks. */
export function wordsOf(command: string): string[] | undefined {
  const text = command.trim();
  if (text.startsWith('[')) {
    try {
      const words: unknown = JSON.parse(text);
      return Array.isArray(words) && words.every((word) => typeof word === 'string') ? words : undefined;
    } catch {
      return undefined;
    }
  }
  const parts = [...text.matchAll(/\s+|((?:"[^"]*"|'[^']*'|[^\s"'])+)/g)];
  // What is left over is a quote that is not closed.
  if (parts.map(([part]) => part).join('') !== text) return undefined;
  return parts.flatMap(([, word]) =>
    word === undefined
      ? []
      : [word.replace(/"([^"]*)"|'([^']*)'/g, (_all, one?: string, two?: string) => one ?? two ?? '')],
  );
}

/** What a command writes to stdout. Throws a `Failure` when it does not end well, or in time. */
function outputOf(
  [program = '', ...args]: readonly string[],
  input: string,
  from: string,
  { cwd, env, signal }: Pick<Surroundings, 'cwd' | 'env' | 'signal'>,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const limit = AbortSignal.timeout(commandMilliseconds);
    const child = spawn(program, args, { cwd, env, shell: false, signal: AbortSignal.any([signal, limit]) });
    let [out, err] = ['', ''];
    const fail = (why: string): void => reject(messages.commandFailed(from, program, why));
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      if (out.length > mostOutput) child.kill();
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err = (err + text).slice(0, mostOutput)));
    // One that does not read what it is given may still say what is wrong.
    child.stdin.on('error', () => undefined).end(input);
    child.on('error', (error) => {
      if (limit.aborted) fail(`it did not end within ${commandMilliseconds / 1000} s`);
      else fail('code' in error && error.code === 'ENOENT' ? 'there is no such program' : error.message);
    });
    child.on('close', (code, killed) => {
      const said = err.trim().split('\n').slice(-3).join('; ');
      if (code === 0) resolve(out);
      else fail(`it ended with ${code ?? killed ?? 'nothing'}${said === '' ? '' : `: ${said}`}`);
    });
  });
}
