import { Option } from 'commander';
import { collect, collectOf, port, several } from './arguments.ts';
import { caseFormats, ruleFormats } from '../report/formats/index.ts';
import type { Io } from './io.ts';
import {
  all,
  allowDeletes,
  allowPath,
  checkOnly,
  choosing,
  env,
  format,
  formatOf,
  listFormat,
  many,
  mapFormat,
  maxFailures,
  only,
  out,
  parallel,
  pullScopes,
  reportFormat,
  reportOut,
  offline,
  sendSecrets,
  set,
  snapshot,
  split,
  strict,
  conditions,
  inPlace,
  readingAll,
  sending,
  trying,
  watch,
  way,
  writing,
} from './options.ts';
import { tokenFaults } from './token-faults.ts';

/** Runs a command: the tenant it was given, its options, the outside. The exit code comes back. */
type Run = (tenant: string | undefined, options: object, io: Io) => Promise<number>;

/** The tasks that help lists commands under, in their order. */
export const groups = {
  start: 'Start',
  change: 'Change a tenant',
  look: 'Look',
  prove: 'Prove',
  run: 'Run',
} as const;

/** A task. */
export type Group = keyof typeof groups;

/** One command; its code is loaded when it is called. */
export interface Row {
  name: string;
  /** The task that help lists it under. */
  group: Group;
  /** What it does, in one line of help: at most 64 characters. */
  summary: string;
  /** What its own help says besides, such as exit codes of its own. */
  more?: string;
  /** What one wants, and the command for it. */
  examples: readonly (readonly [wish: string, command: string])[];
  /** What has to be named in front of the tenant, and what each is. */
  names?: Readonly<Record<string, string>>;
  /** Whether that says it all. */
  isWithoutTenant?: true;
  /** What may be named behind the tenant. */
  rest?: readonly [name: string, what: string];
  options: (() => Option)[];
  run: Run;
}

