import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Project } from '../../src/goals.ts';
import { load } from '../../src/load/load.ts';
import { resourceTypes } from '../../src/resources/index.ts';
import { schemaCompiler } from '../../src/session/schemas.ts';
import { schemaChecker } from '../../src/validate/schema.ts';

const schemas = schemaChecker(schemaCompiler());

/** The folder of a tenant `acme` on the disk, loaded, until the test has ended; files by their path in it. */
export function folderProject(
  files: Record<string, string>,
  env: Record<string, string> = {},
): Project & { cwd: string } {
  const cwd = mkdtempSync(join(tmpdir(), 'tenantry-acme-'));
  onTestFinished(() => rmSync(cwd, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, 'acme', path)), { recursive: true });
    writeFileSync(join(cwd, 'acme', path), text);
  }
  const loaded = load('acme', cwd);
  const sources = { set: {}, env, secrets: 'needed', readSecret: () => undefined } as const;
  return { cwd, loaded, resourceTypes, schemas, sources };
}
