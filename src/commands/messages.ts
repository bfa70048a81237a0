import { warning } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { UsageError } from '../model/failure.ts';
import { didYouMean } from '../model/suggest.ts';

/** What is said and asked on the terminal. */
export const messages = {
  noScopes: (counts: string): string => `no scopes: ${counts}`,
  noHistory: (): string => 'No runs are recorded here.',
  cannotAsk: (): UsageError =>
    new UsageError('cannot-ask', 'there is no terminal to ask on', 'pass --yes to apply without a question'),
  question: (tenant: string, environment: string): string =>
    `\nApply this to ${tenant}/${environment}? Only yes will do: `,
  notAgreed: (): string => 'Nothing was applied.',
  changesWithheld: (count: number): Diagnostic =>
    warning(
      'withheld',
      `${count} ${count === 1 ? 'change is' : 'changes are'} withheld, and the tenant stays as it is there`,
      { hint: 'the plan says by which rule of the policy' },
    ),
  goingBack: (id: string, startedAt: string, limits: readonly string[]): string =>
    [
      `Back to before the run ${id}, which began at ${startedAt}.`,
      ...(limits.length === 0 ? [] : ['What cannot be brought back:']),
      ...limits.map((limit) => `  ${limit}`),
    ].join('\n'),
  effort: (requests: number, rate: number | undefined): string => {
    const count = `${requests} ${requests === 1 ? 'request' : 'requests'}`;
    if (rate === undefined || !Number.isFinite(rate)) return `At least ${count}.`;
    return `At least ${count}: about ${Math.ceil(requests / rate)} s at ${rate.toFixed(rate < 10 ? 1 : 0)} a second.`;
  },
  waiting: (ended: number, total: number): string => `waiting ${ended} of ${total} steps have ended`,
  refused: (count: number): string =>
    `The tenant refused ${count} ${count === 1 ? 'request' : 'requests'} for the rate limit: another client uses it, too.`,
  rollBackAgain: (run: string): string =>
    `Finish with rollback --run ${run}: what is done will not be done twice. An apply would take it back.`,
  planSaved: (path: string): string => `The plan is in ${path}: tenantry apply --plan ${path} applies exactly that.`,
  unknownFault: (name: string, known: readonly string[]): UsageError =>
    new UsageError(
      'unknown-fault',
      `there is no fault ${name}`,
      didYouMean(name, known) ?? `there are ${known.join(', ')}`,
    ),
  issuerUrl: (text: string): UsageError =>
    new UsageError('issuer-url', `--issuer ${text} is not the URL of a host`, 'write https://acme.eu.auth0.com/'),
  portTaken: (host: string, port: number): UsageError =>
    new UsageError('port-taken', `something listens at ${host}:${port} already`, 'choose another port with --port'),
  cannotListen: (host: string, port: number, why: string): UsageError =>
    new UsageError('cannot-listen', `${host}:${port} cannot be listened at: ${why}`, 'choose with --host and --port'),
};
