import { relative, resolve, sep } from 'node:path';
import type { Place } from '../model/diagnostic.ts';
import type { Outside } from './outside.ts';

/**
 * Where the lines of files can be looked at: in GitHub Actions by the variables that say which repository and commit is
 * checked out where. Nothing elsewhere, or for what is outside of the checkout.
 */
export function sourceUrls({
  env,
  cwd,
}: Pick<Outside, 'env' | 'cwd'>): ((place: Place) => string | undefined) | undefined {
  const [server, repository, commit, workspace] = [
    env['GITHUB_SERVER_URL'],
    env['GITHUB_REPOSITORY'],
    env['GITHUB_SHA'],
    env['GITHUB_WORKSPACE'],
  ];
  if (server === undefined || repository === undefined || commit === undefined || workspace === undefined)
    return undefined;
  if (!/^https?:\/\//.test(server)) return undefined;
  return ({ file, line }) => {
    const path = relative(workspace, resolve(cwd, file));
    if (path === '' || path.startsWith('..')) return undefined;
    const name = path.split(sep).map(encodeURIComponent).join('/');
    return `${server}/${repository}/blob/${encodeURIComponent(commit)}/${name}#L${line}`;
  };
}
