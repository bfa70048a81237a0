import { UsageError } from '../model/failure.ts';
import { lines } from '../record/messages.ts';
import { didYouMean } from '../model/suggest.ts';

/** What is said of many targets, and of git, which has their earlier files. */
export const messages = {
  gitMissing: (): UsageError =>
    new UsageError(
      'git-missing',
      'git is not there, and --changed-since asks it for the earlier files',
      'install it, or leave out --changed-since: then all targets count',
    ),
  noGit: (folder: string): UsageError =>
    new UsageError(
      'no-git',
      `${folder} is in no working tree of git, which has the earlier files`,
      'call it in a clone, or leave out --changed-since: then all targets count',
    ),
  gitFailed: (said: string): UsageError =>
    new UsageError(
      'git-failed',
      `git could not give the earlier files: ${said}`,
      'correct what it says, or leave out --changed-since: then all targets count',
    ),
  unknownRevision: (given: string, isShallow: boolean, hasOrigin: boolean): UsageError =>
    new UsageError(
      'unknown-revision',
      given === '' ? '--changed-since is empty, and takes a commit' : `git knows no commit ${given}`,
      hasOrigin
        ? `did you mean origin/${given}?`
        : isShallow
          ? `this clone is shallow: git fetch --depth=1 origin ${given === '' ? 'COMMIT' : given} brings it, or fetch-depth: 0 of actions/checkout all`
          : 'it may be a branch, a tag, a commit or HEAD~1; git fetch brings what is new',
    ),
  noTargets: (): UsageError =>
    new UsageError(
      'no-targets',
      'there are no targets here: no folder under tenants/ has an environment',
      'a tenant is a folder under tenants/, and an environment is a file in its environments/',
    ),
  noTargetMeant: (): UsageError =>
    new UsageError(
      'no-target-meant',
      'no target is of that tenant and that environment',
      'tenantry targets lists them',
    ),
  noTargetInRings: (rings: readonly string[], known: readonly string[]): UsageError =>
    new UsageError(
      'no-target-in-rings',
      `no target is in the ${rings.length === 1 ? 'ring' : 'rings'} ${rings.join(', ')}`,
      (rings.length === 1 ? didYouMean(rings[0] ?? '', known) : undefined) ?? `there are ${known.join(', ')}`,
    ),
  targetName: (tenant: string, env: string, wrong: string): UsageError =>
    new UsageError(
      'target-name',
      `${wrong} cannot be part of the name of a target, as in ${tenant}/${env}`,
      'rename the folder or the file: letters, digits, - _ and . will do',
    ),
  targetTwice: (id: string, one: string, other: string): UsageError =>
    new UsageError(
      'target-twice',
      `${one} and ${other} would both be called ${id}`,
      'rename one of the two: files and environments of GitHub are called so',
    ),
  unknownTarget: (name: string, known: readonly string[]): UsageError =>
    new UsageError(
      'unknown-target',
      `there is no ${name} among the targets`,
      didYouMean(name, known) ?? `there are ${known.slice(0, 10).join(', ')}${known.length > 10 ? ', …' : ''}`,
    ),
  credentialsShared: (name: string): UsageError =>
    new UsageError(
      'credentials-shared',
      `${name} has no credentials of its own, and neither have targets of other domains: one secret would go to all of them`,
      'name them in its environment file, as credentials, or list the domains that may have AUTH0_CLIENT_SECRET in AUTH0_DOMAIN',
    ),
  checksFail: (rules: readonly string[], name: string): UsageError =>
    new UsageError(
      'checks-fail',
      `policy.require_checks asks for checks that pass, and these fail: ${rules.join(', ')}`,
      `tenantry check ${name.replace('/', ' --env ')} shows why`,
    ),
  moreThanShown: (differences: readonly string[]): UsageError =>
    new UsageError(
      'more-than-shown',
      `there is more to do than what was shown:${lines(differences)}`,
      'nothing was written to it; plan again, and look at what is new',
    ),
};
