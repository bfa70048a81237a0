import { createHash } from 'node:crypto';
import { unzipSync } from 'fflate';
import type { Body } from '../model/json.ts';
import { readPlanFile } from '../record/plan-file.ts';
import { numberAt, textAt, valueAt } from './answers.ts';
import { idOf } from './inputs.ts';
import { messages } from './messages.ts';
import { planArtifacts } from './plans.ts';
import type { TargetPlan } from './plans.ts';
import type { Rest } from './rest.ts';

/** A plan that was uploaded, with the text of its file. */
export interface UploadedPlan extends TargetPlan {
  text: string;
}

/** A plan is not larger than this, unpacked, in bytes: what says it is, is none. */
const mostBytes = 100 * 1024 * 1024;

/** So many artifacts are fetched at the same time. */
const atOnce = 6;

/**
 * All plans that a run has uploaded: of each artifact the newest, when its bytes are those that GitHub took. They are files by
 * whoever wrote the commit of the run, and nothing is believed of them but what they say as plans. Throws a `UsageError`.
 */
export async function plansOfRun(rest: Rest, repository: string, run: number): Promise<UploadedPlan[]> {
  const newest = new Map<string, Body>();
  for await (const artifact of rest.pages(`/repos/${repository}/actions/runs/${run}/artifacts`)) {
    const name = textAt(artifact, 'name');
    const isOfRun = numberAt(artifact, 'workflow_run', 'id') === run;
    if (!name.startsWith(planArtifacts) || !isOfRun) continue;
    if (numberAt(artifact, 'id') > numberAt(newest.get(name), 'id')) newest.set(name, artifact);
  }
  const artifacts = [...newest.values()];
  const plans: UploadedPlan[] = [];
  for (let done = 0; done < artifacts.length; done += atOnce)
    plans.push(...(await Promise.all(artifacts.slice(done, done + atOnce).map((one) => plansIn(rest, one)))).flat());
  const ids = plans.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw messages.planTwice(twice);
  return plans;
}

async function plansIn(rest: Rest, artifact: Body): Promise<UploadedPlan[]> {
  const name = textAt(artifact, 'name');
  if (valueAt(artifact, 'expired') === true) throw messages.artifactExpired(name);
  const content = await rest.download(textAt(artifact, 'archive_download_url'));
  const digest = `sha256:${createHash('sha256').update(content).digest('hex')}`;
  if (digest !== textAt(artifact, 'digest')) throw messages.artifactDigest(name);
  return filesIn(name, content).map(({ path, text }) => {
    const { plan } = readPlanFile(`${name}: ${path}`, text);
    const id = idOf(plan.tenant, plan.environment);
    const [folder] = path.split('/');
    const named = path.includes('/') ? folder : name.slice(planArtifacts.length);
    if (named !== id) throw messages.planOfOther(name, path, id);
    return { id, plan, text };
  });
}

/** The files of plans in an artifact: in a folder for each target, or alone. */
function filesIn(name: string, content: Buffer): { path: string; text: string }[] {
  if (content.subarray(0, 2).toString('latin1') !== 'PK')
    return [{ path: 'plan.json', text: content.toString('utf8') }];
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(content, {
      filter: ({ name: path, originalSize }) => {
        if (!/^(?:[^/\\]+\/)?plan\.json$/.test(path)) return false;
        if (originalSize > mostBytes) throw messages.artifactTooLarge(name);
        return true;
      },
    });
  } catch (error) {
    throw messages.artifactDamaged(name, error instanceof Error ? error.message : String(error));
  }
  return Object.entries(files).map(([path, bytes]) => ({ path, text: Buffer.from(bytes).toString('utf8') }));
}
