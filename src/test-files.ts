import { accessOf } from './access.ts';
import { checkPatterns } from './expect/patterns.ts';
import type { Loaded } from './load/load.ts';
import { hasErrors } from './model/diagnostic.ts';
import type { Diagnostic } from './model/diagnostic.ts';
import { isBody } from './model/json.ts';
import type { Body } from './model/json.ts';
import type { DesiredState } from './model/resource.ts';
import { fieldOf, toJson } from './model/tree.ts';
import type { Resolved } from './resolve/resolve.ts';
import { checkSmokeFile } from './smoke/check.ts';
import { smokeFileOf } from './smoke/file.ts';
import type { SmokeFile } from './smoke/file.ts';
import { checkUsers } from './users/check.ts';
import { usersIn } from './users/file.ts';
import type { SchemaChecker } from './validate/schema.ts';

/** The files of a tenant, as they were read. */
interface Read {
  loaded: Loaded;
  schemas: SchemaChecker;
}

/** The tests of tokens: what has another shape than its schema says is not understood. */
export function smokeOf(
  { loaded, schemas }: Read,
  { smoke: { root, diagnostics: found }, keywords, config }: Resolved,
  desired: DesiredState,
  areSecretsNeeded: boolean,
): { file: SmokeFile; diagnostics: Diagnostic[] } {
  const wrong = root === undefined ? [] : schemas.node('smoke', root, undefined);
  const diagnostics = [...(loaded.smoke?.diagnostics ?? []), ...found, ...wrong];
  const file = smokeFileOf(hasErrors(diagnostics) ? undefined : root);
  // Most tenants have none, and who may call what is not found for nothing.
  if (loaded.smoke === undefined) return { file, diagnostics };
  const environments = [...loaded.environments.keys()];
  const access = accessOf(desired, new Map());
  const hosts = config.environment.smokeHosts;
  const referred = checkSmokeFile(file, { access, keywords, environments, hosts, areSecretsNeeded });
  const tests = fieldOf(root, 'tests');
  const expected =
    tests?.type === 'map' ? tests.entries.flatMap(({ value }) => checkPatterns(fieldOf(value, 'expect'))) : [];
  return { file, diagnostics: [...diagnostics, ...referred, ...expected] };
}

/** The users of the emulated tenant: what has another shape than its schema says is not understood. */
export function usersOf(
  { loaded, schemas }: Read,
  { users: { root, diagnostics: found } }: Resolved,
  desired: DesiredState,
): { users: Body[]; diagnostics: Diagnostic[] } {
  const wrong = root === undefined ? [] : schemas.node('users', root, undefined);
  const diagnostics = [...(loaded.users?.diagnostics ?? []), ...found, ...wrong];
  if (!hasErrors(diagnostics)) diagnostics.push(...checkUsers(usersIn(root), desired));
  const list = fieldOf(root, 'users');
  const all = list === undefined || hasErrors(diagnostics) ? [] : toJson(list);
  return { users: Array.isArray(all) ? all.filter((user) => isBody(user)) : [], diagnostics };
}
