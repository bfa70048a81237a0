import { expect, it } from 'vitest';
import { goalOfFiles } from '../../../src/goals.ts';
import { projectOf } from '../../support/project.ts';

const told = (tenant: string): string[] =>
  goalOfFiles(projectOf({ tenant }), 'local').diagnostics.map(({ severity, code }) => `${severity} ${code}`);

it('sections that are no more are errors, and warnings when nothing is in them, as in every export', () => {
  expect(told('rules:\n  - name: A')).toEqual(['error end-of-life']);
  expect(told('rules: []\nhooks: []\nrulesConfigs: []')).toEqual(Array(3).fill('warning end-of-life'));
});
