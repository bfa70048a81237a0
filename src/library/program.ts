// The code behind what other programs import.
export { apply, drift, plan, readPlan, targets, validate } from './index.ts';
export { startEmulator } from './emulator.ts';
export { emulatorSetup } from './vitest.ts';
