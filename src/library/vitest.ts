import { startEmulator } from './emulator.ts';
import type * as Api from './vitest-api.d.ts';

/** A global setup of vitest that serves an emulator to all tests. */
export const emulatorSetup: typeof Api.emulatorSetup = (options) => async (project) => {
  const emulator = await startEmulator(options ?? project.config.provide?.tenantry);
  const { url, domain, issuer, clientId, clientSecret, clients, ca, caPath } = emulator;
  const authority = ca === undefined || caPath === undefined ? {} : { ca, caPath };
  project.provide('auth0', { url, domain, issuer, clientId, clientSecret, clients, ...authority });
  return () => emulator.stop();
};
