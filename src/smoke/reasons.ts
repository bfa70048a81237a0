/** What trials are called, and why some are not made. */
export const reasons = {
  noGrantType: (): string => 'not tried: the client does not have the grant type client_credentials',
  publicClient: (): string => 'not tried: the client has no way to prove who it is',
  bound: (mechanism: string): string => `not tried: the API takes only tokens that are bound to a key (${mechanism})`,
  noOrganization: (): string => 'not tried: it is for organizations, and none of the files has the grant',
  certificate: (): string => 'not tried: the client proves itself by a certificate (mTLS)',
  noSecret: (): { says: string; hint: string } => ({
    says: 'not tried: its secret is not known',
    hint: 'name it in tests/smoke.yaml, in credentials: a secret of the environment',
  }),
  noKey: (): { says: string; hint: string } => ({
    says: 'not tried: its private key is not known',
    hint: 'name it in tests/smoke.yaml, in credentials: a secret of the environment',
  }),
  inOrganization: (api: string, organization: string): string => `${api} for ${organization}`,
  refuses: (api: string, scope: string | undefined): string =>
    scope === undefined ? `${api} is refused` : `${api} with ${scope} is refused`,
  refusesWithout: (api: string): string => `${api} without an organization is refused`,
  budget: (most: number): string => `not asked for: ${most} tokens are the most (--max-tokens)`,
  quota: (left: number): string => `not asked for: only ${left} tokens of the quota are left`,
  stopped: (): string => 'not asked for: interrupted',
};
