import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Outside } from '../../src/commands/outside.ts';
import type { Commenting } from '../../src/github/comment.ts';
import { writeComments } from '../../src/github/commenting.ts';
import { runnerOf } from '../../src/github/files.ts';
import { inputsOf } from '../../src/github/inputs.ts';
import { restOf } from '../../src/github/rest.ts';
import { planFileText, planFormat } from '../../src/record/plan-file.ts';
import type { TargetResult } from '../../src/report/comment/gather.ts';
import { quickClock } from '../support/quick-clock.ts';
import type { GitHub } from '../workflows/github.ts';

/** The files that a run has uploaded for these targets, by path: a folder for each artifact, and one for each target inside. */
export function artifactsOf(results: readonly TargetResult[], prefix = 'tenantry-plan-'): Record<string, string> {
  const files: Record<string, string> = {};
  for (const { report, plan } of results) {
    const folder = `${prefix}${report.id}/${report.id}`;
    const saved = { format: planFormat, tool: '0.1.0', inputs: { files: {}, keywords: {} }, preconditions: {} };
    files[`${folder}/report.json`] = JSON.stringify(report);
    if (plan !== undefined) files[`${folder}/plan.json`] = planFileText({ ...saved, plan });
  }
  return files;
}

/** A new folder with these files. */
export function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'tenantry-comment-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** Where comments go: to the stand-in, by a client that waits no real time. */
export function commentingOn(github: GitHub, token = github.token): Commenting {
  const rest = restOf({ url: github.url, token, clock: quickClock(300) });
  return { rest, repository: github.state.repository, author: 'github-actions[bot]' };
}

/** One step of the action with the command `comment`, as a runner calls it. */
export interface CommentStep {
  inputs?: Readonly<Record<string, string>>;
  event?: object;
  env?: Readonly<Record<string, string>>;
  files?: Readonly<Record<string, string>>;
  token?: string;
}

/** Runs it; gives back what it wrote to the log. */
export async function runStep(
  github: GitHub,
  { inputs = {}, event = {}, env = {}, files = {}, token }: CommentStep,
): Promise<string> {
  const folder = folderOf({ 'event.json': JSON.stringify(event), ...prefixed(files) });
  mkdirSync(join(folder, 'plans'), { recursive: true });
  const written: string[] = [];
  const stdout = { write: (text: string) => written.push(text) };
  const all = {
    GITHUB_API_URL: github.url,
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: github.state.repository,
    GITHUB_RUN_ID: '7001',
    GITHUB_RUN_NUMBER: '77',
    GITHUB_SHA: '0'.repeat(40),
    GITHUB_REF_NAME: 'main',
    GITHUB_WORKFLOW: 'deploy',
    GITHUB_WORKSPACE: folder,
    GITHUB_EVENT_PATH: join(folder, 'event.json'),
    GITHUB_OUTPUT: join(folder, 'output'),
    INPUT_COMMAND: 'comment',
    INPUT_PLANS: 'plans',
    INPUT_TOKEN: token ?? github.token,
    ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
    ...env,
  };
  const outside = { cwd: folder, env: all, stdout, signal: new AbortController().signal } as unknown as Outside;
  const code = await writeComments(inputsOf(all), outside, runnerOf(all, stdout));
  if (code !== 0) throw new Error(`exit code ${code}`);
  return written.join('');
}

function prefixed(files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`plans/${path}`, text]));
}
