import { describe, it } from 'vitest';
import { resourceTypes } from '../../src/resources/index.ts';
import { laws } from './laws.ts';
import { rows } from './rows/index.ts';

describe.each(rows)('$title', (row) => {
  it.each(Object.entries(laws))('%s', async (_name, law) => {
    await law(row, resourceTypes);
  });
});
