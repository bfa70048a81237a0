import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { checkFiles, checkLive, checkPlan } from '../checking.ts';
import type { Checked, Checking } from '../checking.ts';
import { fails, ruleCounts } from '../check/cases.ts';
import type { ChosenRule } from '../check/check.ts';
import { chooseRules, unknownRules } from '../check/choose.ts';
import { checkRules } from '../check/rules/index.ts';
import type { CheckRule, Severity } from '../check/rule.ts';
import { accept, baselineOf } from '../check/waive.ts';
import type { Baseline, JudgedResult } from '../check/waive.ts';
import type { CheckSource } from '../check/world.ts';
import type { FilesGoal } from '../goals.ts';
import { UsageError } from '../model/failure.ts';
import { isBody, jsonText, keyText, parseJson } from '../model/json.ts';
import type { OnRead } from '../read/watch.ts';
import { writeWhole } from '../record/disk.ts';
import { namedText } from './named-file.ts';
import { liveFacts, network, testedFiles } from './check-facts.ts';
import type { Outsiders } from './check-facts.ts';
import type { Session } from './connect.ts';
import { credentialsFor } from './credentials.ts';
import { messages } from './messages.ts';
import { networkFetch } from './network.ts';
import { interruption } from './plan.ts';
import type { Ready } from './plan.ts';
import type { Surroundings } from './surroundings.ts';
import type { Workspace } from './workspace.ts';

/** What is checked. */
export interface CheckRequest {
  rules?: readonly string[] | undefined;
  profiles?: readonly string[] | undefined;
  app?: string | undefined;
  /** A file with findings that are accepted because they were there before. */
  baseline?: string | undefined;
  prunesBaseline?: boolean | undefined;
}

/** What a check came to. */
export interface CheckOutcome {
  on: CheckSource;
  results: JudgedResult[];
  counts: ReturnType<typeof ruleCounts>;
  /** The file of the baseline, when it was written. */
  written?: string | undefined;
}

/** Whether there is anything to connect to the tenant with. */
export function hasCredentials({ target: { config } }: FilesGoal, { project, surroundings }: Workspace): boolean {
  if (config.environment.domain === 'local') return true;
  try {
    credentialsFor(config.environment, project.sources, surroundings);
    return true;
  } catch (error) {
    if (error instanceof UsageError && error.code === 'credentials-missing') return false;
    throw error;
  }
}

/** The rule of that id. Throws a `UsageError` when there is none. */
export function ruleOf(id: string): CheckRule {
  const rule = checkRules.find((one) => one.id === id);
  if (rule === undefined) throw unknownRule(id);
  return rule;
}

function unknownRule(id: string): UsageError {
  return messages.unknownRule(
    id,
    checkRules.map((one) => one.id),
  );
}

/** The rules that are asked for. Throws a `UsageError` for one that there is not. */
export function chosenFor(files: FilesGoal, { rules, profiles }: CheckRequest): ChosenRule[] {
  const [unknown] = unknownRules(rules ?? []);
  if (unknown !== undefined) throw unknownRule(unknown);
  return chooseRules(files.target.config.environment.checks, { rules, profiles });
}

/** Checks the files alone. */
export function checkOffline(files: FilesGoal, workspace: Workspace, request: CheckRequest): CheckOutcome {
  const checking = checkingOf(files, workspace, request);
  return outcomeOf(checkFiles(files, checking), 'files', { files, workspace, request, checking });
}

/** Checks what the tenant would be like after a plan. */
export async function checkPlanned(
  session: Session,
  ready: Ready,
  request: CheckRequest,
  onRead?: OnRead,
): Promise<CheckOutcome> {
  const { files, workspace, connection } = session;
  const checking = { ...checkingOf(files, workspace, request), onRead };
  const { signal } = workspace.surroundings;
  const checked = await Promise.race([checkPlan(ready, files, connection, checking), interruption(signal)]);
  return outcomeOf(checked, 'plan', { files, workspace, request, checking });
}

/** What the checks that an environment requires object to in a plan; nothing when there is nothing, or they are not required. */
export async function objectionsTo(session: Session, ready: Ready, onRead?: OnRead): Promise<CheckOutcome | undefined> {
  const { checks } = session.files.target.config.environment;
  if (!checks.isRequired) return undefined;
  const outcome = await checkPlanned(session, ready, {}, onRead);
  return fails(outcome.results, severityOf(checks.failOn), false) ? outcome : undefined;
}

/** The least severity that fails, as an environment says it. */
export function severityOf(text: string | undefined): Severity {
  return text === 'info' || text === 'warning' ? text : 'error';
}

