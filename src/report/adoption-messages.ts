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
  onlyIn: (environment: string): string => `Only in ${environment}`,
  severalHeading: (): string => 'Left alone, because the tenant has several of one name: rename all but one',
  several: ({ environment, address, ids }: { environment: string; address: string; ids: readonly string[] }): string =>
    `${address} (${environment}): ${ids.join(', ')}`,
  unreadableHeading: (): string => 'Not in the files, because it cannot be read',
  toProvide: (count: number): string => `${count} to provide before what needs them can be created in another tenant`,
  secret: (name: string): string => `${name}  the environment variable of that name`,
  file: (path: string): string => `${path}  a file that the API does not give back`,
  written: (files: number, folder: string): string => `Wrote ${quantity(files, 'file')} to ${folder}.`,
  wouldWrite: (files: number, folder: string): string =>
    `Nothing was written: without --check, ${quantity(files, 'file')} would be, to ${folder}.`,
  planned: (environments: readonly string[]): string => `plan: no changes in ${environments.join(', ')}.`,
};
