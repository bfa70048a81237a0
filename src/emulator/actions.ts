import { createHash } from 'node:crypto';
import type { HTTPException } from 'hono/http-exception';
import type { BoundAction, TriggerHappened } from '../runtime/trigger-run.ts';
import type { Cache, Call, Failure, Happened, Program, Runner } from '../runtime/types.ts';
import { machineEvent, type MachineLogin } from './action-event.ts';
import { loginEvent, type UserLogin } from './login-event.ts';
import { noteFailedAction } from './areas/logs.ts';
import { bodiesOf, textOf, type Body } from './body.ts';
import { refuse } from './errors.ts';
import type { Tenant } from './route.ts';

/** What an action did while a request was answered. */
export interface ActionRecord {
  readonly name: string;
  readonly console: Happened['console'];
  readonly failure?: Failure;
  readonly milliseconds: number;
}

/** How the actions of a tenant are run. */
export interface ActionOptions {
  /** How long the actions of a trigger may take, in milliseconds; by default as long as Auth0 lets them. */
  readonly limit?: number;
  /** A folder whose `node_modules` have the dependencies of actions. */
  readonly dependencies?: string;
  /** Is told what an action did, once it has ended. */
  readonly tell?: (record: ActionRecord) => void;
}

/** The actions of a tenant. No process is started before an action is to be run. */
export interface Actions {
  /** Runs what is bound to `credentials-exchange`: the claims and scopes that come of it. Refuses what an action denies. */
  readonly onToken: (login: MachineLogin, granted: readonly string[]) => Promise<Changed>;
  /** Runs what is bound to `post-login`: the calls of `api` that came of it; nothing when nothing is bound. Refuses what an action denies. */
  readonly onLogin: (login: UserLogin) => Promise<readonly Call[]>;
  /** What ran while a request was answered. */
  readonly recordsOf: (request: Request) => ActionRecord[] | undefined;
  readonly close: () => Promise<void>;
}

/** What actions made of a token. */
export interface Changed {
  readonly claims: Body;
  readonly scopes: readonly string[];
}

/** What actions are run for. */
interface Running {
  readonly request: Request;
  readonly client: Body;
  readonly event: () => Body;
  readonly grantedScopes?: readonly string[];
}

/** An action in its process; what it was started from decides whether it is still the one. */
interface Started {
  readonly digest: string;
  readonly runner: Promise<Runner>;
}

/**
 * Runs the actions of a tenant, each in a process that is kept. The deployer is the emulator's own client: no action can lock it out of the
 * tenant, or has to be started for it.
 */
export function actionsOf(tenant: Tenant, deployerId: string, options: ActionOptions = {}): Actions {
  const running = new Map<string, Started>();
  const records = new WeakMap<Request, ActionRecord[]>();
  let cache: Cache = {};
  const run = async (trigger: string, asked: Running): Promise<TriggerHappened | undefined> => {
    const versions = boundVersions(tenant, trigger);
    if (versions.length === 0) return undefined;
    const place = { trigger, tenant, running, ...options };
    const happened = await executed(versions, place, asked, cache);
    ({ cache } = happened);
    const names = versions.map(({ action }) => textOf(action['name']));
    const ran = happened.actions.map((one, at) => recordOf(names[at] ?? '', one));
    records.set(asked.request, [...(records.get(asked.request) ?? []), ...ran]);
    for (const record of ran) {
      options.tell?.(record);
      if (record.failure !== undefined)
        noteFailedAction(tenant, asked.client, { trigger, name: record.name }, record.failure);
    }
    return happened;
  };
  return {
    recordsOf: (request) => records.get(request),
    async close() {
      const runners = [...running.values()];
      running.clear();
      for (const { runner } of runners)
        await runner.then(
          (started) => started[Symbol.asyncDispose](),
          () => undefined,
        );
    },
    async onToken(login, granted) {
      const { request, client, scopes } = login;
      if (client['client_id'] === deployerId) return { claims: {}, scopes };
      const event = (): Body => machineEvent(login, tenant);
      const happened = await run('credentials-exchange', { request, client, event, grantedScopes: granted });
      if (happened === undefined) return { claims: {}, scopes };
      checkPassed(happened, deniedMachine);
      return happened.token;
    },
    async onLogin(login) {
      const { request, client } = login;
      const happened = await run('post-login', { request, client, event: () => loginEvent(login, tenant) });
      if (happened === undefined) return [];
      checkPassed(happened, deniedLogin);
      return happened.calls;
    },
  };
}