/** The commands, in the order in which help lists them. */
export const rows: Row[] = [
  {
    name: 'init',
    group: 'start',
    summary: 'begin a tenant, or make it of live tenants or other files',
    examples: [
      [
        'begin a folder for a tenant that is yet to grow',
        'tenantry init acme --env dev --domain acme-dev.eu.auth0.com',
      ],
      [
        'make one set of files of several live tenants',
        'tenantry init acme --from dev=acme-dev.eu.auth0.com --from prod=acme.eu.auth0.com',
      ],
      ['take over a repository of the Deploy CLI', 'tenantry init acme --from ../auth0-deploy'],
    ],
    options: [
      () =>
        new Option(
          '--from <source>',
          'an environment and its tenant as ENV=DOMAIN, may be repeated; or a folder of the Deploy CLI',
        ).argParser(collect),
      () => new Option('--name <old=new>', 'another name for a keyword; may be repeated').argParser(collect),
      () => new Option('--same <a=b>', 'two addresses are the same resource; may be repeated').argParser(collect),
      () => new Option('--not-same <a=b>', 'two addresses are not; may be repeated').argParser(collect),
      checkOnly,
      split,
      all,
      ...readingAll,
      env,
      () => new Option('--domain <domain>', 'the domain of the environment, by default AUTH0_DOMAIN'),
      () => new Option('--rewrite', 'with --from: quote markers, and make YAML of a folder of JSON files'),
    ],
    run: async (...call) => (await import('./init.ts')).run(...call),
  },
  {
    name: 'pull',
    group: 'start',
    summary: 'bring what is live into the files',
    more: 'Exit 2 when something is left to decide.',
    examples: [
      ['show what would be written into the files, and write nothing', 'tenantry pull acme --env prod --check'],
      [
        'bring in one type, as values of this environment alone',
        'tenantry pull acme --env prod --only clients --as keyword',
      ],
    ],
    options: [env, only, checkOnly, ...inPlace, split, all, snapshot, set, strict, allowPath, ...readingAll],
    run: async (...call) => (await import('./pull.ts')).run(...call),
  },
  {
    name: 'validate',
    group: 'change',
    summary: 'check the files for all environments, offline',
    examples: [
      ['check the only tenant there is', 'tenantry validate'],
      ['check again behind every change of a file', 'tenantry validate acme --watch'],
    ],
    options: [env, watch, set, strict, allowPath, format],
    run: async (...call) => (await import('./validate.ts')).run(...call),
  },
  {
    name: 'plan',
    group: 'change',
    summary: 'show what an apply would change',
    more: 'Exit 2 when that is anything.',
    examples: [
      ['show what would change in dev', 'tenantry plan acme --env dev'],
      ['look at one type alone', 'tenantry plan acme --env dev --only clients'],
      ['save the plan, for apply --plan', 'tenantry plan acme --env prod --out plan.json'],
      ['plan again behind every change of a file', 'tenantry plan acme --env dev --watch'],
      ['plan all tenants with all their environments', 'tenantry plan --all'],
    ],
    options: [
      env,
      ...many,
      parallel,
      only,
      () => watch().conflicts('out'),
      set,
      strict,
      allowPath,
      format,
      allowDeletes,
      out,
      sendSecrets,
      () => offline().conflicts('watch'),
      ...sending,
    ],
    run: async (...call) => (await import('./plan.ts')).run(...call),
  },
  {
    name: 'apply',
    group: 'change',
    summary: 'plan, ask, and carry out the plan',
    examples: [
      ['show the plan, ask, and carry it out', 'tenantry apply acme --env dev'],
      ['carry out what a saved plan says, or nothing', 'tenantry apply acme --env prod --plan plan.json --yes'],
      ['finish what an interrupted run has left', 'tenantry apply acme --env prod --resume'],
      ['apply to many tenants, ring by ring', 'tenantry apply --all --rings dev,staging,prod'],
    ],
    options: [
      env,
      ...many,
      parallel,
      maxFailures,
      () => only().conflicts('resume'),
      set,
      strict,
      allowPath,
      format,
      allowDeletes,
      sendSecrets,
      () =>
        new Option('--plan <file>', 'apply what the plan in this file says, or refuse').conflicts([
          'resume',
          'approved',
        ]),
      () =>
        new Option('--approved <file>', 'apply nothing beyond the plan in this file, or refuse; may be repeated')
          .argParser(collect)
          .conflicts('resume'),
      () =>
        new Option('--approve-digest <sha>', 'apply what has this digest, or refuse and say the new one').conflicts([
          'plan',
          'resume',
        ]),
      () => new Option('--smoke', 'then try the tokens that the files promise, as smoke does; exit 3 when one fails'),
      ...trying,
      () => new Option('--resume', 'finish what an interrupted run has left, and nothing else'),
      ...writing,
      ...sending,
    ],
    run: async (...call) => (await import('./apply.ts')).run(...call),
  },
  {
    name: 'drift',
    group: 'look',
    summary: 'show where the tenant is not as the files say',
    more: 'Exit 2 when that is anything.',
    examples: [
      ['compare production with its files', 'tenantry drift acme --env prod'],
      ['say who changed it, by the log of the tenant', 'tenantry drift acme --env prod --who'],
    ],
    options: [
      env,
      only,
      set,
      strict,
      allowPath,
      format,
      () => new Option('--who', 'ask the log of the tenant who changed it; needs read:logs'),
      ...sending,
    ],
    run: async (...call) => (await import('./drift.ts')).run(...call),
  },
  {
    name: 'check',
    group: 'prove',
    summary: 'look at what makes a tenant ready for production',
    more: 'Exit 3 for findings that matter.',
    examples: [
      ['look at the files alone, offline', 'tenantry check acme --env prod --on files'],
      ['say what a rule is about', 'tenantry check --explain apis/hs256'],
      ['give the findings to a code scanner', 'tenantry check acme --env prod --format sarif'],
    ],
    options: [
      env,
      way(
        'on',
        'look at the files, at what a plan would leave, or at the tenant; by default a plan',
        'files',
        'plan',
        'live',
      ),
      () => new Option('--app <name>', 'only what belongs to this application'),
      () => new Option('--rule <id>', 'only this rule, with * for any text; may be repeated').argParser(collect),
      () =>
        new Option('--profile <name>', 'these rules, by default readiness and m2m; may be repeated').argParser(
          collectOf(['readiness', 'm2m', 'security', 'all']),
        ),
      way('fail-on', 'the least severity that fails, by default error', 'error', 'warning', 'info'),
      () => new Option('--strict', 'what could not be told fails, too'),
      () => new Option('--fix', 'write the values that set findings right into the files'),
      () => new Option('--force', 'with --fix: write files with changes that are not committed, too'),
      () => new Option('--baseline <file>', 'accept the findings that are in this file; without one, write it'),
      () => new Option('--prune-baseline', 'take out of the baseline what is found no longer'),
      () => new Option('--explain <id>', 'print the page of a rule'),
      set,
      allowPath,
      formatOf(ruleFormats),
      ...sending,
    ],
    run: async (...call) => (await import('./check.ts')).run(...call),
  },
  {
    name: 'compare',
    group: 'look',
    summary: 'show what differs between two environments',
    more: 'Exit 2 when that is more than their files say.',
    examples: [
      ['compare the tenants of two environments', 'tenantry compare dev prod acme'],
      ['compare their files alone, offline', 'tenantry compare dev prod acme --files'],
    ],
    names: { a: 'an environment', b: 'another one' },
    options: [
      () => new Option('--files', 'compare the files alone, offline').conflicts(['live', 'all']),
      () => new Option('--live', 'show only that in which the two tenants differ'),
      () => new Option('--all', 'show, too, what no file speaks of'),
      set,
      strict,
      allowPath,
      format,
      ...sending,
    ],
    run: async (...call) => (await import('./compare.ts')).run(...call),
  },
  {
    name: 'explain',
    group: 'look',
    summary: 'say why a resource or field is what it is',
    examples: [['say where a value comes from', 'tenantry explain "clients/Customer Portal.callbacks" acme --env dev']],
    names: { address: 'as plan shows it, with .field behind it for a field; or a type' },
    options: [
      env,
      () => new Option('--offline', 'look at the files and the recorded runs alone'),
      set,
      strict,
      allowPath,
      format,
      ...sending,
    ],
    run: async (...call) => (await import('./explain.ts')).run(...call),
  },
  {
    name: 'logs',
    group: 'look',
    summary: 'show the log of a tenant since the last run',
    more: 'Failures first; needs read:logs.',
    examples: [
      ['show what failed, and what others changed, since the last run', 'tenantry logs acme --env prod'],
      ['go on with what comes', 'tenantry logs acme --env prod --follow --since 15m'],
    ],
    options: [
      env,
      () => new Option('--since <when>', 'run, last, a duration such as 15m, or a time; by default the last run'),
      () => new Option('--follow', 'go on with what comes, until it is interrupted'),
      () => new Option('--failures', 'nothing but failures and warnings').conflicts(['changes', 'all']),
      () => new Option('--changes', 'nothing but changes by others').conflicts('all'),
      () => new Option('--all', 'with --follow: show all else, too, and do not only count it'),
      () => new Option('--fail', 'exit 3 when there are failures'),
      () => new Option('--app <name>', 'nothing but events of this application; may be repeated').argParser(collect),
      () => new Option('--type <code>', 'nothing but events of this type; may be repeated').argParser(collect),
      set,
      strict,
      allowPath,
      format,
      ...sending,
    ],
    run: async (...call) => (await import('./logs.ts')).run(...call),
  },
  {
    name: 'rollback',
    group: 'change',
    summary: 'plan the way back to before a run, ask, and carry it out',
    examples: [['undo the last run', 'tenantry rollback acme --env dev']],
    options: [
      env,
      set,
      allowPath,
      format,
      allowDeletes,
      () => new Option('--run <id>', 'the run to undo, by default the last one'),
      ...writing,
      ...sending,
    ],
    run: async (...call) => (await import('./rollback.ts')).run(...call),
  },
  {
    name: 'history',
    group: 'look',
    summary: 'list the runs that were recorded here, the latest first',
    examples: [['list the runs to production', 'tenantry history acme --env prod']],
    options: [env, format],
    run: async (...call) => (await import('./history.ts')).run(...call),
  },
  {
    name: 'show',
    group: 'look',
    summary: 'show what a recorded run planned, and what came of it',
    examples: [['show the last run', 'tenantry show last']],
    names: { run: 'its id, or how that begins, or last' },
    isWithoutTenant: true,
    options: [format],
    run: async (...call) => (await import('./show-run.ts')).run(...call),
  },
  {
    name: 'report',
    group: 'look',
    summary: 'make a page of a saved plan, a result in JSON or a recorded run',
    examples: [
      ['make a page of a saved plan', 'tenantry report prod.plan.json --out prod.html'],
      ['make a page of the last run', 'tenantry report last --out run.html'],
    ],
    names: { what: 'a file, or the id of a run, or how that begins, or last' },
    isWithoutTenant: true,
    options: [reportFormat, reportOut],
    run: async (...call) => (await import('./report.ts')).run(...call),
  },
  {
    name: 'test',
    group: 'prove',
    summary: "run the unit tests of the tenant's code",
    more: 'Exit 3 when one fails.',
    examples: [
      ['run all tests', 'tenantry test acme'],
      ['run those of one action again, whenever a file changes', 'tenantry test acme "Add teams" --watch'],
    ],
    rest: ['tests...', 'test files, or what they test: an action, a trigger, a connection with its script'],
    options: [
      env,
      () => new Option('--filter <text>', 'only tests with this text in their name'),
      () => new Option('--watch', 'run again what a change touches, until it is ended').conflicts('update'),
      () => new Option('--update', 'write what happened into the tests that do not say what they expect'),
      () =>
        new Option('--coverage [form]', 'say which lines were run; lcov writes lcov.info and a page, too').choices([
          'text',
          'lcov',
        ]),
      () => new Option('--install', 'install what the actions depend on, in their exact versions, into .tenantry/'),
      set,
      strict,
      allowPath,
      formatOf(caseFormats),
    ],
    run: async (...call) => (await import('./test.ts')).run(...call),
  },
  {
    name: 'scopes',
    group: 'start',
    summary: 'list the API scopes that planning and applying need',
    examples: [
      ['list what the client of tenantry has to be granted', 'tenantry scopes acme --env prod'],
      ['list what reading a whole tenant needs', 'tenantry scopes --pull'],
    ],
    options: [env, set, strict, allowPath, listFormat, pullScopes],
    run: async (...call) => (await import('./scopes.ts')).run(...call),
  },
  {
    name: 'smoke',
    group: 'prove',
    summary: 'ask for the tokens that the files promise, and look at them',
    more: 'Exit 3 when one is not as it should be.',
    examples: [
      ['try every client grant', 'tenantry smoke acme --env dev'],
      ['try one client', 'tenantry smoke acme --env dev --only "Depot Scanners"'],
    ],
    options: [
      env,
      () => new Option('--only <name...>', 'nothing but these clients, APIs or tests'),
      ...trying,
      set,
      strict,
      allowPath,
      formatOf(caseFormats),
      ...sending,
    ],
    run: async (...call) => (await import('./smoke.ts')).run(...call),
  },
  {
    name: 'domains',
    group: 'prove',
    summary: 'show what each custom domain needs, and has',
    more: 'Its record, DNS, certificate and TLS. Exit 3 when something is left to do.',
    examples: [['have Auth0 verify those that wait for it', 'tenantry domains acme --env prod --verify']],
    options: [
      env,
      () => new Option('--verify', 'ask Auth0 to verify those that wait for it, and wait'),
      () => new Option('--within <time>', 'how long a verification is waited for, by default 2m'),
      () => new Option('--resolver <address>', 'ask this name server; may be repeated').argParser(collect),
      set,
      strict,
      allowPath,
      formatOf(caseFormats),
      ...sending,
    ],
    run: async (...call) => (await import('./domains.ts')).run(...call),
  },
  {
    name: 'targets',
    group: 'run',
    summary: 'list all tenants with their environments, for a pipeline',
    more: 'Offline, and without credentials. With --changed-since those of which the configuration changed since a commit.',
    examples: [
      ['what a pull request is about', 'tenantry targets --changed-since origin/main'],
      [
        'the same for a matrix, ten targets in a job',
        'tenantry targets --changed-since origin/main --batch 10 --format json',
      ],
    ],
    options: [
      ...choosing,
      () => new Option('--batch <count>', 'so many targets of a ring in one job').argParser(several),
      env,
      set,
      strict,
      allowPath,
      listFormat,
    ],
    run: async (...call) => (await import('./targets.ts')).run(...call),
  },
  {
    name: 'emulate',
    group: 'run',
    summary: 'serve the embedded emulator of the Management API',
    examples: [
      ['serve an empty tenant', 'tenantry emulate --port 4010'],
      ['serve that of an environment with domain: local', 'tenantry emulate acme --env local'],
      [
        'serve what the files say, and write what applications need to know',
        'tenantry emulate acme --env local --apply --tls --dotenv .env.auth0',
      ],
    ],
    options: [
      env,
      () => new Option('--apply', 'apply the files of the environment to it before'),
      () =>
        new Option('--env-file, --dotenv <file>', 'write the ids, secrets and audiences of the tenant into this file'),
      set,
      strict,
      allowPath,
      () => new Option('-p, --port <port>', 'the port to listen on, 0 for a free one').argParser(port).default(4010),
      () => new Option('--host <host>', 'the address to listen on').default('127.0.0.1'),
      () => new Option('--tls', 'serve over https, with a certificate for this machine'),
      () => new Option('--issuer <url>', 'the issuer that tokens name, by default the URL that a client spoke to'),
      ...conditions,
    ],
    run: async (...call) => (await import('./emulate.ts')).run(...call),
  },
  {
    name: 'token',
    group: 'run',
    summary: 'print a token of a client, for calls by hand and tests',
    more: 'Of an emulator, or of a live tenant, where it counts against the quota.',
    examples: [
      ['a token of a client for an API', 'tenantry token "Dispatch Service" acme --audience Parcels --env local'],
      [
        'one that the API has to refuse',
        'tenantry token "Dispatch Service" acme --audience Parcels --env local --expired',
      ],
      [
        'one of an emulator that is served elsewhere',
        'tenantry token "Dispatch Service" --audience Parcels --url http://127.0.0.1:4010',
      ],
    ],
    names: { client: 'its name, or its id' },
    options: [
      env,
      () => new Option('--url <url>', 'ask the emulator that is served there').conflicts('env'),
      () => new Option('--audience <api>', 'the API, by its name or identifier'),
      () => new Option('--scope <scopes>', 'these scopes, by default all that are granted'),
      () => new Option('--organization <name>', 'the organization, by its name or id'),
      () => new Option('--claims <json>', 'with an emulator: what the token says besides, as a JSON object'),
      ...tokenFaults.map(
        ({ flag, key, what }) =>
          () =>
            new Option(flag, `with an emulator: ${what}`).conflicts(
              tokenFaults.flatMap((other) => (other.key === key ? [] : [other.key])),
            ),
      ),
      set,
      strict,
      allowPath,
      listFormat,
      ...sending,
    ],
    run: async (...call) => (await import('./token.ts')).run(...call),
  },
  {
    name: 'output',
    group: 'look',
    summary: 'print ids, identifiers and the domain for other tools',
    more: 'Never a secret. Exit 2 when the tenant lacks some of what the files declare.',
    examples: [
      ['give the ids of all that the files declare to a program', 'tenantry output acme --env dev --format json'],
      [
        'write the ids of clients as variables of a shell',
        'tenantry output acme --env dev --format env --only clients',
      ],
    ],
    options: [env, only, set, strict, allowPath, formatOf(['text', 'json', 'env']), ...sending],
    run: async (...call) => (await import('./output.ts')).run(...call),
  },
  {
    name: 'graph',
    group: 'look',
    summary: 'draw who may call what: clients, APIs, scopes',
    more: 'With what is odd about it, such as scopes nobody is granted. Of the files unless --on says otherwise.',
    examples: [
      ['list the callers of every API, offline', 'tenantry graph acme --env prod'],
      ['make a page of it, to search and to hang up', 'tenantry graph acme --env prod --out map.html'],
      ['draw what a plan changes', 'tenantry graph acme --env prod --on plan --format html --out map.html'],
      ['draw one team alone', 'tenantry graph acme --env prod --team depots --format mermaid'],
    ],
    options: [
      env,
      way('on', 'the files, by default, the tenant as a plan would leave it, or as it is', 'files', 'plan', 'live'),
      mapFormat,
      reportOut,
      () => new Option('--team <name>', 'only clients of this team; may be repeated').argParser(collect),
      () => new Option('--client <name>', 'only this client, with * for any text; may be repeated').argParser(collect),
      () =>
        new Option(
          '--api <name>',
          'only this API, by name or identifier, with * for any text; may be repeated',
        ).argParser(collect),
      set,
      strict,
      allowPath,
      ...sending,
    ],
    run: async (...call) => (await import('./graph.ts')).run(...call),
  },
  {
    name: 'completion',
    group: 'run',
    summary: 'print the completion for a shell: bash, zsh, fish, powershell',
    examples: [
      ['for ~/.bashrc and ~/.zshrc, there as: source <(tenantry completion bash)', 'tenantry completion bash'],
      ['for ~/.config/fish/config.fish, there with: | source', 'tenantry completion fish'],
    ],
    names: { shell: 'bash, zsh, fish or powershell' },
    isWithoutTenant: true,
    options: [],
    run: async (...call) => (await import('./completion.ts')).run(...call),
  },
];