/** Checks the tenant as it is, with its log and what the network says of its domains. */
export async function checkTenant(session: Session, request: CheckRequest, onRead?: OnRead): Promise<CheckOutcome> {
  const { files, workspace, connection } = session;
  const checking = { ...checkingOf(files, workspace, request), onRead };
  const { signal } = workspace.surroundings;
  const seen = await Promise.race([checkLive(files, connection, checking), interruption(signal)]);
  const live = [...seen.world.subjects.values()].map(({ resource }) => resource);
  const outsiders = await outsidersFor(session);
  const facts = await Promise.race([liveFacts(checking.chosen, connection, live, outsiders), interruption(signal)]);
  const checked = seen.withFacts({ ...checking.facts, ...facts });
  return outcomeOf(checked, 'live', { files, workspace, request, checking });
}

/** The network, unless the tenant is an emulated one: nobody serves its domains. */
async function outsidersFor({ files, workspace, secrets }: Session): Promise<Outsiders | undefined> {
  const { domain } = files.target.config.environment;
  if (domain === 'local' || /^(?:https?:\/\/)?(?:localhost|127\.|\[::1\])/.test(domain)) return undefined;
  const { env } = workspace.surroundings;
  const fetch = await networkFetch('', workspace.surroundings, new Set(secrets));
  return network(fetch, env['npm_config_registry'] ?? 'https://registry.npmjs.org');
}

/** What a check is made with. */
interface Context {
  files: FilesGoal;
  workspace: Workspace;
  request: CheckRequest;
  checking: Checking;
}

function checkingOf(files: FilesGoal, { surroundings: { clock, cwd } }: Workspace, request: CheckRequest): Checking {
  const chosen = chosenFor(files, request);
  return { chosen, now: clock.now(), facts: { tested: testedFiles(files.desired, cwd) } };
}

function outcomeOf({ world, results: of }: Checked, on: CheckSource, context: Context): CheckOutcome {
  const { files, workspace, request, checking } = context;
  const { app, rules } = request;
  const apps = world.ofType('clients').map(({ resource }) => resource.key);
  if (app !== undefined && !apps.includes(app)) throw messages.unknownApp(app, apps);
  const { config, catalog } = files.target;
  const { environment, tenant } = config;
  const name = `${tenant}/${environment.name}`;
  const path = request.baseline === undefined ? undefined : inFolder(request.baseline, workspace.surroundings);
  if (path === undefined && request.prunesBaseline === true) throw messages.baselineMissing();
  const before = path === undefined || !existsSync(path) ? undefined : readBaseline(path, name);
  const given = {
    waivers: environment.checks.waivers,
    catalog,
    now: checking.now,
    isPart: app !== undefined || rules !== undefined,
  };
  const found = of(app);
  const judge = (baseline: Baseline | undefined): JudgedResult[] => accept(found, { ...given, baseline });
  const judged = judge(before);
  const isWritten = path !== undefined && (before === undefined || request.prunesBaseline === true);
  if (!isWritten) return { on, results: judged, counts: ruleCounts(judged) };
  // A first baseline accepts nothing yet: whoever writes it has seen what is in it. A later one only gets shorter.
  const next = before === undefined ? baselineOf(judged) : shorter(before, judged, app !== undefined);
  writeWhole(path, `${jsonText({ formatVersion: 1, for: name, findings: next.map((one) => ({ ...one })) }, 2)}\n`);
  const results = before === undefined ? judged : judge(next);
  return { on, results, counts: ruleCounts(results), written: request.baseline };
}

/** A baseline without what is found no longer; what could not be told, or was not looked at, stays. */
function shorter(before: Baseline, judged: readonly JudgedResult[], isPart: boolean): Baseline {
  const now = baselineOf(judged);
  const told = new Set(isPart ? [] : judged.filter((one) => one.unknown.length === 0).map(({ rule }) => rule.id));
  return before.flatMap(({ rule, on, count }) => {
    if (!told.has(rule)) return [{ rule, on, count }];
    const left = Math.min(count, now.find((one) => one.rule === rule && one.on === on)?.count ?? 0);
    return left === 0 ? [] : [{ rule, on, count: left }];
  });
}

function inFolder(path: string, { cwd }: Pick<Surroundings, 'cwd'>): string {
  return isAbsolute(path) ? path : join(cwd, path);
}

function readBaseline(path: string, name: string): Baseline {
  const value = parseJson(namedText(path, ''));
  const list = isBody(value) ? value['findings'] : undefined;
  if (!isBody(value) || !Array.isArray(list)) throw messages.baselineUnreadable(path);
  if (value['for'] !== name) throw messages.baselineElsewhere(path, keyText(value['for'] ?? ''), name);
  return list.map((one) => {
    const { rule, on, count } = isBody(one) ? one : {};
    if (typeof rule !== 'string' || typeof on !== 'string' || typeof count !== 'number')
      throw messages.baselineUnreadable(path);
    return { rule, on, count };
  });
}
