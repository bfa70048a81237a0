import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { expect, it } from 'vitest';
import { builtBinary } from './support/binary.ts';

it.runIf(existsSync('/dev/full')).each([[['--version']], [['--help']], [['targets']]])(
  'a result for which the disk has no room is told in two lines, and is exit 1: %s',
  (given) => {
    const full = openSync('/dev/full', 'w');
    const { status, stderr } = spawnSync(process.execPath, [builtBinary(), ...given], {
      stdio: ['ignore', full, 'pipe'],
      encoding: 'utf8',
    });
    closeSync(full);
    expect(status).toBe(1);
    expect(stderr).toContain('error what was printed is not whole: ENOSPC');
    expect(stderr.length).toBeLessThan(1000);
  },
);
