const sorts: Record<string, string> = { third_party_clients: 'Third-party clients without a grant of their own' };

/** More names are only counted. */
const mostNamed = 5;

const listed = (names: readonly string[]): string => {
  const rest = names.length - mostNamed;
  return `${names.slice(0, mostNamed).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
};

/** What is said of maps. */
export const messages = {
  sort: (sort: string): string => sorts[sort] ?? `All clients of the sort ${sort}`,
  scopeWithoutGrant: (api: string, scopes: readonly string[], isOpen: boolean): string =>
    `${api}: no grant and no role names ${listed(scopes)}${isOpen ? '; users may ask for it through any client of yours' : ''}`,
  clientWithoutGrant: (client: string): string =>
    `${client}: may ask for tokens by client_credentials, and has no grant, so it gets none`,
  widerGrant: (client: string, api: string, scopes: readonly string[], others: number): string =>
    `${client} at ${api}: the grant is wider than those of the other ${others} callers: ${listed(scopes)}`,
  allScopes: (): string => 'all scopes, with those that are yet to come',
  apiWithoutCaller: (api: string, isOpen: boolean): string =>
    `${api}: no grant and no role is for it${isOpen ? '; users may get tokens for it through any client of yours' : ''}`,
  missingApi: (client: string, identifier: string): string =>
    `${client}: the grant is for ${identifier}, and there is no such API`,
  missingClient: (client: string, api: string): string =>
    `${api}: the grant is for the client ${client}, which is not there`,
  missingScope: (who: string, api: string, scopes: readonly string[]): string =>
    `${who} at ${api}: the API does not define ${listed(scopes)}`,
};
