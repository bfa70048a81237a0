/** Whether this run takes its time: with all samples and whole campaigns, as CI does beside the tests. */
export const isDeep = process.env['TENANTRY_DEEP'] === 'yes';

/** How many of so many samples or runs a test makes: all of them in a deep run, otherwise a third. */
export function someOf(all: number): number {
  return isDeep ? all : Math.ceil(all / 3);
}
