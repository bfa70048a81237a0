import type { Row, Texts } from '../../../tools/schemas/row.ts';

/** What the SDK's types and the descriptor cannot say of the files' form. */
export const schema: Row = {
  sdk: ['CreateClientGrantRequestContent', 'UpdateClientGrantRequestContent'],
  required: ['audience', ['client_id', 'default_for']],
};

/** What editors show, by path. */
export const texts: Texts = {
  '': 'Which scopes of an API a client may have.',
  client_id: 'The name of the client.',
  audience: 'The identifier of the API. Fixed once created.',
  scope: 'The scopes; the list is complete.',
  allow_all_scopes: 'Whether all scopes are allowed, future ones too. Excludes `scope`.',
  subject_type: 'Whether the client asks for itself (`client`) or for users. Fixed once created.',
  default_for: 'For clients of a kind, instead of one client.',
  organization_usage: 'Whether tokens may be, or have to be, for an organization.',
  allow_any_organization: 'Whether any organization will do, or only those that list this grant.',
  authorization_details_types: 'The kinds of rich authorization requests that are allowed.',
};

/** What follows from no trait. */
export const notes: readonly string[] = ["Grants that Auth0 owns, and those of tenantry's own client, are left alone."];
