import type { Change } from '../model/change.ts';
import { UsageError } from '../model/failure.ts';
import { didYouMean } from '../model/suggest.ts';
import { visible } from '../model/visible.ts';

const pastOf: Readonly<Record<Change['action'], string>> = {
  create: 'created',
  update: 'changed',
  replace: 'replaced',
  delete: 'deleted',
  none: 'left',
};

/** What is said of emulators that are served, and of tokens. */
export const messages = {
  tokenNotBroken: (): UsageError =>
    new UsageError('token-not-broken', 'the emulator gave no token that is broken', 'is it of an older version?'),
  tokenOfNoServer: (name: string): string =>
    `Nothing serves ${name}, so the issuer is https://local/; tenantry emulate serves it.`,
  tokenSpent: (domain: string): string => `This token counts against the quota of tokens of ${domain}.`,
  onlyEmulated: (option: string, name: string): UsageError =>
    new UsageError(
      'only-emulated',
      `${option} is for emulators, and ${name} is a live tenant`,
      'name an environment with domain: local, or the --url of an emulator',
    ),
  emulatorUrl: (text: string): UsageError =>
    new UsageError('emulator-url', `--url ${text} is not a URL`, 'as in http://127.0.0.1:4010'),
  noEmulator: (url: string): UsageError =>
    new UsageError('no-emulator', `no emulator answers at ${url}`, 'tenantry emulate serves one'),
  claimsForm: (): UsageError =>
    new UsageError(
      'claims-form',
      '--claims is not a JSON object',
      `as in --claims '{"https://acme.example/team":"a"}'`,
    ),
  nothingServed: (): string => 'Nothing was served: correct the files first.',
  servedAlready: (name: string, url: string): UsageError =>
    new UsageError(
      'served-already',
      `the emulator of ${name} is served already, at ${url}`,
      'stop that one first: two would keep one state',
    ),
  filled: (name: string, changes: readonly Change[]): string => {
    const done = changes.filter(({ withheld, action }) => withheld === undefined && action !== 'none');
    const counts = [...new Set(done.map(({ action }) => action))].map(
      (action) => `${done.filter((one) => one.action === action).length} ${pastOf[action]}`,
    );
    const withheld = changes.filter((one) => one.withheld !== undefined).length;
    return [
      counts.length === 0 ? `The state of ${name} is as the files say.` : `Applied to ${name}: ${counts.join(', ')}.`,
      ...(withheld === 0 ? [] : [`${countText(withheld, 'change')} withheld by the policy.`]),
    ].join(' ');
  },
  emulated: (
    { clients, apis, grants, actions }: Record<'clients' | 'apis' | 'grants' | 'actions', number>,
    envFile: string | undefined,
  ): string =>
    [
      [countText(clients, 'client'), countText(apis, 'API'), countText(grants, 'grant'), countText(actions, 'Action')]
        .join(', ')
        .concat('.'),
      ...(envFile === undefined ? [] : [`Credentials: ${visible(envFile)}`]),
    ].join(' '),
  envLeft: (names: readonly string[]): string =>
    `Not in the env file, as no way to write them is read alike by all that read such files: ${names.join(', ')}.`,
  envQuoted: (names: readonly string[]): string =>
    `In quotes, which docker --env-file takes for a part of the value: ${names.join(', ')}.`,
  envCommittable: (path: string): string => `git does not ignore ${path}: it has secrets, so add it to .gitignore.`,
  usersLack: (names: readonly string[]): string =>
    `Users refer to what the emulated tenant does not have, and are without it: ${names.join(', ')}. Apply the files with --apply.`,
  issuerUrl: (text: string): UsageError =>
    new UsageError('issuer-url', `--issuer ${text} is not the URL of a host`, 'write https://acme.eu.auth0.com/'),
  portTaken: (host: string, port: number): UsageError =>
    new UsageError('port-taken', `something listens at ${host}:${port} already`, 'choose another port with --port'),
  cannotListen: (host: string, port: number, why: string): UsageError =>
    new UsageError('cannot-listen', `${host}:${port} cannot be listened at: ${why}`, 'choose with --host and --port'),
  unknownFault: (name: string, known: readonly string[]): UsageError =>
    new UsageError(
      'unknown-fault',
      `there is no fault ${name}`,
      didYouMean(name, known) ?? `there are ${known.join(', ')}`,
    ),
  actionRan: (name: string, lines: readonly { level: string; text: string }[], failure: string | undefined): string =>
    [
      ...lines.map(({ level, text }) => `${name} ${level}: ${text}`),
      ...(failure === undefined ? [] : [`${name} failed: ${failure}`]),
    ]
      .map((line) => `${visible(line)}\n`)
      .join(''),
};

function countText(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
