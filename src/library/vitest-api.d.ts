import type { EmulatorOptions, ServedEmulator } from './emulator-api.d.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** What the emulator of `tenantry/vitest` is started with: `test.provide.tenantry` of the configuration. */
    tenantry: EmulatorOptions;
    /** Where it is served: `inject('auth0')`. */
    auth0: ServedEmulator;
  }
}

/** What a global setup needs of a project of vitest. */
export interface SetupProject {
  readonly config: { readonly provide?: { readonly tenantry?: EmulatorOptions } };
  provide(name: 'auth0', value: ServedEmulator): void;
}

/** A global setup that serves an emulator to all tests, for a file that says what it is started with. */
export declare function emulatorSetup(
  options?: EmulatorOptions,
): (project: SetupProject) => Promise<() => Promise<void>>;

/** A global setup with what `test.provide.tenantry` says: `globalSetup: 'tenantry/vitest'`. */
declare const setup: (project: SetupProject) => Promise<() => Promise<void>>;
export default setup;
