import { expect, it } from 'vitest';
import { goalOfFiles } from '../../../src/goals.ts';
import { applyOf, emulated, planOf, projectOf } from '../../support/project.ts';

const codes = (tenant: string): string[] =>
  goalOfFiles(projectOf({ tenant }), 'local').diagnostics.map(({ code }) => code);

const provider = {
  name: 'twilio',
  configuration: { sid: 'AC0', default_from: '+49111', delivery_methods: ['text'] },
  credentials: { auth_token: 'x' },
};

it('a list of one that is empty says that there should be none', async () => {
  const tenant = emulated();
  await applyOf({ tenant: { phoneProviders: [provider] } }, tenant);
  const { plan } = await planOf({ tenant: { phoneProviders: [] } }, tenant);
  expect(plan.changes).toMatchObject([{ action: 'delete', address: 'phoneProviders' }]);
});

it('an item that says nothing is a mistake, and not a wish to have none', () => {
  expect(codes('themes: [{}]')).toContain('schema');
  expect(codes('themes: [null]')).toEqual(['empty-item']);
  expect(codes('phoneProviders:\n  - ')).toEqual(['empty-item']);
});

it('two items are one too many', () => {
  const one = JSON.stringify(provider);
  expect(codes(`phoneProviders: [${one}, ${one}]`)).toEqual(['duplicate-resource']);
});
