import { error } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { didYouMean } from '../model/suggest.ts';
import type { Origin } from '../model/tree.ts';

/** A hint: the nearest name, or those that there are. */
function near(name: string, known: readonly string[], what: string): string {
  return (
    didYouMean(name, known) ?? (known.length === 0 ? `the files have no ${what}` : `known are ${known.join(', ')}`)
  );
}

/** What can be wrong with what a smoke file refers to. */
export const problems = {
  unknownClient: (name: string, known: readonly string[], origin: Origin): Diagnostic =>
    error('unknown-client', `the files have no client ${name}`, { origin, hint: near(name, known, 'clients') }),
  unknownApi: (name: string, known: readonly string[], origin: Origin): Diagnostic =>
    error('unknown-api', `the files have no API ${name}`, { origin, hint: near(name, known, 'APIs') }),
  unknownOrganization: (name: string, known: readonly string[], origin: Origin): Diagnostic =>
    error('unknown-organization', `the files have no organization ${name}`, {
      origin,
      hint: near(name, known, 'organizations'),
    }),
  unknownEnvironment: (name: string, known: readonly string[], origin: Origin): Diagnostic =>
    error('unknown-environment', `there is no environment ${name}`, {
      origin,
      hint: near(name, known, 'environments'),
    }),
  unknownDomain: (name: string, known: readonly string[], origin: Origin): Diagnostic =>
    error('unknown-domain', `${name} is neither canonical, custom, nor a custom domain of the files`, {
      origin,
      hint: near(name, known, 'custom domains'),
    }),
  noCredential: (client: string, origin: Origin): Diagnostic =>
    error('no-credential', `the credentials of ${client} name neither a secret nor a key`, {
      origin,
      hint: 'write { secret: NAME } or { key: NAME }, with the name of a secret of the environment',
    }),
  unknownSecret: (name: string, secrets: readonly string[], known: readonly string[], origin: Origin): Diagnostic =>
    error('unknown-secret', `the environment has no secret ${name}`, {
      origin,
      hint:
        didYouMean(name, known) ??
        (/[./\s]/.test(name)
          ? `declare it there and write its name here: secrets: { NAME: { file: ${name.includes('-----') ? 'path' : name} } }`
          : secrets.length === 0
            ? `declare it there: secrets: { ${name}: { env: ${name} } }`
            : `its secrets are ${secrets.join(', ')}`),
    }),
  secretWithoutValue: (name: string, origin: Origin): Diagnostic =>
    error('secret-missing', `the secret ${name} has no value here`, {
      origin,
      hint: 'set what the environment file names for it, or take the credentials out',
    }),
  callMethod: (origin: Origin): Diagnostic =>
    error('call-method', 'a call has one method with its URL', {
      origin,
      hint: 'as in { GET: https://api.example/health }',
    }),
  callUrl: (url: string, origin: Origin): Diagnostic =>
    error('call-url', `${url} is not a URL`, { origin, hint: 'write the whole URL, as in https://api.example/health' }),
  callPlain: (url: string, origin: Origin): Diagnostic =>
    error('call-plain', `${url} would show the token to the network`, {
      origin,
      hint: 'call it by https; http is for this machine alone',
    }),
  callHost: (host: string, own: string | undefined, hosts: readonly string[], origin: Origin): Diagnostic =>
    error('call-host', `${host} gets no token: it is not the host of the audience`, {
      origin,
      hint: `name it in the environment file, smoke_hosts: [${[...hosts, host].join(', ')}]${own === undefined ? '' : `, or call ${own}`}`,
    }),
  deniedAndMore: (origin: Origin): Diagnostic =>
    error('denied-and-more', 'a refusal has no token of which more could be expected', {
      origin,
      hint: 'make it two tests, or take denied out',
    }),
};
