import { boolean } from '../../../tools/schemas/row.ts';
import type { Row, Texts } from '../../../tools/schemas/row.ts';

/** What the SDK's types and the descriptor cannot say of the files' form. */
export const schema: Row = {
  sdk: ['CreateCustomDomainRequestContent', 'UpdateCustomDomainRequestContent'],
  add: { is_default: boolean },
};

/** What editors show, by path. */
export const texts: Texts = {
  '': 'Domains of your own for login pages and tokens.',
  domain: 'The domain, for example `login.example.com`. Fixed once created.',
  type: 'Who looks after the certificate: Auth0 or you. Fixed once created.',
  verification_method: 'How you prove that the domain is yours: a TXT record.',
  tls_policy: 'Which TLS versions and ciphers are accepted.',
  custom_client_ip_header: 'The header in which your proxy passes the IP address of the user.',
  domain_metadata: 'Up to 10 strings of your own, by key.',
  relying_party_identifier: 'The relying party of passkeys that are made at this domain.',
  is_default: "Whether this is the tenant's default domain. One domain at most.",
};

/** What follows from no trait. */
export const notes: readonly string[] = [
  'A new domain has to be verified before it works. tenantry creates it and does not wait: the report of the apply says which DNS record is needed, and every plan reminds of it until the domain is verified.',
];
