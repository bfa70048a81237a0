import { configDefaults, defineConfig } from 'vitest/config';

/** `npm run test:long`: the files `*.long.test.ts` as well, all samples, and a process for every command. */
const isLong = process.env['TENANTRY_LONG'] === 'yes';
/** Far beyond what a test takes: other work on the machine makes it ten times as long. */
const timeout = isLong ? 600_000 : 180_000;

export default defineConfig({
  // Tests of tenants use the library as those of users do, and here it is the one that is worked on.
  resolve: { alias: { 'tenantry/testing': `${import.meta.dirname}/src/library/testing.ts` } },
  test: {
    include: ['test/**/*.test.ts', 'tenants/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...(isLong ? [] : ['**/*.long.test.ts'])],
    testTimeout: timeout,
    hookTimeout: timeout,
    reporters: ['default'],
    maxWorkers: '100%',
    // Tests that are side by side in one file start processes, beside those of the other files.
    maxConcurrency: 2,
    // The files of one worker share what they import: compiling the schemas for each file anew took longer than its tests.
    isolate: false,
    // What TypeScript becomes is kept for the next run: that alone is a fifth of the work.
    experimental: { fsModuleCache: true },
    pool: 'forks',
    // Most of what a test makes is garbage a moment later: a larger nursery saves a tenth of the time.
    execArgv: ['--max-semi-space-size=64'],
  },
});
