import { expect, it, vi } from 'vitest';
import { colours, plain } from '../../../src/report/style.ts';

it.each(['0', '1'])('colours are colours whatever stdout of the process is: FORCE_COLOR=%s', (value) => {
  vi.stubEnv('FORCE_COLOR', value);
  try {
    expect(colours('delete', 'gone')).toBe('\u001B[31mgone\u001B[39m');
    expect(plain('delete', 'gone')).toBe('gone');
  } finally {
    vi.unstubAllEnvs();
  }
});
