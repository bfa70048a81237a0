import type { AdoptOptions } from './adopt.ts';
import type { Note } from '../init/messages.ts';
import { hasErrors } from '../model/diagnostic.ts';
import { groupBy } from '../model/group.ts';
import { validationReport } from '../report/diagnostics.ts';
import type { RepositoryRequest } from '../session/from-repository.ts';
import { initTenant } from '../session/init.ts';
import type { Io } from './io.ts';
import { messages } from './messages.ts';

/** Options of `tenantry init`. */
export interface InitOptions extends Omit<AdoptOptions, 'from'> {
  /** The folder of a Deploy CLI repository, or environments of live tenants as `NAME=DOMAIN`. */
  from?: string[];
  env?: string;
  domain?: string;
  rewrite?: boolean;
}

/** Makes the folder of a new tenant. Exit 0; 2 when something is left to decide. */
export async function run(tenant: string | undefined, options: InitOptions, io: Io): Promise<number> {
  if (tenant === undefined) throw messages.tenantMissing();
  const { from = [], env: environment = 'dev' } = options;
  const live = from.filter((value) => /^[A-Za-z0-9][\w.-]*=/.test(value));
  if (live.length > 0 && live.length < from.length) throw messages.fromMixed();
  if (live.length > 0) return (await import('./adopt.ts')).adopt(tenant, options, io);
  const [folder, ...others] = from;
  if (others.length > 0) throw messages.fromFolders();
  const name = tenant.replace(/\/$/, '').split('/').at(-1) ?? tenant;
  const rewrite = options.rewrite === true;
  if (folder !== undefined)
    return fromFolder(name, { tenant, from: folder, environment, domain: options.domain, rewrite }, io);
  if (rewrite) throw messages.onlyWithFolder('--rewrite');
  const begun = initTenant({ tenant, environment, domain: options.domain }, io);
  io.show.result(messages.begun(begun.folder, begun.paths));
  io.show.result(messages.nextSteps(name, environment, begun.domain === undefined));
  return 0;
}

/** Makes it from the files of the Deploy CLI, and says what of them became nothing. */
async function fromFolder(name: string, request: RepositoryRequest, { show, ...surroundings }: Io): Promise<number> {
  const { initFromRepository } = await import('../session/from-repository.ts');
  const found = initFromRepository(request, surroundings);
  show.hide(found.hidden);
  show.result(messages.converted(found.folder, found.paths.length, found.environments));
  const left = found.notes.filter(({ isLeft }) => isLeft);
  const told = found.notes.filter(({ isLeft }) => !isLeft);
  if (told.length > 0) show.result(messages.notTaken(noteLines(told)));
  if (found.variables.length > 0) show.result(messages.variables(found.variables));
  if (left.length > 0) show.result(messages.leftToDecide(noteLines(left)));
  if (found.diagnostics.length > 0)
    await show.report(validationReport(name, found.environments, found.diagnostics, show.mask), 'text', 'stderr');
  show.result(messages.nextSteps(name, found.environments[0] ?? '', false));
  return left.length > 0 || hasErrors(found.diagnostics) ? 2 : 0;
}

/** One line for what is the same in several files. */
function noteLines(notes: readonly Note[]): string[] {
  const groups = groupBy(notes, ({ about, text }) => `${about} ${text}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const files = [...new Set(group.map(({ file }) => file))].join(', ');
    return first === undefined ? [] : [`${first.about} (${files}): ${first.text}`];
  });
}
