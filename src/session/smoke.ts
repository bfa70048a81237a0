import type { Access } from '../model/access.ts';
import { apiName } from '../model/access.ts';
import type { Case } from '../model/case.ts';
import { hasErrors } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { groupBy } from '../model/group.ts';
import { audienceOf, isFor } from '../smoke/check.ts';
import type { SmokeFile } from '../smoke/file.ts';
import { judge } from '../smoke/judge.ts';
import type { Judged } from '../smoke/judge.ts';
import { askKey } from '../smoke/trial.ts';
import type { Ask, Called, Outcome, Trial } from '../smoke/trial.ts';
import { derivedTrials, withoutOverridden } from '../smoke/trials.ts';
import type { Trials } from '../smoke/trials.ts';
import { testTrials } from '../smoke/tests.ts';
import { accessIn } from './access.ts';
import type { Session } from './connect.ts';
import { ownerOf } from './domain.ts';
import { messages } from './messages.ts';
import { proofOf, valueOf } from './proofs.ts';
import type { ProofSources } from './proofs.ts';
import { tokenSource } from './token-source.ts';
import type { TokenSource } from './token-source.ts';

/** How the tokens of a tenant are tried. */
export interface SmokeOptions {
  /** The clients, APIs or tests that it is to be about; all when absent. */
  only?: readonly string[] | undefined;
  /** The most tokens that are asked for. */
  maxTokens: number;
  /** What failed is tried again until then, in milliseconds since the epoch: a tenant needs a while for what was just written. */
  until: number;
}

/** What came of it. */
export interface SmokeResult {
  /** Every assertion. */
  cases: Case[];
  /** The same for people: what passed of one token is one case. */
  short: Case[];
  /** How many tokens were given. */
  tokens: number;
  /** The grants and tests for which none could be asked. */
  untried: Case[];
  diagnostics: Diagnostic[];
}

/** The most clients that ask at a time. */
const concurrency = 10;

/** Tries the tokens that the files promise, and what a smoke file asks for besides. Throws a `UsageError` for a name that there is not. */
export async function smoke(session: Session, file: SmokeFile, options: SmokeOptions): Promise<SmokeResult> {
  const { files } = session;
  const { domain, name } = files.target.config.environment;
  const isEmulator = domain === 'local' || ownerOf(domain) === 'loopback';
  const { access, diagnostics } = await accessIn(files, session.connection, isEmulator);
  if (hasErrors(diagnostics)) return { cases: [], short: [], tokens: 0, untried: [], diagnostics };
  hide(access, session);
  const sources: ProofSources = { file, keywords: files.keywords, access, session };
  const all = trialsOf(access, { ...file, tests: file.tests.filter((test) => isFor(test, name)) }, session, sources);
  const { trials, untried } = chosen(all, options.only, access);
  const source = tokenSource(session, {
    maxTokens: options.maxTokens,
    proofOf: ({ client }) => {
      const found = proofOf(client, sources);
      if (found.type === 'none') throw new Error(found.says);
      return found.proof;
    },
    keysOf: (audience) => keysOf(audience, sources),
  });
  const { judged, keyProblem } = await tryAll(trials, source, session, options.until);
  const keys: Case[] =
    keyProblem === undefined
      ? []
      : [{ suite: session.issuer, name: 'keys', code: 'issuer/keys', state: 'failed', lines: [keyProblem] }];
  return {
    cases: [...keys, ...judged.flatMap(({ cases }) => cases), ...untried],
    short: [...keys, ...judged.flatMap(({ short }) => short), ...untried],
    tokens: source.given(),
    untried: untried.filter(({ state }) => state === 'skipped'),
    diagnostics,
  };
}

function trialsOf(access: Access, file: SmokeFile, { issuer }: Session, sources: ProofSources): Trials {
  const tenant: Parameters<typeof derivedTrials>[1] = {
    issuer,
    lacks: (client) => {
      const found = proofOf(client, sources);
      return found.type === 'none' ? found : undefined;
    },
  };
  const derived = derivedTrials(access, tenant);
  const tests = testTrials(file.tests, derived.trials, access, tenant);
  const [tokens, refusals] = [true, false].map((isToken) =>
    withoutOverridden(derived.trials, tests.trials).filter(({ expected }) => (expected.type === 'token') === isToken),
  );
  // What is refused costs nothing, so it comes last.
  return {
    trials: [...(tokens ?? []), ...tests.trials, ...(refusals ?? [])],
    untried: [...derived.untried, ...tests.untried],
  };
}

