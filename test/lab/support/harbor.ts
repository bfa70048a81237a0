import { onTestFinished } from 'vitest';
import type { Conditions } from '../../../src/emulator/conditions.ts';
import { createEmulator } from '../../../src/emulator/emulator.ts';
import { freePort, serve } from '../../../src/emulator/serve.ts';
import type { EmulatorState } from '../../../src/emulator/store.ts';
import { startEmulator } from '../../../src/library/emulator.ts';
import { emulatorVariables } from '../../../src/session/env-file.ts';

/** The sample tenant with what its files say, served until the test has ended. */
export interface Harbor {
  url: string;
  /** What a service is told by its environment. */
  env: Record<string, string>;
  /** How many requests for tokens there were, by their status. */
  mints: () => Record<number, number>;
  rotateKeys: () => Promise<void>;
}

const states = new Map<string, Promise<EmulatorState>>();

/** Serves the tenant `harbor` of a folder, under conditions. */
export async function harbor(conditions: Conditions = {}, cwd = process.cwd()): Promise<Harbor> {
  const kept = states.get(cwd) ?? filled(cwd);
  states.set(cwd, kept);
  const state = await kept;
  const emulator = createEmulator({ state: structuredClone(state), ...conditions });
  const { url, close } = await serve(emulator, { port: await freePort('127.0.0.1') });
  onTestFinished(close);
  return {
    url,
    env: Object.fromEntries(emulatorVariables(state, { url }).map(({ name, value }) => [name, value])),
    mints: () => {
      const asked = emulator.requests.filter(({ path }) => path === '/oauth/token');
      const statuses = [...new Set(asked.map(({ status }) => status))];
      return Object.fromEntries(statuses.map((one) => [one, asked.filter(({ status }) => status === one).length]));
    },
    rotateKeys: emulator.keys.rotate,
  };
}

async function filled(cwd: string): Promise<EmulatorState> {
  const emulator = await startEmulator({ tenant: 'harbor', env: 'local', cwd });
  const state = (await (await fetch(`${emulator.url}/emulator/state`)).json()) as EmulatorState;
  await emulator.stop();
  return state;
}
