import { unzipSync } from 'fflate';
import type { Body } from '../model/json.ts';
import { numberAt, textAt } from './answers.ts';
import { approvedEnding } from './approved-files.ts';
import type { Rest } from './rest.ts';

/** The artifact in which a deploy has the plans that it may apply. */
const approvedArtifact = 'tenantry-approved';

/**
 * The pull requests that a run deploys: those of which it has approved plans, with the targets of these, and the merged ones of its
 * commit, with all targets.
 */
export async function deployedPulls(
  run: string,
  commit: string,
  branch: string,
  { rest, repository }: { rest: Rest; repository: string },
): Promise<Map<number, Set<string> | undefined>> {
  const pulls = new Map<number, Set<string> | undefined>();
  for (const { id, number } of await approvedPlans(run, rest, repository)) {
    pulls.set(number, (pulls.get(number) ?? new Set<string>()).add(id));
  }
  for await (const pull of rest.pages(`/repos/${repository}/commits/${commit}/pulls`)) {
    const isMerged = textAt(pull, 'merged_at') !== '' && textAt(pull, 'base', 'ref') === branch;
    if (isMerged) pulls.set(numberAt(pull, 'number'), undefined);
  }
  return new Map([...pulls].sort(([a], [b]) => a - b));
}

/** Which plans a run was approved, by the names of the files in its artifact. */
async function approvedPlans(run: string, rest: Rest, repository: string): Promise<{ id: string; number: number }[]> {
  let newest: Body | undefined;
  const query = `name=${approvedArtifact}`;
  for await (const artifact of rest.pages(`/repos/${repository}/actions/runs/${run}/artifacts?${query}`)) {
    if (textAt(artifact, 'name') === approvedArtifact && numberAt(artifact, 'id') > numberAt(newest, 'id')) {
      newest = artifact;
    }
  }
  if (newest === undefined) return [];
  const content = await rest.download(textAt(newest, 'archive_download_url'));
  const names: string[] = [];
  unzipSync(content, {
    filter: ({ name }) => {
      names.push(name);
      return false;
    },
  });
  return names.flatMap((name) => {
    const [, id = '', file = ''] = /^([^/]+)\/([^/]+)$/.exec(name) ?? [];
    const number = file.endsWith(approvedEnding) ? Number(file.slice(0, -approvedEnding.length)) : Number.NaN;
    return Number.isInteger(number) && number > 0 ? [{ id, number }] : [];
  });
}
