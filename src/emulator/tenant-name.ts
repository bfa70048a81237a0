const OF_AUTH0 = /^(?<tenant>[^.]+)\.(?:(?<region>[^.]+)\.)?auth0\.com$/;

/** What a tenant is called: the first part of its domain. */
export const tenantName = (domain: string): string => domain.split('.')[0] ?? '';

/** The region of a domain of Auth0's, where domains without one are in `us`. */
export const regionOf = (domain: string): string | undefined => {
  const groups = OF_AUTH0.exec(domain)?.groups;
  return groups === undefined ? undefined : (groups['region'] ?? 'us');
};
