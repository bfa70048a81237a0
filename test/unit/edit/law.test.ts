import { resolve } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isLong, isOfPart } from '../../support/long.ts';
import { check, editsOf, samplesIn, valueOf, variants } from './campaign.ts';
import type { Result } from './campaign.ts';

const edits = isLong ? 4000 : 60;
const root = resolve(import.meta.dirname, '../../..');

it(
  `changes exactly what is meant in ${edits} random edits of all YAML and JSON here, whatever their line ends and comments`,
  { timeout: 3_600_000 },
  () => {
    const samples = samplesIn(root, isLong ? 60_000 : 6_000);
    const names = Object.keys(variants);
    const results: Result[] = [];
    for (let seed = 0; seed < edits; seed += 1) {
      if (!isOfPart(seed)) continue;
      const sample = samples[(seed * 7919) % samples.length];
      const name = names[seed % names.length] ?? '';
      const text = variants[name]?.(sample?.text ?? '', sample?.path.endsWith('.json') === true) ?? '';
      const value = valueOf(text);
      if (sample === undefined || typeof value !== 'object' || value === null || Object.keys(value).length === 0)
        continue;
      const [one] = fc.sample(editsOf(value), { numRuns: 1, seed });
      if (one !== undefined) results.push(check(sample, text, one));
    }
    expect(results.filter(({ outcome }) => outcome === 'wrong' || outcome === 'damaged')).toEqual([]);
    const refused = results.filter(({ outcome }) => outcome === 'refused');
    expect(refused.filter(({ said = '' }) => !/names, and|by <</.test(said))).toEqual([]);
    // Only a key that an object has from another one is written anew, and a value that is proven only with what is around it.
    const wider = results.filter(({ outcome, path }) => outcome === 'wider' && !path.endsWith('nasty.yaml'));
    expect(wider.length).toBeLessThanOrEqual(edits / 500);
  },
);