/** Runs versions of actions, in their order. */
async function executed(
  versions: readonly Version[],
  place: Place,
  { event, grantedScopes }: Running,
  cache: Cache,
): Promise<TriggerHappened> {
  const { runTrigger } = await import('../runtime/trigger-run.ts');
  const bound = await Promise.all(versions.map((version) => boundAction(version, place)));
  return runTrigger(bound, {
    event: event(),
    http: {},
    cache,
    ...(grantedScopes === undefined ? {} : { grantedScopes }),
    ...(place.limit === undefined ? {} : { limit: place.limit }),
  });
}

const recordOf = (name: string, { console, failure, milliseconds }: Happened): ActionRecord => ({
  name,
  console,
  ...(failure === undefined ? {} : { failure }),
  milliseconds: Math.round(milliseconds),
});

/** Refuses the token as Auth0 does when an action denies it or does not come to its end. */
function checkPassed({ denied, failure }: TriggerHappened, refused: (denied: Call) => HTTPException): void {
  if (failure !== undefined) {
    const { message } = failure;
    throw failure.type === 'error' || failure.type === 'usage'
      ? refuse('token.action-failed', { message })
      : refuse('token.action-ended', { message });
  }
  if (denied !== undefined) throw refused(denied);
}

function deniedMachine({ arguments: [code, reason] }: Call): HTTPException {
  const row = code === 'invalid_scope' || code === 'server_error' ? denials[code] : denials.invalid_request;
  return refuse(row, { message: textOf(reason) });
}

const deniedLogin = ({ arguments: [reason] }: Call): HTTPException =>
  refuse('token.action-failed', { message: textOf(reason) });

/** How the token endpoint says a denial, by the code that the action gives. */
const denials = {
  invalid_request: 'token.denied-request',
  invalid_scope: 'token.denied-scope',
  server_error: 'token.denied-server',
} as const;

/** A version of an action that runs. */
interface Version {
  readonly action: Body;
  readonly version: Body;
}

/** The versions that the trigger runs, in the order in which they are bound. */
function boundVersions({ store, now }: Tenant, trigger: string): Version[] {
  return bodiesOf(store.get('bindings', trigger)?.['items']).flatMap((binding) => {
    const action = store.get('actions', textOf(binding['_action']));
    const version = store.get('action_versions', textOf(action?.['_deployed']));
    if (action === undefined || version === undefined || Number(version['_since']) > now()) return [];
    return [{ action, version }];
  });
}

/** Where actions run. */
interface Place extends ActionOptions {
  readonly trigger: string;
  readonly tenant: Tenant;
  readonly running: Map<string, Started>;
}

async function boundAction({ action, version }: Version, place: Place): Promise<BoundAction> {
  const { running } = place;
  const id = `${place.trigger} ${textOf(action['id'])}`;
  const program = programOf(version, textOf(action['name']), place);
  const digest = createHash('sha256').update(JSON.stringify(program)).digest('hex');
  const before = running.get(id);
  const secrets = secretsOf(version);
  if (before?.digest === digest) return { runner: await before.runner, secrets };
  void before?.runner.then((runner) => runner[Symbol.asyncDispose]());
  const started = startLate(program);
  running.set(id, { digest, runner: started });
  return { runner: await started, secrets };
}

/** The code that starts processes is loaded when the first one is to be started. */
async function startLate(program: Program): Promise<Runner> {
  const { refusalOf } = await import('../runtime/known.ts');
  const refusal = refusalOf(program);
  if (refusal !== undefined) throw refuse('token.action-ended', { message: refusal });
  const { startRunner } = await import('../runtime/runner.ts');
  return startRunner(program);
}

function programOf(version: Body, name: string, { trigger, tenant: { store }, dependencies }: Place): Program {
  const modules = bodiesOf(version['modules']).map((used) => {
    const found = store.get('module_versions', textOf(used['module_version_id'])) ?? {};
    return [textOf(used['module_name']), { text: textOf(found['code']), secrets: secretsOf(found) }] as const;
  });
  const supported = bodiesOf(version['supported_triggers']).find(({ id }) => id === trigger);
  const triggerVersion = textOf(supported?.['version']);
  return {
    type: 'action',
    trigger,
    ...(triggerVersion === '' ? {} : { version: triggerVersion }),
    code: {
      path: `${name}.js`,
      text: textOf(version['code']),
      modules: Object.fromEntries(modules),
      packages: bodiesOf(version['dependencies']).map((each) => textOf(each['name'])),
      ...(dependencies === undefined ? {} : { dependencies }),
    },
  };
}

const secretsOf = (version: Body): { [name: string]: string } =>
  Object.fromEntries(bodiesOf(version['secrets']).map(({ name, value }) => [textOf(name), textOf(value)]));
