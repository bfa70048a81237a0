import { expect, it } from 'vitest';
import { goalOfFiles } from '../../src/goals.ts';
import { emulated, planOf, projectOf } from '../support/project.ts';

const tenant = `
clients:
  - name: Job
    app_type: non_interactive
    grant_types: [client_credentials]
    client_authentication_methods:
      private_key_jwt:
        credentials: [{ name: first, credential_type: public_key, alg: RS256, pem: ./keys/first.pem }]
`;

it('the file of a key that the API does not give back may be missing, until the key has to be created', async () => {
  const { diagnostics } = goalOfFiles(projectOf({ tenant }), 'local');
  expect(diagnostics.map(({ severity, code }) => [severity, code])).toEqual([['warning', 'file-missing']]);
  await expect(planOf({ tenant }, emulated())).rejects.toThrow('clients/Job/credentials/first');
});
