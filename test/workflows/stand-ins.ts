import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { Event } from './events.ts';
import { addArtifact } from './github-state.ts';
import type { Artifact } from './github-state.ts';
import { git } from './repository.ts';
import type { Repository } from './repository.ts';
import type { Run } from './run.ts';
import { filesOfZip } from './unzip.ts';

/** Where a stand-in works. */
export interface Place {
  repository: Repository;
  event: Event;
  run: Run;
  workspace: string;
  token: string;
}

type Inputs = Readonly<Record<string, string>>;
/** What stands for an action of GitHub's: does with its inputs what the action does, and gives its outputs. */
type StandIn = (inputs: Inputs, place: Place) => Record<string, string> | void | Promise<Record<string, string> | void>;

const standIns: Readonly<Record<string, StandIn>> = {
  'actions/checkout': checkout,
  // Node is there.
  'actions/setup-node': () => undefined,
  'actions/upload-artifact': upload,
  'actions/download-artifact': download,
  'actions/cache/restore': restore,
  'actions/cache/save': save,
};

/** The stand-in for an action of GitHub's, by the name in `uses:`. */
export function standInOf(uses: string): StandIn | undefined {
  return standIns[uses.split('@')[0] ?? ''];
}

/** Gets the commit of the event, or the ref that is asked for: one commit, unless it is asked for more. */
function checkout(inputs: Inputs, { repository, event, workspace }: Place): void {
  if ((inputs['repository'] ?? repository.name) !== repository.name) throw new Error('no other repository is there');
  const ref = inputs['ref'] === undefined || inputs['ref'] === '' ? event.sha : inputs['ref'];
  const depth = inputs['fetch-depth'] ?? '1';
  const folder = join(workspace, inputs['path'] ?? '');
  mkdirSync(folder, { recursive: true });
  if (!existsSync(join(folder, '.git'))) {
    git(folder, ['init', '--quiet']);
    git(folder, ['remote', 'add', 'origin', `file://${repository.folder}`]);
  }
  const shallow = depth === '0' ? ['--tags'] : ['--no-tags', `--depth=${depth}`];
  git(folder, ['fetch', '--quiet', ...shallow, 'origin', ref]);
  git(folder, ['checkout', '--quiet', '--force', '--detach', 'FETCH_HEAD']);
}

