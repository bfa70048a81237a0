import { expect, it } from 'vitest';
import { goalOfFiles } from '../../../src/goals.ts';
import { projectOf } from '../../support/project.ts';

const size = 200_000;

/** Texts that cost a parser dear which looks at the same characters again and again. */
const texts: Record<string, string> = {
  backslashes: '\\'.repeat(size),
  'backslashes in front of markers': `${'\\'.repeat(50)}##A## `.repeat(size / 57),
  'number signs': `x${'#'.repeat(size)}`,
  'at signs': `"${'@'.repeat(size)}"`,
  'markers that are not closed': `"${'##A'.repeat(size / 3)}"`,
  'a row of markers': `"${'##A##'.repeat(size / 5)}#"`,
  'a marker with a long path': `"##${'a.'.repeat(size / 2)}"`,
  blanks: `x${' '.repeat(size)}y`,
  'a list of quoted items in a value': '[@@LONG@@]',
};

it.each(Object.keys(texts))(
  '200 kB of %s are read and resolved in a time that grows with the text only',
  (name) => {
    const long = Array.from({ length: size / 10 }, (_, index) => `"item${index}"`).join(', ');
    const environment = { domain: 'local', keywords: { A: 'x', LONG: long } };
    const start = performance.now();
    goalOfFiles(
      projectOf({ tenant: `clients:\n  - name: A\n    description: ${texts[name] ?? ''}\n`, environment }),
      'local',
    );
    // The square of the size takes minutes.
    expect(performance.now() - start).toBeLessThan(15_000);
  },
  240_000,
);
