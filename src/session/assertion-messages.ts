import { Failure, UsageError } from '../model/failure.ts';

/** What is said of client assertions. */
export const assertionMessages = {
  assertionUnreadable: (from: string): UsageError =>
    new UsageError(
      'assertion-unreadable',
      `${from} is not a client assertion: a JWT with iss and exp`,
      'it is header.payload.signature, signed with the private key of the client',
    ),
  assertionOfOther: (from: string, found: string, wanted: string): UsageError =>
    new UsageError(
      'assertion-client',
      `${from} is an assertion of the client ${found}, and the client is ${wanted}`,
      'sign one whose iss and sub are the client, or name the other client',
    ),
  assertionExpired: (from: string, seconds: number): UsageError =>
    new UsageError(
      'assertion-expired',
      `${from} expired ${seconds} s ago`,
      'sign a new one just before the command; AUTH0_CLIENT_ASSERTION_COMMAND signs one whenever it is needed',
    ),
  assertionTooLong: (from: string, seconds: number): UsageError =>
    new UsageError(
      'assertion-lifetime',
      `${from} is good for ${seconds} s, and Auth0 takes assertions of at most 300 s`,
      'sign one whose exp is at most 300 behind iat',
    ),
  assertionUsed: (from: string): Failure =>
    new Failure('assertion-used', `${from} was used for a token already, and Auth0 takes each assertion once`, {
      hint: 'sign a new one for each command; for those that last longer than a token, AUTH0_CLIENT_ASSERTION_COMMAND signs one whenever it is needed',
    }),
  commandForm: (from: string): UsageError =>
    new UsageError(
      'assertion-command',
      `${from} is not a command`,
      'a program and its arguments between blanks, with quotes around those that have blanks, or as a JSON array',
    ),
  commandVariable: (from: string, place: string): UsageError =>
    new UsageError(
      'assertion-command',
      `${place} takes no command from ${from}`,
      'client_assertion_command names an environment variable whose name ends in ASSERTION_COMMAND',
    ),
  commandFailed: (from: string, program: string, why: string): Failure =>
    new Failure('assertion-command', `${program}, the command of ${from}, signed no assertion: ${why}`, {
      hint: 'it gets header.payload of a JWT on stdin, and prints the signature, or the whole JWT; no shell runs it',
    }),
  commandAnswer: (from: string, program: string, isEmpty: boolean): Failure =>
    assertionMessages.commandFailed(
      from,
      program,
      isEmpty ? 'it printed nothing' : 'what it printed is no signature and no JWT',
    ),
};