/** Keeps files as an artifact of the run. As the action does, it leaves out what is hidden, and takes no name twice. */
function upload(inputs: Inputs, { repository, run, workspace }: Place): Record<string, string> {
  const paths = (inputs['path'] ?? '')
    .split('\n')
    .flatMap((path) => (path.trim() === '' ? [] : [resolve(workspace, path.trim())]));
  const isHidden = inputs['include-hidden-files'] === 'true';
  const files = paths.filter(existsSync).flatMap((path) => filesBelow(path, isHidden));
  if (files.length === 0) {
    if (inputs['if-no-files-found'] === 'error')
      throw new Error(`No files were found with the provided path: ${inputs['path'] ?? ''}`);
    return {};
  }
  const isRaw = inputs['archive'] === 'false';
  if (isRaw && files.length !== 1) throw new Error(`one file without an archive, not ${files.length}`);
  const name = isRaw ? (files[0]?.split('/').pop() ?? '') : (inputs['name'] ?? 'artifact');
  if (/[":<>|*?\r\n\\/]/.test(name)) throw new Error(`The artifact name is not valid: ${name}`);
  const { state } = repository.github;
  const there = state.artifacts.findIndex((one) => one.run === run.id && one.name === name);
  if (there >= 0 && inputs['overwrite'] !== 'true')
    throw new Error(`409 an artifact with this name already exists: ${name}`);
  if (there >= 0) state.artifacts.splice(there, 1);
  const root = paths.length === 1 && statSync(paths[0] ?? '').isDirectory() ? (paths[0] ?? '') : commonFolder(files);
  const contents = files.map((file) => [relative(root, file), readFileSync(file, 'utf8')]);
  const content = isRaw ? readFileSync(files[0] ?? '') : (Object.fromEntries(contents) as Record<string, string>);
  const artifact = addArtifact(state, run.id, name, content);
  const url = `https://github.com/${repository.name}/actions/runs/${run.id}/artifacts/${artifact.id}`;
  return {
    'artifact-id': String(artifact.id),
    'artifact-url': url,
    'artifact-digest': artifact.digest.replace('sha256:', ''),
  };
}

/** Gets artifacts of this run or another: one by its name, or those that a pattern takes, each into a folder of its name. */
async function download(inputs: Inputs, place: Place): Promise<Record<string, string>> {
  const { repository, run, workspace, token } = place;
  const { url } = repository.github;
  const asked = inputs['run-id'] ?? String(run.id);
  // Those of the run itself come by a token of the runner's own, which needs no permission.
  const own = asked === String(run.id);
  const rows = own
    ? repository.github.state.artifacts.filter((one) => one.run === run.id)
    : await listed(
        `${url}/repos/${repository.name}/actions/runs/${asked}/artifacts?per_page=100`,
        inputs['github-token'] ?? token,
        place,
      );
  const { name, pattern } = inputs;
  const like = new RegExp(
    `^${(pattern ?? '*').replaceAll(/[.+^$()|[\]\\{}]/g, String.raw`\$&`).replaceAll('*', '.*')}$`,
  );
  const found = rows.filter((one) => (name === undefined ? like.test(one.name) : one.name === name));
  if (name !== undefined && found.length === 0) throw new Error(`Artifact not found for name: ${name}`);
  const folder = resolve(workspace, inputs['path'] ?? '.');
  mkdirSync(folder, { recursive: true });
  const isFlat = name !== undefined || inputs['merge-multiple'] === 'true';
  for (const artifact of found) unpack(artifact, isFlat ? folder : join(folder, artifact.name));
  return { 'download-path': folder };
}

async function listed(url: string, token: string, { repository }: Place): Promise<Artifact[]> {
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  if (!response.ok) throw new Error(`Unable to list artifacts: ${response.status}`);
  const { artifacts } = (await response.json()) as { artifacts: { id: number }[] };
  return artifacts.flatMap(({ id }) => repository.github.state.artifacts.filter((one) => one.id === id));
}

function unpack({ name, content }: Artifact, folder: string): void {
  const isZip = content.subarray(0, 2).toString() === 'PK';
  const files = isZip ? filesOfZip(content) : { [name]: content };
  for (const [path, bytes] of Object.entries(files)) {
    const to = join(folder, path);
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, bytes);
  }
}

/** Puts back what was kept by this key, or by the newest one that begins so: of the same ref, or of main. */
function restore(inputs: Inputs, { repository, event, workspace }: Place): Record<string, string> {
  const seen = repository.caches.filter(({ ref }) => ref === event.ref || ref === 'refs/heads/main').reverse();
  const keys = (inputs['restore-keys'] ?? '').split('\n').filter((key) => key.trim() !== '');
  const exact = seen.find(({ key }) => key === inputs['key']);
  const found = exact ?? keys.flatMap((start) => seen.find(({ key }) => key.startsWith(start.trim())) ?? [])[0];
  if (found !== undefined) cpSync(found.folder, resolve(workspace, inputs['path'] ?? ''), { recursive: true });
  return { 'cache-hit': String(exact !== undefined), 'cache-matched-key': found?.key ?? '' };
}

/** Keeps a folder by its key, once: a key that is there keeps what it has. */
function save(inputs: Inputs, { repository, event, workspace }: Place): void {
  const [from, key] = [resolve(workspace, inputs['path'] ?? ''), inputs['key'] ?? ''];
  if (!existsSync(from) || repository.caches.some((one) => one.key === key && one.ref === event.ref)) return;
  const folder = mkdtempSync(join(repository.temporary, 'cache-'));
  cpSync(from, folder, { recursive: true });
  repository.caches.push({ key, ref: event.ref, folder });
}

function filesBelow(path: string, isHidden: boolean): string[] {
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path).filter((name) => isHidden || !name.startsWith('.'));
  return names.flatMap((name) => filesBelow(join(path, name), isHidden));
}

function commonFolder(files: readonly string[]): string {
  let folder = dirname(files[0] ?? '');
  while (!files.every((file) => file.startsWith(`${folder}/`))) folder = dirname(folder);
  return folder;
}
