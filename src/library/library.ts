// What other programs import, but for `tenantry/testing`. The code of it is loaded by the first call.
import type * as EmulatorApi from './emulator-api.d.ts';
import type * as Api from './index-api.d.ts';
import type * as VitestApi from './vitest-api.d.ts';

export { TenantryError } from './tenantry-error.ts';

/** Checks the files of a tenant, offline. */
export const validate: typeof Api.validate = async (...given) => (await import('./program.ts')).validate(...given);
/** Compares files and tenant. */
export const plan: typeof Api.plan = async (...given) => (await import('./program.ts')).plan(...given);
/** Says what of a tenant is not as its files say. */
export const drift: typeof Api.drift = async (...given) => (await import('./program.ts')).drift(...given);
/** Carries out what was agreed to. */
export const apply: typeof Api.apply = async (...given) => (await import('./program.ts')).apply(...given);
/** The tenants with their environments. */
export const targets: typeof Api.targets = async (...given) => (await import('./program.ts')).targets(...given);
/** Reads a plan that was saved. */
export const readPlan: typeof Api.readPlan = async (...given) => (await import('./program.ts')).readPlan(...given);
/** Serves an emulated tenant. */
export const startEmulator: typeof EmulatorApi.startEmulator = async (...given) =>
  (await import('./program.ts')).startEmulator(...given);
/** A global setup of vitest. */
export const emulatorSetup: typeof VitestApi.emulatorSetup = (options) => async (project) =>
  (await import('./program.ts')).emulatorSetup(options)(project);
