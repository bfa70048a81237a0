// The code behind what other programs import.
export { apply, drift, plan, readPlan, validate } from './index.ts';
export { startEmulator } from './emulator.ts';
export { emulatorSetup } from './vitest.ts';
