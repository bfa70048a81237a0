import { crud } from '../../catalog/endpoints.ts';
import type { ResourceType } from '../../catalog/resource-type.ts';

/** What holders of a mobile driving licence are asked to show. */
export const verifiableCredentialTemplates: ResourceType = {
  name: 'verifiableCredentialTemplates',
  identity: { keys: ['name'], id: 'id' },
  scopes: 'vdcs_templates',
  endpoints: crud((api) => api.verifiableCredentials.verification.templates, { take: 100 }),
  readOnly: ['id', 'created_at', 'updated_at'],
  requiredOnCreate: ['type', 'dialect', 'presentation', 'well_known_trusted_issuers'],
  immutable: ['custom_certificate_authority'],
};
