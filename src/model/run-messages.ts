import { error, warning } from './diagnostic.ts';
import type { Diagnostic } from './diagnostic.ts';
import { Failure } from './failure.ts';
import { didYouMean } from './suggest.ts';

/** Texts about a run and what it needs from outside: credentials, a terminal, a port. */
export const runMessages = {
  cannotWrite: (path: string, why: string): Diagnostic => error('cannot-write', `${path} cannot be written: ${why}`),
  domainMismatch: (given: string, domain: string): Diagnostic =>
    error('domain-mismatch', `AUTH0_DOMAIN is ${given}, but the environment is for ${domain}`, {
      hint: 'unset AUTH0_DOMAIN, or choose the other environment',
    }),
  signingKeyMissing: (path: string): Diagnostic =>
    error('signing-key-missing', `AUTH0_CLIENT_SIGNING_KEY_PATH names ${path}, and there is no such file`, {
      hint: 'the path starts from the working directory',
    }),
  signingKeyUnreadable: (path: string): Diagnostic =>
    error('signing-key-unreadable', `${path} is not a private key`, {
      hint: 'AUTH0_CLIENT_SIGNING_KEY_PATH names a private key in PEM, without a passphrase',
    }),
  signingAlgorithm: (given: string, known: string[]): Diagnostic =>
    error('signing-algorithm', `AUTH0_CLIENT_SIGNING_ALGORITHM cannot be ${given}`, {
      hint: didYouMean(given, known) ?? `it has to be one of ${known.join(', ')}`,
    }),
  credentialsMissing: (missing: string): Diagnostic =>
    error('credentials-missing', `there are no credentials for the tenant: ${missing}`, {
      hint: 'set AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET, or AUTH0_CLIENT_SIGNING_KEY_PATH, or AUTH0_ACCESS_TOKEN',
    }),
  proxyUrl: (): Diagnostic =>
    error('proxy-url', 'HTTPS_PROXY or HTTP_PROXY is not a URL', {
      hint: 'as in HTTPS_PROXY=http://proxy.example:3128',
    }),
  emulatorStateDamaged: (path: string): Diagnostic =>
    error('emulator-state-damaged', `${path} is not the state of an emulator`, {
      hint: 'delete it to start with a fresh one',
    }),
  cannotAsk: (): [string, string] => ['there is no terminal to ask on', 'pass --yes to apply without a question'],
  notAgreed: (): string => 'Nothing was applied.',
  question: (tenant: string, environment: string): string =>
    `\nApply this to ${tenant}/${environment}? Only yes will do: `,
  changesWithheld: (count: number): Diagnostic =>
    warning(
      'withheld',
      `${count} ${count === 1 ? 'change is' : 'changes are'} withheld, and the tenant stays as it is there`,
      {
        hint: 'the plan says by which rule of the policy',
      },
    ),
  applyAgain: (): string => 'Apply again to finish: what is done will not be done twice.',
  rollBackAgain: (run: string): string =>
    `Finish with rollback --run ${run}: what is done will not be done twice. An apply would take it back.`,
  effort: (requests: number, rate: number | undefined): string => {
    const count = `${requests} ${requests === 1 ? 'request' : 'requests'}`;
    if (rate === undefined || !Number.isFinite(rate)) return `At least ${count}.`;
    return `At least ${count}: about ${Math.ceil(requests / rate)} s at ${rate.toFixed(rate < 10 ? 1 : 0)} a second.`;
  },
  unknownFault: (name: string, known: readonly string[]): [string, string] => [
    `there is no fault ${name}`,
    didYouMean(name, known) ?? `there are ${known.join(', ')}`,
  ],
  planSaved: (path: string): string => `The plan is in ${path}: tenantry apply --plan ${path} applies exactly that.`,
  refused: (count: number): string =>
    `The tenant refused ${count} ${count === 1 ? 'request' : 'requests'} for the rate limit: another client uses it, too.`,
  interrupted: (): Failure => new Failure('interrupted: nothing was written'),
  issuerUrl: (text: string): Diagnostic =>
    error('issuer-url', `--issuer ${text} is not the URL of a host`, { hint: 'write https://acme.eu.auth0.com/' }),
  portTaken: (host: string, port: number): Diagnostic =>
    error('port-taken', `something listens at ${host}:${port} already`, { hint: 'choose another port with --port' }),
  cannotListen: (host: string, port: number, why: string): Diagnostic =>
    error('cannot-listen', `${host}:${port} cannot be listened at: ${why}`, { hint: 'choose with --host and --port' }),
};
