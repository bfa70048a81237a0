import type { Body } from '../../../src/model/json.ts';
import { found } from '../by-hand.ts';
import type { Row } from '../row.ts';
import { flag, one, some, whole } from './values.ts';

const address = 'https://agents.test/agent.json';

/** What a file that was exported repeats of the document. */
const document: Body = {
  callbacks: ['https://agents.test/callback'],
  token_endpoint_auth_method: 'none',
  is_first_party: false,
};

/** Clients that describe themselves by a document of their own. */
export const clientDocuments: Row[] = [
  {
    title: 'clients with a metadata document',
    type: 'clients',
    at: (resource) => ({ clients: [resource] }),
    address: 'clients/agent.json',
    always: { name: 'agent.json', external_client_id: address },
    fields: {
      description: one('The agent', 'An agent'),
      oidc_conformant: flag,
      web_origins: some('https://a.test', 'https://b.test'),
      'client_metadata.team': one('web', 'identity'),
      'client_metadata.tier': one('gold', 'silver'),
      'jwt_configuration.lifetime_in_seconds': whole(60, 3600),
    },
    unordered: { web_origins: true },
    maps: ['client_metadata'],
    immutable: { external_client_id: [address, 'https://other.test/agent.json'] },
    server: { ...document, external_metadata_type: 'cimd', external_metadata_created_by: 'admin' },
    clearable: ['client_metadata'],
    live: found('/clients', 'name', 'agent.json'),
    byHand: [
      { post: '/clients/cimd/register', body: { external_client_id: address }, as: 'agent' },
      { patch: '/clients/{agent}', body: { description: 'By hand', client_metadata: { team: 'hand', left: 'over' } } },
    ],
  },
];
