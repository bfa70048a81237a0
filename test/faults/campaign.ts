import { generateKeyPairSync } from 'node:crypto';
import { createEmulator } from '../../src/emulator/emulator.ts';
import type { Emulator } from '../../src/emulator/emulator.ts';
import { faultTypes } from '../../src/emulator/faults.ts';
import type { Faults } from '../../src/emulator/faults.ts';
import { DEPLOYER } from '../../src/emulator/seed.ts';
import type { EmulatorState } from '../../src/emulator/store.ts';
import { Failure } from '../../src/model/failure.ts';
import { realClock } from '../../src/auth0/clock.ts';
import { connect } from '../../src/auth0/connect.ts';
import type { Connection } from '../../src/auth0/connect.ts';
import { applyOf, planOf } from '../support/project.ts';
import { after, before } from './tenant.ts';

/** What happened in the runs of one kind. */
export interface Tally {
  what: string;
  runs: number;
  /** Faults that were met. */
  faults: number;
  /** Runs that ended with everything done, with a part of it, and with none. */
  done: number;
  partly: number;
  none: number;
  /** Runs after which a run without faults did not end at the desired state, with what was wrong. */
  wrong: string[];
}

/** A key for the files of a campaign. */
export const pem = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .publicKey.export({ type: 'spki', format: 'pem' })
  .toString();
const environment = 'domain: local\npolicy: { delete: true }\n';
const files = { tenant: after(pem), environment };

/** Runs of an apply with faults, each followed by one without: at every request in turn, then at random rates. */
export async function campaign(runs: number, seed = 1): Promise<Tally[]> {
  const state = await startState();
  const wanted = await wantedState(state);
  const tallies = new Map<string, Tally>();
  for (let run = 0; run < runs; run += 1) {
    const isInTurn = run % 2 === 0;
    const type = faultTypes[(run >> 1) % faultTypes.length] ?? '500';
    // Half of the runs let requests go wrong one by one, all through the run and from one run to the next.
    const position = (run >> 1) % wanted.requests;
    const faults: Faults = isInTurn
      ? { seed: seed + run, at: [position, position + 1], types: [type] }
      : { seed: seed + run, rate: 0.03 + 0.3 * ((run % 20) / 20) };
    const what = isInTurn ? `at each request in turn: ${type}` : 'at random, 3 to 33 of 100';
    const tally = tallies.get(what) ?? { what, runs: 0, faults: 0, done: 0, partly: 0, none: 0, wrong: [] };
    tallies.set(what, tally);
    await oneRun(state, wanted.counts, faults, tally, run);
  }
  return [...tallies.values()].sort((a, b) => (a.what < b.what ? -1 : 1));
}

async function oneRun(state: EmulatorState, wanted: string, faults: Faults, tally: Tally, run: number): Promise<void> {
  const shaky = createEmulator({ state, buildMilliseconds: 1, faults });
  tally.runs += 1;
  try {
    const outcomes = await applyOf(files, tenantOf(shaky));
    const done = outcomes.filter(({ status }) => status === 'done').length;
    if (done === outcomes.length) tally.done += 1;
    else if (done > 0) tally.partly += 1;
    else tally.none += 1;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    tally.none += 1;
  }
  tally.faults += shaky.requests.filter(({ status }) => [0, 429, 500, 503].includes(status)).length;
  const calm = createEmulator({ state: shaky.snapshot(), buildMilliseconds: 1 });
  const outcomes = await applyOf(files, tenantOf(calm));
  const failed = outcomes
    .filter(({ status }) => status !== 'done')
    .map(({ address, reason }) => `${address}: ${reason}`);
  const { plan } = await planOf(files, tenantOf(calm));
  const open = plan.changes.map(({ action, address }) => `${action} ${address}`);
  const counts = countsOf(calm);
  const problems = [...failed, ...open, ...(counts === wanted ? [] : [`there is ${counts}, not ${wanted}`])];
  if (problems.length > 0) tally.wrong.push(`run ${run}, ${JSON.stringify(faults)}: ${problems.join('; ')}`);
}

/** The tenant as it is before each run. */
async function startState(): Promise<EmulatorState> {
  const emulator = createEmulator({ buildMilliseconds: 1 });
  await applyOf({ tenant: before(), environment }, tenantOf(emulator));
  return emulator.snapshot();
}

/** How many of everything there are after a run without faults, and how many requests it took. */
async function wantedState(state: EmulatorState): Promise<{ counts: string; requests: number }> {
  const emulator = createEmulator({ state, buildMilliseconds: 1 });
  await applyOf(files, tenantOf(emulator));
  return { counts: countsOf(emulator), requests: emulator.requests.length };
}

/** How many there are in each collection; of versions of the same code there may be more, as a deploy may be repeated. */
export function countsOf(emulator: Emulator): string {
  const collections = Object.entries(emulator.snapshot().collections).filter(([name]) => !name.includes('version'));
  return collections
    .map(([name, entries]) => `${name} ${Object.keys(entries).length}`)
    .sort()
    .join(', ');
}

/** A connection that gives up on hanging requests soon, and waits a hundredth of the usual time. */
function tenantOf(emulator: Emulator): Parameters<typeof applyOf>[1] {
  const connection: Connection = connect({
    domain: 'local',
    credentials: { type: 'secret', ...DEPLOYER },
    fetch: (url, init) => emulator.fetch(new Request(url, init)),
    retries: {
      tries: 4,
      tryMilliseconds: 40,
      allMilliseconds: 20_000,
      clock: { ...realClock, sleep: (milliseconds, signal) => realClock.sleep(milliseconds / 100, signal) },
    },
  });
  const unused = (): never => {
    throw new Error('a campaign has no use for this');
  };
  return { emulator, connection, writes: unused, request: unused };
}
