import type { FilesGoal, Project } from '../goals.ts';
import { hasErrors } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { accessOf } from '../resources/access.ts';
import { checkSmokeFile } from '../smoke/check.ts';
import { smokeFileOf } from '../smoke/file.ts';
import type { SmokeFile } from '../smoke/file.ts';

/** What the smoke file says for an environment, and what is wrong with it. Offline the values of secrets are not needed. */
export function smokeFile(
  { loaded }: Pick<Project, 'loaded'>,
  { smoke: { root, diagnostics }, desired, keywords, target }: FilesGoal,
  areSecretsNeeded: boolean,
): { file: SmokeFile; diagnostics: Diagnostic[] } {
  // What has another shape than its schema says is not understood.
  if (hasErrors(diagnostics)) return { file: smokeFileOf(undefined), diagnostics };
  const file = smokeFileOf(root);
  const environments = [...loaded.environments.keys()];
  const hosts = target.config.environment.smokeHosts;
  const access = accessOf(desired, new Map());
  return {
    file,
    diagnostics: [...diagnostics, ...checkSmokeFile(file, { access, keywords, environments, hosts, areSecretsNeeded })],
  };
}