/** The trials that are asked for by name. Throws a `UsageError` for a name that nothing has. */
function chosen({ trials, untried }: Trials, only: readonly string[] | undefined, access: Access): Trials {
  if (only === undefined || only.length === 0) return { trials, untried };
  const namesOf = ({ suite, name, ask }: Trial): string[] => [
    suite,
    name,
    ask.audience,
    apiNameOf(ask.audience, access),
  ];
  const namesOfCase = ({ suite, name }: Case): string[] => [suite, name];
  const known = [...trials.flatMap(namesOf), ...untried.flatMap(namesOfCase)];
  for (const name of only) if (!known.includes(name)) throw messages.unknownTrial(name, [...new Set(known)]);
  const isChosen = (names: readonly string[]): boolean => names.some((name) => only.includes(name));
  return {
    trials: trials.filter((trial) => isChosen(namesOf(trial))),
    untried: untried.filter((one) => isChosen(namesOfCase(one))),
  };
}

function apiNameOf(audience: string, { apis }: Access): string {
  const api = apis.find(({ key }) => key === audience);
  return api === undefined ? audience : apiName(api);
}

/** What the tenant shows is as secret as what the files have. */
function hide({ clients, apis }: Access, { learn }: Session): void {
  for (const { body } of [...clients, ...apis])
    for (const value of [body['client_secret'], body['signing_secret']])
      if (typeof value === 'string' && value !== '') learn(value);
}

function keysOf(
  audience: string,
  { access, file, keywords }: ProofSources,
): { secret?: string | undefined; decryption?: string | undefined } {
  const api = access.apis.find(({ key }) => key === audience);
  const secret = api?.body['signing_secret'];
  const named = file.decryption.find(({ name }) => audienceOf(name, access) === audience);
  return {
    secret: typeof secret === 'string' && secret !== '' ? secret : undefined,
    decryption: valueOf(named?.value, keywords),
  };
}

/** Makes the trials, and those that failed again until the time is over. */
async function tryAll(
  trials: readonly Trial[],
  source: TokenSource,
  { workspace: { surroundings } }: Session,
  until: number,
): Promise<{ judged: Judged[]; keyProblem: string | undefined }> {
  const { clock, signal } = surroundings;
  const outcomes = new Map<string, Outcome>();
  const called = new Map<Trial, Called>();
  const results = {
    of: (ask: Ask): Outcome | undefined => outcomes.get(askKey(ask)),
    called: (trial: Trial): Called | undefined => called.get(trial),
  };
  const judgeAll = (): Judged[] => trials.map((trial) => judge(trial, results));
  let open = trials;
  for (let round = 0; ; round += 1) {
    const keyProblem = open.length === 0 ? undefined : await source.readKeys();
    await askAll(open, source, outcomes, called);
    const judged = judgeAll();
    open = judged.flatMap((one) => (one.isFailed ? [one.trial] : []));
    const pause = Math.min(10_000, 1000 * 2 ** round);
    if (open.length + (keyProblem === undefined ? 0 : 1) === 0 || clock.now() + pause > until || signal.aborted)
      return { judged, keyProblem };
    await clock.sleep(pause, signal).catch(() => undefined);
  }
}

/** Asks once for what several trials want, one after the other for each client, and makes the calls. */
async function askAll(
  trials: readonly Trial[],
  source: TokenSource,
  outcomes: Map<string, Outcome>,
  called: Map<Trial, Called>,
): Promise<void> {
  const clients = [...groupBy(trials, ({ ask }) => ask.client.key).values()];
  const isPart = (isToken: boolean, { expected }: Trial): boolean => (expected.type === 'token') === isToken;
  for (const isToken of [true, false]) {
    const queue = clients.map((all) => all.filter((trial) => isPart(isToken, trial))).filter((all) => all.length > 0);
    const worker = async (): Promise<void> => {
      for (let all = queue.shift(); all !== undefined; all = queue.shift())
        await askFor(all, isToken, source, { outcomes, called });
    };
    await Promise.all(Array.from({ length: concurrency }, worker));
  }
}

async function askFor(
  trials: readonly Trial[],
  isExpected: boolean,
  source: TokenSource,
  { outcomes, called }: { outcomes: Map<string, Outcome>; called: Map<Trial, Called> },
): Promise<void> {
  const asks = new Map(trials.map(({ ask }) => [askKey(ask), ask]));
  const first = new Map<string, Ask>();
  for (const [key, ask] of asks) {
    first.set(key, ask);
    const outcome = await source.ask(ask, isExpected);
    // What was found before still holds when nothing more may be asked.
    if (outcome.type !== 'skipped' || !outcomes.has(key)) outcomes.set(key, outcome);
  }
  for (const trial of trials) {
    const ask = first.get(askKey(trial.ask));
    const { expected } = trial;
    if (ask === undefined || expected.type !== 'token' || expected.call === undefined) continue;
    if (outcomes.get(askKey(ask))?.type === 'token') called.set(trial, await source.call(ask, expected.call));
  }
}
