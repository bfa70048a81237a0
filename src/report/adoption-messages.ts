const quantity = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** The words of reports on tenants that become files. */
export const adoptionMessages = {
  oneTenant: (tenant: string, environment: string, count: number): string =>
    `${tenant}/${environment}: ${quantity(count, 'resource')}`,
  severalTenants: (tenant: string, environments: string): string => `${tenant}: ${environments} as one set of files`,
  sharedCount: (count: number, environments: number): string =>
    `${quantity(count, 'resource')} that all ${environments} have`,
  keywordCount: (count: number): string =>
    count === 0 ? 'no difference between them' : `${quantity(count, 'keyword')} for what differs`,
  singleCount: (count: number): string => `${quantity(count, 'resource')} that not all have`,
  keyword: (): string => 'keyword',
  used: (): string => 'used',
  alikeHeading: (): string => 'Taken for the same (--not-same A=B says otherwise)',
  manyAlike: (count: number, type: string, by: readonly string[], names: readonly string[]): string =>
    `${count} ${type} that differ by ${by.map((text) => JSON.stringify(text)).join(', ')}: ${names.join(', ')} …`,
  onlyIn: (environment: string): string => `Only in ${environment}`,
  severalHeading: (): string => 'Left alone, because the tenant has several of one name: rename all but one',
  several: ({ environment, address, ids }: { environment: string; address: string; ids: readonly string[] }): string =>
    `${address} (${environment}): ${ids.join(', ')}`,
  unreadableHeading: (): string => 'Not in the files, because it cannot be read',
  toProvide: (): string => 'Only you have these, because Auth0 does not give them back',
  secret: (name: string): string => `${name}  an environment variable that apply needs`,
  file: (path: string): string => `${path}  a file, needed where its key has to be created`,
  written: (files: number, folder: string): string => `Wrote ${quantity(files, 'file')} to ${folder}.`,
  wouldWrite: (files: number, folder: string): string =>
    `Nothing was written: without --check, ${quantity(files, 'file')} would be, to ${folder}.`,
  next: (tenant: string, environment: string): string =>
    `Next: read the files, commit them, change something, and see: tenantry plan ${tenant} --env ${environment}`,
  planned: (environments: readonly string[]): string => `plan: no changes in ${environments.join(', ')}.`,
};
