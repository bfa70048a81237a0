import { Failure } from '../../model/failure.ts';

/** What goes wrong when an action is built. */
export const messages = {
  noModuleVersion: (module: string, version: string): Failure =>
    new Failure('module-version-missing', `the module ${module} has no published version ${version}`, {
      hint: 'publish it with all_changes_published: true, then pin its version',
    }),
  buildFailed: (why: string): Failure =>
    new Failure('build-failed', `the action could not be built${why}`, {
      hint: 'look at its dependencies and its syntax',
    }),
  buildTooLong: (): Failure =>
    new Failure('build-too-long', 'the action was not built within 6 minutes', {
      hint: 'apply again: the build may have ended by then',
    }),
};
