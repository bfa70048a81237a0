/** Whether this is a long run, `npm run test:long`: with all samples and whole campaigns, as machines run it beside the tests. */
export const isLong = process.env['TENANTRY_LONG'] === 'yes';

/** How many of so many samples or runs a test makes: all of them in a long run, otherwise a third. */
export function someOf(all: number): number {
  return isLong ? all : Math.ceil(all / 3);
}

/** Of the rows of a table every third one, in a long run all of them. */
export function someRows<Row>(rows: readonly Row[]): Row[] {
  return rows.filter((_row, index) => isLong || index % 3 === 0);
}

const [part = 1, parts = 1] = (process.env['TENANTRY_PART'] ?? '').split('/').filter(Boolean).map(Number);

/** Whether a case of a campaign is made in this run: all of them, or every fifth one from the second on with `TENANTRY_PART=2/5`. */
export function isOfPart(index: number): boolean {
  return index % parts === part % parts;
}
